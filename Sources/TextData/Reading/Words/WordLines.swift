/// The first whole lines of a file: what shows whether they are tagged words, and in which form.
///
/// The reader of tagged words and what tells a file's task ask the same questions here.
struct WordLines {
    /// Names of files that hold a word a line.
    static let fileExtensions: Set = ["conll", "bio", "iob", "iob1", "iob2", "bioes", "ner"]

    /// No more of a file is looked at than this.
    static let byteCount = 1 << 16

    /// The lines' fields, cut at white space; neither blank lines nor comments nor borders of documents.
    private let rows: [[ArraySlice<UInt8>]]
    private let hasBlankLine: Bool
    /// The lines that are not blank.
    private let lines: [ArraySlice<UInt8>]
    /// Whether the first line is `-DOCSTART-`, as in the files of CoNLL-2003.
    let beginDocument: Bool

    /// Looks at the beginning of a file.
    init(_ beginning: ArraySlice<UInt8>) {
        let bytes = beginning.prefix(Self.byteCount)
        let lineEnd: UInt8 = bytes.contains(0x0A) ? 0x0A : 0x0D
        let lines = bytes.split(separator: lineEnd, maxSplits: 400, omittingEmptySubsequences: false)
            .map { $0.last == 0x0D ? $0.dropLast() : $0 }
        // The last line may be cut off.
        let whole = lines.count > 1 ? lines.dropLast() : lines[...]
        hasBlankLine = whole.contains { $0.allSatisfy(isBlankByte) }
        self.lines = whole.filter { !$0.allSatisfy(isBlankByte) }
        let rows = self.lines.map { $0.split(whereSeparator: isBlankByte) }
        let isDocumentBorder = { (row: [ArraySlice<UInt8>]) in row[0].elementsEqual("-DOCSTART-".utf8) }
        beginDocument = rows.first.map(isDocumentBorder) ?? false
        self.rows = rows.filter { row in
            !isDocumentBorder(row) && !row[0].elementsEqual("#".utf8) && !row[0].elementsEqual("##".utf8)
        }
    }

    /// Whether the first line that is no comment has ten fields between tabs, and in those of numbers what CoNLL-U has:
    /// in the first that of a word, `1`, of a token of several, `1-2`, or of an empty node, `0.1`; in the seventh that of
    /// another word, or `_`.
    var lookLikeCoNLLU: Bool {
        guard let first = lines.first(where: { $0.first != UInt8(ascii: "#") }) else { return false }
        let fields = Self.tabbed(first)
        guard fields.count == 10, Self.isNumber(fields[6]) || fields[6].elementsEqual("_".utf8) else { return false }
        let id = fields[0]
        return id.elementsEqual("1".utf8) || id.elementsEqual("0.1".utf8)
            || id.starts(with: "1-".utf8) && Self.isNumber(id.dropFirst(2))
    }

    /// Whether each line has as many columns as the others, and more than one.
    var haveEqualColumns: Bool {
        guard let first = rows.first, first.count > 1 else { return false }
        return rows.allSatisfy { $0.count == first.count }
    }

    /// Whether all lines end in a tag of an entity, with a word before it as a rule, and there are blank lines.
    var endInTags: Bool {
        // The word may be a blank: KLUE's files have a character a line.
        hasBlankLine && !rows.isEmpty && rows.allSatisfy { $0.last.flatMap(Self.tag) != nil }
            && rows.count { $0.count > 1 } * 2 > rows.count
    }

    /// A tag that is not `O`.
    var exampleTag: String? {
        rows.lazy.compactMap { $0.last.flatMap(Self.tag) }.first { $0.position != .outside }.map { "B-\($0.type)" }
    }

    /// Whether the lines are those of a table of texts: fields between tabs, of which one holds blanks in most lines,
    /// or names of columns as texts and their labels have them; and no blank line, as there is after a sentence.
    var areTexts: Bool {
        guard !hasBlankLine, let first = lines.first.map(Self.tabbed), first.count > 1 else { return false }
        let tabbedLines = lines.map(Self.tabbed)
        guard tabbedLines.allSatisfy({ $0.count > 1 }) else { return false }
        let names = first.map { String(decoding: $0, as: UTF8.self) }
        if names.contains(where: ColumnNames.isText), names.contains(where: ColumnNames.isLabel) { return true }
        let withBlanks = tabbedLines.count { fields in
            fields.contains { $0.split(separator: UInt8(ascii: " ")).count > 1 }
        }
        return withBlanks * 2 > tabbedLines.count
    }

    private static func tabbed(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        line.split(separator: 0x09, omittingEmptySubsequences: false)
    }

    private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func tag(_ bytes: ArraySlice<UInt8>) -> EntityTag? {
        EntityTag(String(decoding: bytes, as: UTF8.self))
    }
}
