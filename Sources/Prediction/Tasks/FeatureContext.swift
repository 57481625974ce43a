public import TextData
public import Tokenization

/// What it takes to tokenize examples for a model.
public struct FeatureContext: Sendable {
    /// The model's tokenizer.
    public let tokenizer: Tokenizer
    /// The most tokens of a sequence, special ones among them.
    public let maximumLength: Int
    /// The number of segments that the model tells apart.
    public let segmentCount: Int
    /// The number of threads that tokenize.
    public let threads: Int

    /// Gathers what tokenizing needs.
    public init(tokenizer: Tokenizer, maximumLength: Int, segmentCount: Int = 2, threads: Int = 1) {
        self.tokenizer = tokenizer
        self.maximumLength = maximumLength
        self.segmentCount = segmentCount
        self.threads = threads
    }
}

extension FeatureContext {
    /// One feature per text or pair, or per window of a long one.
    ///
    /// - Parameters:
    ///   - dataset: The examples.
    ///   - longTexts: What happens to texts that are longer than the model's length.
    ///   - target: What the model should say about an example.
    /// - Returns: The features, and what was cut off or split.
    /// - Throws: ``/TextData/DataError`` with code `tokenizationFailed`, or what `target` throws.
    public func features<Target>(
        of dataset: TextDataset,
        longTexts: LongTexts = LongTexts(),
        target: (TextExample) throws(DataError) -> Target?
    ) throws(DataError) -> FeatureSet<TextFeature<Target>> {
        var builder = FeatureBuilder(
            tokenizer: tokenizer,
            maximumLength: maximumLength,
            threads: threads,
            longTexts: longTexts
        )
        builder.segmentCount = segmentCount
        return try builder.features(for: dataset, target: target)
    }
}
