/// Reads CoNLL columns: one word per line, a blank line after each sentence.
///
/// `-DOCSTART-` lines end a sentence and are no words. In files that begin with a line `## …`, as those of KLUE do,
/// such lines are comments; there a word is one character, and white space is text between words.
struct ColumnFileReader: ~Copyable {
    private var lines: LineReader
    private let options: TableOptions
    private var builder: WordDatasetBuilder

    /// What the first row settles.
    private struct Columns {
        let isTabbed: Bool
        let count: Int
        let word: Int
        let tag: Int?
        let hasHeader: Bool
        let followed: RememberedColumns?
    }

    private var columns: Columns?
    private var hasComments = false
    /// White space that stands as a word of its own where each word is one character.
    private var spaceCount = 0
    /// The tag of the white space just before.
    private var beginning: String?

    // The sentence being read.
    private var words: [String] = []
    private var tags: [String] = []
    private var wordLines: [Int] = []
    private var text = ""
    private var textLength = 0
    private var ranges: [Range<Int>] = []

    init(_ lines: consuming LineReader, options: TableOptions) {
        builder = WordDatasetBuilder(path: lines.path)
        self.lines = lines
        self.options = options
    }

    /// Reads the whole file.
    ///
    /// - Throws: ``DataError`` at the first line that cannot be read.
    static func read(_ lines: consuming LineReader, options: TableOptions) throws(DataError) -> WordDataset {
        var reader = ColumnFileReader(lines, options: options)
        var isFirst = true
        while try reader.lines.next() {
            if reader.lines.isBlank {
                try reader.endSentence()
                continue
            }
            if isFirst { reader.hasComments = reader.lines.bytes.starts(with: Self.commentMark) }
            isFirst = false
            try reader.readRow()
        }
        try reader.endSentence()
        let description = reader.description
        return try reader.builder.dataset(description)
    }

    private static let commentMark = Array("## ".utf8)
    private static let documentMark = Array("-DOCSTART-".utf8)

    private var description: String {
        guard let columns else { return "CoNLL" }
        let separator = columns.isTabbed ? "tabs" : "blanks"
        var description =
            "CoNLL, \(columns.count) columns separated by \(separator), words in column \(columns.word + 1)"
        if let tag = columns.tag { description += ", tags in column \(tag + 1)" }
        if spaceCount > 0 { description += ", one character per line, \(spaceCount) of white space" }
        return description
    }
}

// MARK: - Rows

extension ColumnFileReader {
    private mutating func readRow() throws(DataError) {
        let bytes = lines.bytes
        if hasComments && bytes.starts(with: Self.commentMark) { return }
        let isTabbed = columns?.isTabbed ?? bytes.contains(0x09)
        let fields =
            isTabbed
            ? bytes.split(separator: 0x09, omittingEmptySubsequences: false) : bytes.split(whereSeparator: isBlankByte)
        if fields[0].elementsEqual(Self.documentMark) {
            try endSentence()
            return
        }
        guard let columns else {
            let columns = try columns(firstRow: fields, isTabbed: isTabbed)
            self.columns = columns
            builder.followed = columns.followed
            if !columns.hasHeader { try add(fields, columns) }
            return
        }
        guard fields.count == columns.count else {
            throw lines.error(
                .raggedRow,
                "the line has \(fields.count == 1 ? "1 column" : "\(fields.count) columns") where the first has "
                    + "\(columns.count); a tag may be missing, or a word may hold a blank"
            )
        }
        try add(fields, columns)
    }

    private mutating func add(_ fields: [ArraySlice<UInt8>], _ columns: Columns) throws(DataError) {
        let word = String(decoding: fields[columns.word], as: UTF8.self)
        guard !word.isEmpty else {
            throw lines.error(.missingWord, "the word in column \(columns.word + 1) is empty; fill it in")
        }
        if hasComments {
            let start = textLength
            text += word
            textLength += word.unicodeScalars.count
            if word.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
                spaceCount += 1
                if let tag = columns.tag { beginning = try self.tag(fields, tag, of: word) }
                return
            }
            ranges.append(start..<textLength)
        }
        words.append(word)
        wordLines.append(lines.number)
        guard let column = columns.tag else { return }
        var tag = try self.tag(fields, column, of: word)
        // An entity that begins with white space begins with the character after it.
        if let first = beginning.flatMap({ EntityTag($0) }), first.position == .begin,
            let own = EntityTag(tag), own.position == .inside, own.type.utf8.elementsEqual(first.type.utf8)
        {
            tag = beginning ?? tag
        }
        beginning = nil
        tags.append(builder.shared(tag))
    }

    private func tag(_ fields: [ArraySlice<UInt8>], _ column: Int, of word: String) throws(DataError) -> String {
        let tag = String(decoding: fields[column], as: UTF8.self).trimmingASCIIBlanks()
        if !tag.isEmpty { return tag }
        throw lines.error(.missingLabel, "the tag of '\(word)' in column \(column + 1) is empty; fill it in")
    }

    private mutating func endSentence() throws(DataError) {
        defer {
            words.removeAll(keepingCapacity: true)
            tags.removeAll(keepingCapacity: true)
            wordLines.removeAll(keepingCapacity: true)
            ranges.removeAll(keepingCapacity: true)
            text = ""
            textLength = 0
            beginning = nil
        }
        guard let line = wordLines.first else { return }
        // Copies of just the size needed: these lists are used again and have room for the longest sentence.
        let example = WordExample(
            words: words.map { $0 },
            tags: columns?.tag == nil ? nil : tags.map { $0 },
            text: hasComments ? text : nil,
            wordRanges: hasComments ? ranges.map { $0 } : nil,
            line: line
        )
        try builder.add(example) { wordLines[$0] }
    }
}

// MARK: - Columns

extension ColumnFileReader {
    private static let wordNames = ["word", "words", "token", "tokens", "form"]
    private static let tagNames = ["tag", "tags", "label", "labels", "ner", "ner_tag", "ner_tags", "pos", "upos"]

    /// The columns of the words and the tags: the first and the last, if nothing else is said.
    private func columns(firstRow: [ArraySlice<UInt8>], isTabbed: Bool) throws(DataError) -> Columns {
        let names = firstRow.map { String(decoding: $0, as: UTF8.self) }
        let (options, followed) = self.options.following(firstRow: names, areNames: false)
        let isNamed = { (wanted: [String]) in
            names.contains { name in wanted.contains { ColumnNames.matches($0, name) } }
        }
        let hasHeader =
            options.hasHeader
            ?? (names.count > 1 && isNamed(Self.wordNames) && isNamed(Self.tagNames))
        func column(_ wanted: String, _ flag: String) throws(DataError) -> Int {
            if let number = Int(wanted), names.indices.contains(number &- 1) { return number - 1 }
            if hasHeader, let index = names.firstIndex(where: { ColumnNames.matches(wanted, $0) }) { return index }
            throw lines.error(
                .missingColumn,
                "there is no column \(wanted), which \(flag) asks for; "
                    + (hasHeader
                        ? "columns found: \(names.joined(separator: ", "))"
                        : "columns go by number, 1 to \(names.count)"),
                field: wanted
            )
        }
        let word = try options.textColumn.map { (name) throws(DataError) in try column(name, "--text-column") } ?? 0
        let tag = try options.labelColumn.map { (name) throws(DataError) in try column(name, "--label-column") }
        if tag == nil && names.count == 1 && options.labelsRequired {
            throw lines.error(
                .missingColumn,
                "the line holds a word and no tag; write both, separated by a tab or a blank"
            )
        }
        let usualTag = names.count > 1 && word != names.count - 1 ? names.count - 1 : nil
        if tag == word || (tag == nil && usualTag == nil && options.labelsRequired) {
            throw lines.error(
                .ambiguousColumn,
                "column \(word + 1) cannot hold both words and tags; choose with --text-column and --label-column"
            )
        }
        return Columns(
            isTabbed: isTabbed,
            count: names.count,
            word: word,
            tag: tag ?? usualTag,
            hasHeader: hasHeader,
            followed: followed
        )
    }
}
