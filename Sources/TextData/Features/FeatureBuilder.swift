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
    /// What happens to a text that is longer.
    public var longTexts: LongTexts

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
    ///   - longTexts: What happens to a text that is longer; of a pair read in windows each has the whole first text.
    public init(tokenizer: Tokenizer, maximumLength: Int, threads: Int = 1, longTexts: LongTexts = LongTexts()) {
        self.tokenizer = tokenizer
        self.maximumLength = maximumLength
        self.threads = threads
        self.longTexts = longTexts
    }

    /// The features of examples, in their order.
    ///
    /// - Parameters:
    ///   - dataset: The examples.
    ///   - target: What the model should say about an example; `nil` if it is not known.
    /// - Returns: One feature per example, or one per window, and how much had to be cut off or split.
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
            for (index, windows) in zip(batch.indices, try encodings(of: batch, path: dataset.path)) {
                let example = examples[index]
                guard let first = windows.first, first.count > 0 else { throw noTokens(example, path: dataset.path) }
                let target = try target(example)
                for window in windows {
                    features.append(
                        TextFeature(
                            inputIDs: window.ids,
                            tokenTypeIDs: window.typeIDs,
                            exampleIndex: index,
                            target: target,
                            weight: 1 / Double(windows.count)
                        )
                    )
                }
                let left = first.truncatedTokenCount
                report.add(
                    keptTokenCount: first.count + (longTexts.rule == .cut ? 0 : left),
                    cutTokenCount: longTexts.rule == .cut ? left : 0,
                    windowCount: windows.count,
                    line: example.line
                )
            }
        }
        return FeatureSet(features: features, truncation: report)
    }
}

// MARK: - Tokenizing

extension FeatureBuilder {
    /// The encodings of each example: one, or a window each.
    private func encodings(of batch: ArraySlice<TextExample>, path: String?) throws(DataError) -> [[Encoding]] {
        let inputs = batch.map { TextInput($0.text, pair: $0.pair) }
        // Of a pair the second text is split, which is another option than a single text has.
        let kinds = longTexts.rule == .cut ? [nil] : [false, true]
        var encodings = [[Encoding]](repeating: [], count: inputs.count)
        for kind in kinds {
            let chosen = inputs.indices.filter { kind == nil || (inputs[$0].pair != nil) == kind }
            let options = encodingOptions(ofPairs: kind == true)
            do {
                let found = try tokenizer.encodeBatch(chosen.map { inputs[$0] }, options: options, threads: threads)
                for (index, windows) in zip(chosen, found) { encodings[index] = windows }
            } catch {
                throw dataError(error, in: batch, options: options, path: path)
            }
        }
        return encodings
    }

    private func encodingOptions(ofPairs: Bool) -> EncodingOptions {
        guard longTexts.rule != .cut else {
            return EncodingOptions(maximumLength: maximumLength, recordsPlaces: false)
        }
        return EncodingOptions(
            maximumLength: maximumLength,
            truncation: ofPairs ? .onlySecond : .longestFirst,
            stride: longTexts.overlap(ofLength: maximumLength),
            returnsOverflow: true,
            recordsPlaces: false
        )
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
        let isAtFault: (TextExample) -> Bool = { example in
            (longTexts.rule == .cut || (example.pair != nil) == (options.truncation == .onlySecond))
                && (try? tokenizer.encode(example.text, pair: example.pair, options: options)) == nil
        }
        var example: TextExample?
        if error.code == .inputTooLong || error.code == .invalidOptions { example = batch.first(where: isAtFault) }
        var message = error.message
        if error.code == .invalidOptions, longTexts.rule != .cut {
            let overlap = longTexts.overlap(ofLength: maximumLength)
            message =
                example?.pair == nil
                ? "texts of \(maximumLength) tokens can't be windows that share \(overlap); lower the overlap "
                    + "or raise the length"
                : "the first text leaves too little of \(maximumLength) tokens for windows of the second that share "
                    + "\(overlap); shorten it, lower the overlap, raise the length or cut long texts"
        }
        let line = example.flatMap { $0.line > 0 ? $0.line : nil }
        return DataError(.tokenizationFailed, message, path: path, line: line)
    }
}
