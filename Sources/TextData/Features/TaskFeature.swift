/// One sequence as the model reads it, with what a task wants to know about it.
public protocol TaskFeature: Storable {
    /// The ids of all tokens, `[CLS]` and `[SEP]` among them; Hugging Face's `input_ids` without padding.
    var inputIDs: [Int32] { get }
    /// For each token the text it belongs to, 0 or 1; Hugging Face's `token_type_ids`.
    var tokenTypeIDs: [Int32] { get }
    /// Which example it is made of, an index into the data set; a long example may give several features.
    var exampleIndex: Int { get }
}

/// The features of a data set, and what making them cut off or split.
public struct FeatureSet<Feature: TaskFeature>: Sendable {
    /// The features; those of one example stand together, in the examples' order.
    public let features: StoredList<Feature>
    /// How much did not fit into the model's length.
    public let truncation: TruncationReport
    /// The number of tokens of all features.
    public let tokenCount: Int

    /// Gathers features and the report on them.
    public init(features: [Feature], truncation: TruncationReport) {
        self.init(
            features: StoredList(features),
            truncation: truncation,
            tokenCount: features.reduce(0) { $0 + $1.inputIDs.count }
        )
    }

    private init(features: StoredList<Feature>, truncation: TruncationReport, tokenCount: Int) {
        self.features = features
        self.truncation = truncation
        self.tokenCount = tokenCount
    }
}

extension FeatureSet {
    /// Puts a set together, feature by feature, however many there are.
    struct Builder {
        private var features = StoredListBuilder<Feature>()
        private var tokenCount = 0
        /// How much did not fit so far.
        var truncation: TruncationReport

        init(maximumLength: Int) {
            truncation = TruncationReport(maximumLength: maximumLength)
        }

        /// Adds a feature.
        ///
        /// - Throws: ``DataError`` with code `scratchFailed` or `tooManyExamples`.
        mutating func append(_ feature: Feature) throws(DataError) {
            tokenCount += feature.inputIDs.count
            try features.append(feature)
        }

        /// The set of all features.
        mutating func finish() throws(DataError) -> FeatureSet {
            FeatureSet(features: try features.finish(), truncation: truncation, tokenCount: tokenCount)
        }
    }
}
