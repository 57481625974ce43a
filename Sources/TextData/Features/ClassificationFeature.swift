/// One example as the model reads it: the token ids of its texts and its class.
public struct ClassificationFeature: Sendable, Equatable {
    /// The ids of all tokens, `[CLS]` and `[SEP]` among them; Hugging Face's `input_ids` without padding.
    public var inputIDs: [Int32]
    /// For each token the text it belongs to, 0 or 1; Hugging Face's `token_type_ids`.
    public var tokenTypeIDs: [Int32]
    /// The class, an index into the label set's names; `nil` if it is not known.
    public var label: Int?

    /// Creates a feature.
    ///
    /// - Parameters:
    ///   - inputIDs: The ids of all tokens, special ones among them.
    ///   - tokenTypeIDs: For each token the text it belongs to.
    ///   - label: The class, if it is known.
    /// - Precondition: There are as many type ids as tokens.
    public init(inputIDs: [Int32], tokenTypeIDs: [Int32], label: Int? = nil) {
        precondition(
            inputIDs.count == tokenTypeIDs.count,
            "\(inputIDs.count) tokens and \(tokenTypeIDs.count) type ids; there must be one for each token"
        )
        self.inputIDs = inputIDs
        self.tokenTypeIDs = tokenTypeIDs
        self.label = label
    }

    /// The number of tokens.
    public var count: Int { inputIDs.count }
}
