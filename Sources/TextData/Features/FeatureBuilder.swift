public import Tokenization

/// Turns texts, or pairs of texts, into what the model reads.
///
/// ```swift
/// let training = try TextDataset.read("train.csv")
/// let labels = try LabelSet(training)
/// let builder = FeatureBuilder(tokenizer: tokenizer, maximumLength: 128, threads: 2)
/// let set = try builder.features(for: training) { try labels.index(of: $0, path: training.path) }
/// print(set.truncation)
/// ```
public struct FeatureBuilder: Sendable {
    /// The tokenizer of the model.
    public var tokenizer: Tokenizer
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
    ///   - maximumLength: The number of tokens that a feature may have, special ones among them. Of a pair, the
    ///     longer text gives way first.
    ///   - threads: The number of threads that tokenize; the features do not depend on it.
    public init(tokenizer: Tokenizer, maximumLength: Int, threads: Int = 1) {
        self.tokenizer = tokenizer
        self.maximumLength = maximumLength
        self.threads = threads
    }

    /// The features of examples, in their order.
    ///
    /// - Parameters:
    ///   - dataset: The examples.
    ///   - target: What the model should say about an example; `nil` if it is not known.
    /// - Returns: One feature per example, and how much had to be cut off.
    /// - Throws: ``DataError`` with code `tokenizationFailed`, naming the line, or what `target` throws.
    public func features<Target>(
        for dataset: TextDataset,
        target: (TextExample) throws(DataError) -> Target?
    ) throws(DataError) -> FeatureSet<TextFeature<Target>> {
        let examples = dataset.examples
        var features: [TextFeature<Target>] = []
        features.reserveCapacity(examples.count)
        var report = TruncationReport(maximumLength: maximumLength)
        for start in stride(from: 0, to: examples.count, by: Self.batchSize) {
            let batch = examples[start..<min(start + Self.batchSize, examples.count)]
            for (index, encoding) in zip(batch.indices, try encodings(of: batch, path: dataset.path)) {
                let example = examples[index]
                guard encoding.count > 0 else { throw noTokens(example, path: dataset.path) }
                features.append(
                    TextFeature(
                        inputIDs: encoding.ids,
                        tokenTypeIDs: encoding.typeIDs,
                        exampleIndex: index,
                        target: try target(example)
                    )
                )
                report.add(
                    keptTokenCount: encoding.count,
                    cutTokenCount: encoding.truncatedTokenCount,
                    line: example.line
                )
            }
        }
        return FeatureSet(features: features, truncation: report)
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
