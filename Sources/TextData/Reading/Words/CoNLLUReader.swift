/// Reads CoNLL-U, the format of Universal Dependencies: words and one of their columns, by default UPOS.
///
/// Words are the syntactic ones, numbered 1, 2, …; a multiword token (`1-2`) only says what stands in the text, and
/// empty nodes (`1.1`) stand nowhere in it.
struct CoNLLUReader: ~Copyable {
    private var lines: LineReader
    private let options: TableOptions
    private let tagColumn: Int
    private var builder: WordDatasetBuilder
    private var sentence = Sentence()

    private static let columnNames = [
        "id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc",
    ]

    init(_ lines: consuming LineReader, options: TableOptions) throws(DataError) {
        builder = WordDatasetBuilder(path: lines.path)
        let (options, followed) = options.following(firstRow: Self.columnNames, areNames: false)
        builder.followed = followed
        let wanted = options.labelColumn ?? "upos"
        let named = Self.columnNames.firstIndex { ColumnNames.matches($0, wanted) }
        let numbered = Int(wanted).flatMap { Self.columnNames.indices.contains($0 &- 1) ? $0 - 1 : nil }
        guard let column = named ?? numbered else {
            throw DataError(
                .missingColumn,
                "CoNLL-U has no column '\(wanted)', which --label-column asks for; its columns are "
                    + Self.columnNames.joined(separator: ", "),
                path: lines.path,
                field: wanted
            )
        }
        tagColumn = column
        self.lines = lines
        self.options = options
    }

    /// Reads the whole file.
    ///
    /// - Throws: ``DataError`` at the first line that cannot be read.
    static func read(_ lines: consuming LineReader, options: TableOptions) throws(DataError) -> WordDataset {
        var reader = try CoNLLUReader(lines, options: options)
        while try reader.lines.next() {
            if reader.lines.isBlank {
                try reader.endSentence()
            } else if reader.lines.bytes.first == UInt8(ascii: "#") {
                reader.readComment()
            } else {
                try reader.readRow()
            }
        }
        try reader.endSentence()
        return try reader.builder.dataset("CoNLL-U, tags in column \(columnNames[reader.tagColumn].uppercased())")
    }
}

// MARK: - Lines

extension CoNLLUReader {
    /// Takes the sentence's text from its comment, `# text = …`.
    private mutating func readComment() {
        var rest = lines.bytes.dropFirst().drop(while: isBlankByte)
        guard rest.starts(with: Array("text".utf8)) else { return }
        rest = rest.dropFirst(4).drop(while: isBlankByte)
        guard rest.popFirst() == UInt8(ascii: "=") else { return }
        sentence.text = String(decoding: rest.drop(while: isBlankByte), as: UTF8.self)
    }

    private mutating func readRow() throws(DataError) {
        let fields = lines.bytes.split(separator: 0x09, omittingEmptySubsequences: false)
        guard fields.count == Self.columnNames.count else {
            throw lines.error(
                .raggedRow,
                "the line has \(fields.count == 1 ? "1 column" : "\(fields.count) columns") where CoNLL-U has "
                    + "\(Self.columnNames.count), separated by tabs; read other files with --format conll"
            )
        }
        let form = String(decoding: fields[1], as: UTF8.self)
        guard !form.isEmpty else { throw lines.error(.missingWord, "the word's form is empty; write _ if it has none") }
        let misc = fields[9].split(separator: UInt8(ascii: "|"))
        let hasSpaceAfter = !misc.contains { $0.elementsEqual("SpaceAfter=No".utf8) }
        switch try number(fields[0]) {
        case .word(let number):
            guard number == sentence.words.count + 1 else {
                throw lines.error(
                    .invalidField,
                    "the word is number \(number) where \(sentence.words.count + 1) follows; a line may be missing, or "
                        + "the blank line after a sentence",
                    field: "id"
                )
            }
            if sentence.words.isEmpty { sentence.line = lines.number }
            sentence.add(form, tag: try tag(fields[tagColumn], of: form), line: lines.number, hasSpaceAfter)
        case .multiword(let range):
            guard range.lowerBound == sentence.words.count + 1, sentence.isAfterLastToken else {
                throw lines.error(
                    .invalidField,
                    "the token \(range.lowerBound)-\(range.upperBound) does not follow word \(sentence.words.count)",
                    field: "id"
                )
            }
            sentence.add(form, covering: range.lowerBound - 1..<range.upperBound, hasSpaceAfter)
        case .emptyNode: break
        }
    }

    private enum Number {
        case word(Int)
        case multiword(ClosedRange<Int>)
        case emptyNode
    }

    private func number(_ bytes: ArraySlice<UInt8>) throws(DataError) -> Number {
        let text = String(decoding: bytes, as: UTF8.self)
        if let number = Int(text), number > 0 { return .word(number) }
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        if parts.count == 2, let first = parts[0], let last = parts[1], first > 0, first <= last {
            return .multiword(first...last)
        }
        let node = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        if node.count == 2, !node.contains(nil) { return .emptyNode }
        throw lines.error(
            .invalidField,
            "'\(text)' is no number of a word: it should be 1, 2 and so on, 1-2 for a token of two words, or 1.1 for an "
                + "empty node",
            field: "id"
        )
    }

    private mutating func tag(_ bytes: ArraySlice<UInt8>, of form: String) throws(DataError) -> String? {
        let tag = String(decoding: bytes, as: UTF8.self)
        // An underscore says that nothing is known, but of itself it is an underscore's part of speech nowhere.
        guard !tag.isEmpty && tag != "_" else {
            guard options.labelsRequired else { return nil }
            let name = Self.columnNames[tagColumn].uppercased()
            throw lines.error(
                .missingLabel,
                "'\(form)' has no \(name); choose another column with --label-column",
                field: name
            )
        }
        return builder.shared(tag)
    }

    private mutating func endSentence() throws(DataError) {
        defer { sentence = Sentence() }
        if let last = sentence.tokens.last, last.words.upperBound > sentence.words.count {
            throw lines.error(
                .invalidField,
                "the sentence that ends here has \(sentence.words.count) words, and its last token should reach to word "
                    + "\(last.words.upperBound)",
                field: "id"
            )
        }
        guard !sentence.words.isEmpty else { return }
        let (example, isMatched) = sentence.example
        if !isMatched { builder.unmatchedTexts.add(example.line) }
        let wordLines = sentence.wordLines
        try builder.add(example) { wordLines[$0] }
    }
}

// MARK: - Sentences

/// A sentence as it is read.
private struct Sentence {
    /// What stands in the text: one word, or a token of several.
    struct Token {
        let form: String
        let words: Range<Int>
        let hasSpaceAfter: Bool
    }

    var words: [String] = []
    var tags: [String?] = []
    var wordLines: [Int] = []
    var tokens: [Token] = []
    var text: String?
    var line = 0

    /// Whether the words so far are all that the last token covers.
    var isAfterLastToken: Bool { (tokens.last?.words.upperBound ?? 0) <= words.count }

    mutating func add(_ word: String, tag: String?, line: Int, _ hasSpaceAfter: Bool) {
        let index = words.count
        if isAfterLastToken { add(word, covering: index..<index + 1, hasSpaceAfter) }
        words.append(word)
        tags.append(tag)
        wordLines.append(line)
    }

    mutating func add(_ form: String, covering range: Range<Int>, _ hasSpaceAfter: Bool) {
        tokens.append(Token(form: form, words: range, hasSpaceAfter: hasSpaceAfter))
    }

    /// The sentence, and whether the text in its comment agrees with its words.
    var example: (example: WordExample, isMatched: Bool) {
        var isMatched = true
        var place: (text: String, ranges: [Range<Int>])?
        if let text {
            place = TextAlignment.ranges(of: tokens.lazy.map(\.form), in: text).map { (text, $0) }
            isMatched = place != nil
        }
        let (text, tokenRanges) = place ?? reconstructed
        let known = tags.compactMap { $0 }
        let example = WordExample(
            words: words,
            tags: known.count == words.count ? known : nil,
            text: text,
            wordRanges: zip(tokens, tokenRanges).flatMap { wordRanges(of: $0, in: $1) },
            line: line
        )
        return (example, isMatched)
    }

    /// The text that the tokens make up.
    private var reconstructed: (text: String, ranges: [Range<Int>]) {
        var text = ""
        var length = 0
        var ranges: [Range<Int>] = []
        for (index, token) in tokens.enumerated() {
            let start = length
            text += token.form
            length += token.form.unicodeScalars.count
            ranges.append(start..<length)
            guard token.hasSpaceAfter && index + 1 < tokens.count else { continue }
            text += " "
            length += 1
        }
        return (text, ranges)
    }

    /// Where the words of a token stand: one after the other if they spell it, else all where it stands.
    private func wordRanges(of token: Token, in range: Range<Int>) -> [Range<Int>] {
        guard token.words.count > 1 else { return [range] }
        let parts = words[token.words]
        guard parts.joined().utf8.elementsEqual(token.form.utf8) else {
            return [Range<Int>](repeating: range, count: token.words.count)
        }
        var start = range.lowerBound
        return parts.map { part in
            let partRange = start..<start + part.unicodeScalars.count
            start = partRange.upperBound
            return partRange
        }
    }
}
