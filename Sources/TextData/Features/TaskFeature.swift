/// One sequence as the model reads it, with what a task wants to know about it.
public protocol TaskFeature: Sendable {
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
    public var features: [Feature]
    /// How much did not fit into the model's length.
    public var truncation: TruncationReport

    /// Gathers features and the report on them.
    public init(features: [Feature], truncation: TruncationReport) {
        self.features = features
        self.truncation = truncation
    }
}
