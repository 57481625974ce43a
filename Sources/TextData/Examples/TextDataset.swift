/// The examples of one data file, and how the file was understood.
public struct TextDataset: Sendable {
    /// The columns, or JSON members, that examples were taken from.
    public struct Columns: Sendable, Equatable {
        /// The text's column: its name, or `column 4` in a file without header.
        public let text: String
        /// The second text's column, if the examples are pairs.
        public let pair: String?
        /// The label's column, if there is one.
        public let label: String?
        /// The columns that are a label each and say whether an example has it.
        public let labels: [String]

        init(text: String, pair: String?, label: String?) {
            self.text = text
            self.pair = pair
            self.label = label
            labels = []
        }

        init(_ selection: ColumnSelection) {
            text = selection.name(of: selection.text)
            pair = selection.pair.map { selection.name(of: $0) }
            label = selection.label.map { selection.name(of: $0) }
            labels = selection.labels.map { selection.name(of: $0) }
        }
    }

    /// The file as the caller named it.
    public let path: String
    /// The examples, in the file's order.
    public let examples: StoredList<TextExample>
    /// The columns that were read.
    public let columns: Columns
    /// How the file is written, in words, such as `TSV, quotes as they are, header`.
    public let formatDescription: String
    /// What the reader found that the data's owner will want to know.
    public let warnings: [DataWarning]

    /// Whether the examples are pairs of texts.
    public var hasPairs: Bool { columns.pair != nil }

    init(
        examples: StoredList<TextExample>,
        path: String,
        columns: Columns,
        formatDescription: String,
        warnings: [DataWarning] = []
    ) {
        self.path = path
        self.examples = examples
        self.columns = columns
        self.formatDescription = formatDescription
        self.warnings = warnings
    }

    /// The same file with each example changed.
    func mapped(_ change: (TextExample) throws(DataError) -> TextExample) throws(DataError) -> TextDataset {
        var changed = StoredListBuilder<TextExample>()
        for example in examples { try changed.append(change(example)) }
        return TextDataset(
            examples: try changed.finish(),
            path: path,
            columns: columns,
            formatDescription: formatDescription,
            warnings: warnings
        )
    }

    /// Examples that come from no file.
    ///
    /// - Parameters:
    ///   - examples: The examples.
    ///   - name: What errors and warnings call them.
    public init(examples: [TextExample], name: String = "examples") {
        path = name
        self.examples = StoredList(examples)
        columns = Columns(
            text: "text",
            pair: examples.contains { $0.pair != nil } ? "pair" : nil,
            label: examples.contains { $0.label != nil }
                ? "label" : examples.contains { $0.labels != nil } ? "labels" : nil
        )
        formatDescription = "in memory"
        warnings = []
    }

    /// Reads a file.
    ///
    /// ```swift
    /// let training = try TextDataset.read("train.csv")
    /// let labels = try LabelSet(training)
    /// ```
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: What is known about it; what is not said is found out.
    /// - Returns: All its examples.
    /// - Throws: ``DataError``, which names the line, at the first row that cannot be read; with code
    ///   `noExamples` if there is no row.
    /// - Complexity: O(file size) in time; in memory some megabytes, see ``StoredList``.
    public static func read(_ path: String, options: TableOptions = TableOptions()) throws(DataError) -> TextDataset {
        try TextDataset(reading: ExampleReader(path: path, options: options), path: path)
    }

    /// Reads the content of a file from memory.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - name: What errors call it; its extension tells the format as a file's does.
    ///   - options: What is known about it.
    /// - Returns: All its examples.
    /// - Throws: ``DataError``, as for a file.
    public static func read(
        bytes: [UInt8],
        name: String,
        options: TableOptions = TableOptions()
    ) throws(DataError) -> TextDataset {
        try TextDataset(reading: ExampleReader(bytes: bytes, name: name, options: options), path: name)
    }

    /// Reads what has been opened.
    init(_ input: consuming ByteInput, options: TableOptions) throws(DataError) {
        let path = input.path
        try self.init(reading: ExampleReader(input, options: options), path: path)
    }

    private init(reading source: consuming ExampleReader, path: String) throws(DataError) {
        var reader = source
        var examples = StoredListBuilder<TextExample>()
        var progress = PreparationCounter(.reading, path: path)
        while let example = try reader.next() {
            try examples.append(example)
            progress.advance()
        }
        if examples.count == 0 {
            throw DataError(.noExamples, "the file holds a header and no examples", path: path)
        }
        self.path = path
        self.examples = try examples.finish()
        columns = reader.columns
        formatDescription = reader.formatDescription
        warnings = reader.warnings
    }
}
