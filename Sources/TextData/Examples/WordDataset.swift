/// The sentences of one data file, word by word, and how the file was understood.
public struct WordDataset: Sendable {
    /// The file as the caller named it.
    public let path: String
    /// The sentences, in the file's order, their tags in BIO if they are of entities.
    public let examples: StoredList<WordExample>
    /// How the file is written, in words, such as `CoNLL, 4 columns separated by blanks, words in column 1, …`.
    public let formatDescription: String
    /// How the file writes its tags; `nil` if it has none.
    public let tagScheme: TagScheme?
    /// What the reader found that the data's owner will want to know.
    public let warnings: [DataWarning]

    init(
        path: String,
        examples: StoredList<WordExample>,
        formatDescription: String,
        tagScheme: TagScheme?,
        warnings: [DataWarning]
    ) {
        self.path = path
        self.examples = examples
        self.formatDescription = formatDescription
        self.tagScheme = tagScheme
        self.warnings = warnings
    }

    /// Sentences that come from no file.
    ///
    /// - Parameters:
    ///   - examples: The sentences, with tags in BIO or plain ones.
    ///   - name: What errors and warnings call them.
    public init(examples: [WordExample], name: String = "examples") {
        let tags = examples.lazy.compactMap(\.tags).joined()
        let hasEntities = tags.contains { tag in EntityTag(tag).map { $0.position != .outside } ?? false }
        self.init(
            path: name,
            examples: StoredList(examples),
            formatDescription: "in memory",
            tagScheme: tags.isEmpty ? nil : hasEntities ? .bio : .plain,
            warnings: []
        )
    }

    /// Whether the tags are of entities, which may cover several words.
    public var hasEntities: Bool { tagScheme.map { $0 != .plain } ?? false }

    /// The number of words of all sentences.
    public var wordCount: Int { examples.reduce(0) { $0 + $1.words.count } }
}

// MARK: - Reading

extension WordDataset {
    /// Reads a file: CoNLL columns, CoNLL-U, or JSON Lines of `tokens` and `tags` or of `text` and `spans`.
    ///
    /// ```swift
    /// let training = try WordDataset.read("train.conll")
    /// let labels = try LabelSet(training)
    /// ```
    ///
    /// Without ``TableOptions/labelsRequired`` also files of texts, which are cut into words.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: What is known about it; what is not said is found out.
    /// - Returns: All its sentences.
    /// - Throws: ``DataError``, which names the line, at the first line that cannot be read.
    /// - Complexity: O(file size) in time; in memory some megabytes, see ``StoredList``.
    public static func read(_ path: String, options: TableOptions = TableOptions()) throws(DataError) -> WordDataset {
        do {
            let input = try ByteInput.opening(path)
            let layout = try WordFileLayout.detected(in: input, options: options)
            return try read(input, layout, options: options)
        } catch {
            throw error.advised(readingAs: .words, options: options)
        }
    }

    /// Reads the content of a file from memory.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - name: What errors call it; its extension tells the format as a file's does.
    ///   - options: What is known about it.
    /// - Returns: All its sentences.
    /// - Throws: ``DataError``, as for a file.
    public static func read(
        bytes: [UInt8],
        name: String,
        options: TableOptions = TableOptions()
    ) throws(DataError) -> WordDataset {
        let input = try ByteInput.reading(bytes, name: name)
        let layout = try WordFileLayout.detected(in: input, options: options)
        return try read(input, layout, options: options)
    }

    /// Reads what has been opened, once and to its end: it may be a stream.
    static func read(
        _ input: consuming ByteInput,
        _ layout: WordFileLayout,
        options: TableOptions
    ) throws(DataError) -> WordDataset {
        if let options = layout.textOptions(options) {
            return try WordDataset(texts: TextDataset(input, options: options))
        }
        let lines = LineReader(input, options: options)
        return switch layout {
        case .conllu: try CoNLLUReader.read(lines, options: options)
        case .jsonLines: try WordJSONReader.read(lines, options: options)
        case .columns, .lines, .table: try ColumnFileReader.read(lines, options: options)
        }
    }

    /// Texts without tags, cut into words.
    init(texts: TextDataset) throws(DataError) {
        var examples = StoredListBuilder<WordExample>()
        for text in texts.examples { try examples.append(WordExample(text: text.text, line: text.line)) }
        self.init(
            path: texts.path,
            examples: try examples.finish(),
            formatDescription: texts.formatDescription + ", cut into words",
            tagScheme: nil,
            warnings: texts.warnings
        )
    }
}
