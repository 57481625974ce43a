public import Tokenization

/// Turns examples into what the model reads.
///
/// ```swift
/// let training = try TextDataset.read("train.csv")
/// let labels = try LabelSet(training)
/// let builder = FeatureBuilder(tokenizer: tokenizer, labels: labels, maximumLength: 128, threads: 2)
/// let (features, truncation) = try builder.features(for: training)
/// print(truncation)
/// ```
public struct FeatureBuilder: Sendable {
    /// The tokenizer of the model.
    public var tokenizer: Tokenizer
    /// The labels that examples must have; `nil` if features are to have no class, as for prediction.
    public var labels: LabelSet?
    /// The number of tokens that a feature may have, special ones among them.
    public var maximumLength: Int
    /// The number of threads that tokenize.
    public var threads: Int

    /// The number of examples tokenized at a time: enough to keep threads busy, few enough that their
    /// intermediate encodings take little room.
    private static let batchSize = 8192

    /// A builder of features.
    ///
    /// - Parameters:
    ///   - tokenizer: The tokenizer of the model.
    ///   - labels: The labels that examples must have; `nil` if features are to have no class.
    ///   - maximumLength: The number of tokens that a feature may have, special ones among them. Of a pair, the
    ///     longer text gives way first.
    ///   - threads: The number of threads that tokenize; the features do not depend on it.
    public init(tokenizer: Tokenizer, labels: LabelSet?, maximumLength: Int, threads: Int = 1) {
        self.tokenizer = tokenizer
        self.labels = labels
        self.maximumLength = maximumLength
        self.threads = threads
    }

    /// The features of a data file's examples, in their order.
    ///
    /// - Parameter dataset: The examples.
    /// - Returns: One feature per example, and how much had to be cut off.
    /// - Throws: ``DataError`` with code `unknownLabel`, `missingLabel` or `tokenizationFailed`, naming the line.
    public func features(
        for dataset: TextDataset
    ) throws(DataError) -> (features: [ClassificationFeature], truncation: TruncationReport) {
        try features(for: dataset.examples, path: dataset.path)
    }

    /// The features of examples, in their order.
    ///
    /// - Parameters:
    ///   - examples: The examples.
    ///   - path: The file they come from, for errors.
    /// - Returns: One feature per example, and how much had to be cut off.
    /// - Throws: ``DataError`` with code `unknownLabel`, `missingLabel` or `tokenizationFailed`, naming the line.
    public func features(
        for examples: [TextExample],
        path: String? = nil
    ) throws(DataError) -> (features: [ClassificationFeature], truncation: TruncationReport) {
        var features: [ClassificationFeature] = []
        features.reserveCapacity(examples.count)
        var report = TruncationReport(maximumLength: maximumLength)
        for start in stride(from: 0, to: examples.count, by: Self.batchSize) {
            let batch = examples[start..<min(start + Self.batchSize, examples.count)]
            for (example, encoding) in zip(batch, try encodings(of: batch, path: path)) {
                guard encoding.count > 0 else { throw noTokens(example, path: path) }
                let label = try labels.map { (labels) throws(DataError) in try labels.index(of: example, path: path) }
                features.append(
                    ClassificationFeature(inputIDs: encoding.ids, tokenTypeIDs: encoding.typeIDs, label: label)
                )
                report.add(
                    keptTokenCount: encoding.count,
                    cutTokenCount: encoding.truncatedTokenCount,
                    line: example.line
                )
            }
        }
        return (features, report)
    }
}

// MARK: - Tokenizing

extension FeatureBuilder {
    private func encodings(of batch: ArraySlice<TextExample>, path: String?) throws(DataError) -> [Encoding] {
        let options = EncodingOptions(maximumLength: maximumLength, recordsPlaces: false)
        do {
            let inputs = batch.map { TextInput($0.text, pair: $0.pair) }
            return try tokenizer.encodeBatch(inputs, options: options, threads: threads).compactMap(\.first)
        } catch {
            throw dataError(error, in: batch, options: options, path: path)
        }
    }

    /// The error for a text of which nothing is left: it is empty, and the tokenizer adds no special tokens.
    private func noTokens(_ example: TextExample, path: String?) -> DataError {
        DataError(
            .tokenizationFailed,
            "the text has no tokens, and this tokenizer adds none of its own; leave the text out",
            path: path,
            line: example.line > 0 ? example.line : nil
        )
    }

    /// The error with the line of the first text at fault, which is looked for one by one.
    private func dataError(
        _ error: TokenizationError,
        in batch: ArraySlice<TextExample>,
        options: EncodingOptions,
        path: String?
    ) -> DataError {
        var line: Int?
        if error.code == .inputTooLong {
            let example = batch.first { example in
                (try? tokenizer.encode(example.text, pair: example.pair, options: options)) == nil
            }
            line = example.flatMap { $0.line > 0 ? $0.line : nil }
        }
        return DataError(.tokenizationFailed, error.message, path: path, line: line)
    }
}
