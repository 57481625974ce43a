internal import StrictJSON

extension TaskDetection {
    /// What the members of JSON objects show; `nil` if the file is no JSON, or its members are those of texts.
    static func fromJSON(_ input: borrowing ByteInput, options: TableOptions) -> TaskDetection? {
        guard [.automatic, .jsonl].contains(options.format) else { return nil }
        let window = input.window[input.position...]
        guard let first = window.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return nil }
        let line = window.drop { $0 <= 0x20 }.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        if let object = (try? JSONValue.parse(Array(line)))?.object {
            return fromMembers(of: object)
        }
        // A document over many lines, or one line longer than the window: SQuAD's, by the names in it.
        let names = [QuestionMembers.paragraphs, QuestionMembers.context, QuestionMembers.question].filter {
            window.contains(Array("\"\($0)\"".utf8))
        }
        if names.contains(QuestionMembers.context), names.count > 1 {
            return TaskDetection(Contents.questions.rawValue, "a JSON document with questions and their contexts")
        }
        return nil
    }

    private static func fromMembers(of object: JSONObject) -> TaskDetection? {
        let (question, context) = (QuestionMembers.question, QuestionMembers.context)
        if object[question] != nil, object[context] != nil {
            return TaskDetection(Contents.questions.rawValue, "members '\(question)' and '\(context)'")
        }
        if object[QuestionMembers.data]?.array?.first?[QuestionMembers.paragraphs] != nil {
            return TaskDetection(
                Contents.questions.rawValue,
                "SQuAD's JSON, '\(QuestionMembers.data)' with '\(QuestionMembers.paragraphs)'"
            )
        }
        if let words = WordMembers.words(in: object) {
            let tags = (WordMembers.tags + WordMembers.rareTags).first { object[$0] != nil }
            return TaskDetection(Contents.words.rawValue, "members '\(words)'\(tags.map { " and '\($0)'" } ?? "")")
        }
        let text = WordMembers.texts.first { object[$0]?.string != nil }
        if let text, let spans = WordMembers.spans(in: object) {
            return TaskDetection(Contents.words.rawValue, "members '\(text)' and '\(spans)'")
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// Whether some bytes stand in these one after the other.
    fileprivate func contains(_ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first, count >= wanted.count else { return false }
        var start = startIndex
        while let found = self[start...].firstIndex(of: first) {
            if self[found...].starts(with: wanted) { return true }
            start = found + 1
        }
        return false
    }
}
