import StrictJSON

/// The names by which JSON objects of tagged words are known, to their reader and to what tells a file's task.
enum WordMembers {
    /// Members that hold a list of words.
    static let words = ["tokens", "words"]
    /// Members that hold a list of tags, one for each word.
    static let tags = ["tags", "ner_tags", "labels", "ner"]
    /// The same, used where none of the usual names is found.
    static let rareTags = ["upos", "pos_tags"]
    /// Members that hold a text.
    static let texts = ["text", "sentence"]
    /// Members that hold a list of stretches of the text.
    static let spans = ["spans", "entities", "label", "labels"]

    /// The member of an object that is its list of words.
    static func words(in object: JSONObject) -> String? {
        words.first { object[$0]?.array != nil }
    }

    /// Whether a file begins with a line that is an object with a list of words.
    static func begin(_ beginning: ArraySlice<UInt8>) -> Bool {
        let line = beginning.drop { $0 <= 0x20 }.prefix { $0 != 0x0A && $0 != 0x0D }
        guard line.first == UInt8(ascii: "{"), let object = (try? JSONValue.parse(Array(line)))?.object else {
            return false
        }
        return words(in: object) != nil
    }

    /// The member of an object that is its list of stretches.
    ///
    /// Under the names that labels of whole texts have, too, the list must hold stretches to be one.
    static func spans(in object: JSONObject) -> String? {
        spans.first { name in
            guard let elements = object[name]?.array else { return false }
            let areStretches = !elements.isEmpty && elements.allSatisfy { $0.object != nil || $0.array?.count == 3 }
            return areStretches || elements.isEmpty && !ColumnNames.isLabel(name)
        }
    }
}
