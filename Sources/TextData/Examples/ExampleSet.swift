/// The examples of one data file, of whatever kind a task learns from.
public protocol ExampleSet: Sendable {
    /// One example.
    associatedtype Example: Sendable
    /// How examples are kept: a ``StoredList`` where there may be any number of them.
    associatedtype Examples: RandomAccessCollection<Example> & Sendable = [Example] where Examples.Index == Int

    /// The file as the caller named it.
    var path: String { get }
    /// The examples, in the file's order.
    var examples: Examples { get }
    /// How the file was understood, in words, such as `TSV, quotes as they are, header`.
    var formatDescription: String { get }
    /// What the reader found that the data's owner will want to know.
    var warnings: [DataWarning] { get }

    /// Examples that come from no file.
    ///
    /// - Parameters:
    ///   - examples: The examples.
    ///   - name: What errors and warnings call them.
    init(examples: [Example], name: String)

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: What is known about it; what is not said is found out.
    /// - Returns: All its examples.
    /// - Throws: ``DataError``, which names the line.
    static func read(_ path: String, options: TableOptions) throws(DataError) -> Self

    /// Reads a file, or a stream that has no end yet, a number of examples at a time.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: What is known about it.
    ///   - count: The most examples in a batch.
    ///   - body: Is given every batch, in the file's order.
    /// - Throws: ``DataError``, which names the line, or what `body` throws.
    static func forEachBatch(
        _ path: String,
        options: TableOptions,
        count: Int,
        _ body: (Self) throws -> Void
    ) throws

    /// Some of the examples, with the file's name for errors.
    ///
    /// - Parameter indices: Which, in the order wanted.
    /// - Returns: The same kind of set; what the reader found in the whole file is not said again.
    func subset(_ indices: some Sequence<Int>) -> Self

    /// What an example is an example of, such as its label: a held-back part takes the same share of each.
    ///
    /// - Parameter example: The example.
    /// - Returns: The name of its stratum; the same for all where there are none.
    func stratum(of example: Example) -> String

    /// What an example must not be parted from, such as the document that a question is about: a split would leak.
    ///
    /// - Parameter example: The example.
    /// - Returns: The name of its group, or `nil` if it stands for itself.
    func group(of example: Example) -> String?
}

extension ExampleSet {
    /// Reads the whole file, then hands it on in batches.
    public static func forEachBatch(
        _ path: String,
        options: TableOptions,
        count: Int,
        _ body: (Self) throws -> Void
    ) throws {
        let all = try read(path, options: options)
        for start in stride(from: 0, to: all.examples.count, by: count) {
            try body(all.subset(start..<min(start + count, all.examples.count)))
        }
    }

    /// The same for all.
    public func stratum(of example: Example) -> String { "" }

    /// None.
    public func group(of example: Example) -> String? { nil }
}
