/// Texts, or pairs of texts, whose labels are not one name each: a ``TextDataset`` that is read in its own way.
///
/// The type says to the readers what labels are, so that a task only has to name its data set.
public protocol TextExampleSet: ExampleSet where Example == TextExample, Examples == StoredList<TextExample> {
    /// The texts.
    var texts: TextDataset { get }

    /// Takes texts that were read with ``labelKind``.
    init(_ texts: TextDataset)

    /// What the labels are.
    static var labelKind: TableOptions.LabelKind { get }
}

extension TextExampleSet {
    /// The file as the caller named it.
    public var path: String { texts.path }
    /// The examples, in the file's order.
    public var examples: StoredList<TextExample> { texts.examples }
    /// How the file is written, in words.
    public var formatDescription: String { texts.formatDescription }
    /// What the reader found that the data's owner will want to know.
    public var warnings: [DataWarning] { texts.warnings }

    /// Examples that come from no file.
    public init(examples: [TextExample], name: String = "examples") {
        self.init(TextDataset(examples: examples, name: name))
    }

    /// Reads a file.
    public static func read(_ path: String, options: TableOptions = TableOptions()) throws(DataError) -> Self {
        Self(try TextDataset.read(path, options: adapted(options)))
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
    ) throws(DataError) -> Self {
        Self(try TextDataset.read(bytes: bytes, name: name, options: adapted(options)))
    }

    /// Reads a file, or a stream, a number of examples at a time.
    public static func forEachBatch(
        _ path: String,
        options: TableOptions,
        count: Int,
        _ body: (Self) throws -> Void
    ) throws {
        try TextDataset.forEachBatch(path, options: adapted(options), count: count) { try body(Self($0)) }
    }

    /// Some of the examples.
    public func subset(_ indices: some Sequence<Int>) -> Self {
        Self(texts.subset(indices))
    }

    private static func adapted(_ options: TableOptions) -> TableOptions {
        var options = options
        options.labelKind = labelKind
        return options
    }
}

/// Texts, or pairs of texts, each with a number: a rating, a similarity.
public struct ScoredTextDataset: TextExampleSet {
    /// The texts; their labels are numbers.
    public let texts: TextDataset

    /// Takes texts whose labels are numbers.
    public init(_ texts: TextDataset) {
        self.texts = texts
    }

    /// Numbers.
    public static var labelKind: TableOptions.LabelKind { .number }

    /// The number of an example.
    ///
    /// - Parameter example: An example of this set.
    /// - Returns: The number, which is finite.
    /// - Throws: ``DataError`` with code `missingLabel` or `invalidField`, naming the line.
    public func score(of example: TextExample) throws(DataError) -> Double {
        func error(_ code: DataError.Code, _ message: String) -> DataError {
            DataError(
                code,
                message,
                path: path,
                line: example.line > 0 ? example.line : nil,
                field: texts.columns.label
            )
        }
        guard let label = example.label else {
            throw error(.missingLabel, "the example has no number; name the numbers' column with --label-column")
        }
        // What Swift reads beside decimal numbers, hexadecimal ones and `inf`, no data file means.
        let isDecimal = label.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        guard isDecimal, let score = Double(label), score.isFinite else {
            throw error(.invalidField, "'\(label)' is no number; write it as in 3.5")
        }
        return score
    }
}

/// Texts, or pairs of texts, each with any number of labels.
public struct MultiLabelDataset: TextExampleSet {
    /// The texts.
    public let texts: TextDataset

    /// Takes texts whose labels are lists.
    public init(_ texts: TextDataset) {
        self.texts = texts
    }

    /// Lists.
    public static var labelKind: TableOptions.LabelKind { .list }

    /// The first of the example's labels by their bytes: sets of labels are too many to give each its share.
    public func stratum(of example: TextExample) -> String {
        let labels = example.labels ?? []
        return labels.min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? ""
    }
}
