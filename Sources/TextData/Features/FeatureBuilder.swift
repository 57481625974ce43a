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
    /// The number of segments that the model tells apart; `nil` if it is not known.
    public var segmentCount: Int?

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
        var features = FeatureSet<TextFeature<Target>>.Builder(maximumLength: maximumLength)
        var progress = PreparationCounter(.tokenizing, path: dataset.path, of: dataset.examples.count)
        var examples = dataset.examples.makeIterator()
        var exampleIndex = 0
        while true {
            var batch: [TextExample] = []
            while batch.count < Self.batchSize, let example = examples.next() { batch.append(example) }
            guard !batch.isEmpty else { return try features.finish() }
            for (example, windows) in zip(batch, try encodings(of: batch, path: dataset.path)) {
                try check(windows, of: example, path: dataset.path)
                let target = try target(example)
                for window in windows {
                    try features.append(
                        TextFeature(
                            inputIDs: window.ids,
                            tokenTypeIDs: window.typeIDs,
                            exampleIndex: exampleIndex,
                            target: target,
                            weight: 1 / Double(windows.count)
                        )
                    )
                }
                add(windows, line: example.line, to: &features.truncation)
                exampleIndex += 1
                progress.advance()
            }
        }
    }

    private func add(_ windows: [Encoding], line: Int, to report: inout TruncationReport) {
        guard let first = windows.first else { return }
        let left = first.truncatedTokenCount
        report.add(
            keptTokenCount: first.count + (longTexts.rule == .cut ? 0 : left),
            cutTokenCount: longTexts.rule == .cut ? left : 0,
            windowCount: windows.count,
            line: line
        )
    }
}

// MARK: - Tokenizing

extension FeatureBuilder {
    /// The encodings of each example: one, or a window each.
    private func encodings(of examples: [TextExample], path: String?) throws(DataError) -> [[Encoding]] {
        let inputs = examples.map { TextInput($0.text, pair: $0.pair) }
        var encodings = [[Encoding]](repeating: [], count: inputs.count)
        for (options, indices) in try groups(of: inputs, examples, path: path) {
            do {
                let found = try tokenizer.encodeBatch(indices.map { inputs[$0] }, options: options, threads: threads)
                for (index, windows) in zip(indices, found) { encodings[index] = windows }
            } catch {
                throw dataError(error, in: indices.map { examples[$0] }, options: options, path: path)
            }
        }
        return encodings
    }

    /// The options of encoding, each with the texts that it is for.
    private func groups(
        of inputs: [TextInput],
        _ examples: [TextExample],
        path: String?
    ) throws(DataError) -> [(options: EncodingOptions, indices: [Int])] {
        guard longTexts.rule != .cut else {
            return [(EncodingOptions(maximumLength: maximumLength, recordsPlaces: false), Array(inputs.indices))]
        }
        // Of a pair the second text is split, which is another option than a single text has.
        let pairs = inputs.indices.filter { inputs[$0].pair != nil }
        var pairsByOverlap: [Int: [Int]] = [:]
        if let overlap = longTexts.overlap {
            pairsByOverlap[overlap] = pairs
        } else {
            let options = EncodingOptions(addsSpecialTokens: false, recordsPlaces: false)
            let room = maximumLength - tokenizer.specialTokenCount(isPair: true)
            do {
                let firstTexts = pairs.map { TextInput(inputs[$0].text) }
                let found = try tokenizer.encodeBatch(firstTexts, options: options, threads: threads)
                for (index, first) in zip(pairs, found) {
                    let overlap = longTexts.overlap(ofRoom: room - (first.first?.count ?? 0))
                    pairsByOverlap[overlap, default: []].append(index)
                }
            } catch {
                throw dataError(error, in: pairs.map { examples[$0] }, options: options, path: path)
            }
        }
        let overlap = longTexts.overlap(ofRoom: maximumLength - tokenizer.specialTokenCount(isPair: false))
        let singles = inputs.indices.filter { inputs[$0].pair == nil }
        let groups =
            [(windowOptions(.longestFirst, overlap: overlap), singles)]
            + pairsByOverlap.sorted { $0.key < $1.key }.map { (windowOptions(.onlySecond, overlap: $0), $1) }
        return groups.filter { !$0.1.isEmpty }
    }

    private func windowOptions(_ truncation: TruncationStrategy, overlap: Int) -> EncodingOptions {
        EncodingOptions(
            maximumLength: maximumLength,
            truncation: truncation,
            stride: overlap,
            returnsOverflow: true,
            recordsPlaces: false
        )
    }

    /// Refuses a text of which nothing is left, and one in a segment that the model doesn't have.
    private func check(_ windows: [Encoding], of example: TextExample, path: String?) throws(DataError) {
        let line = example.line > 0 ? example.line : nil
        guard let first = windows.first, first.count > 0 else {
            // It is empty, and the tokenizer adds no special tokens.
            let message = "the text has no tokens, and this tokenizer adds none of its own; leave the text out"
            throw DataError(.tokenizationFailed, message, path: path, line: line)
        }
        guard let segmentCount else { return }
        guard windows.allSatisfy({ Int($0.typeIDs.max() ?? 0) < segmentCount }) else {
            throw DataError(
                .tokenizationFailed,
                "the model has \(segmentCount) segments (type_vocab_size), too few for a pair of texts",
                path: path,
                line: line
            )
        }
    }

    /// The error with the line of the first text at fault, which is looked for one by one.
    private func dataError(
        _ error: TokenizationError,
        in examples: [TextExample],
        options: EncodingOptions,
        path: String?
    ) -> DataError {
        let isOfLength = error.code == .inputTooLong || error.code == .invalidOptions
        let example =
            isOfLength
            ? examples.first { (try? tokenizer.encode($0.text, pair: $0.pair, options: options)) == nil } : nil
        var message = error.message
        if error.code == .invalidOptions, options.returnsOverflow {
            if example?.pair == nil {
                message =
                    "texts of \(maximumLength) tokens can't be windows that share \(options.stride); lower the overlap "
                    + "or raise the length"
            } else if longTexts.overlap == nil {
                message =
                    "the first text leaves no room in \(maximumLength) tokens for windows of the second; shorten it, "
                    + "raise the length or cut long texts"
            } else {
                message =
                    "the first text leaves too little of \(maximumLength) tokens for windows of the second that share "
                    + "\(options.stride); shorten it, lower the overlap, raise the length or cut long texts"
            }
        }
        let line = example.flatMap { $0.line > 0 ? $0.line : nil }
        return DataError(.tokenizationFailed, message, path: path, line: line)
    }
}
