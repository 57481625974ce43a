/// A text, or a pair of texts, as the model reads it, and what it should say about it.
public struct TextFeature<Target: Storable>: TaskFeature {
    /// The ids of all tokens, `[CLS]` and `[SEP]` among them; Hugging Face's `input_ids` without padding.
    public var inputIDs: [Int32]
    /// For each token the text it belongs to, 0 or 1; Hugging Face's `token_type_ids`.
    public var tokenTypeIDs: [Int32]
    /// Which example it is made of.
    public var exampleIndex: Int
    /// What the model should say; `nil` if it is not known.
    public var target: Target?
    /// What the feature counts beside others: 1, or a part of it where one example is read in several windows.
    public var weight: Double

    /// Creates a feature.
    ///
    /// - Parameters:
    ///   - inputIDs: The ids of all tokens, special ones among them.
    ///   - tokenTypeIDs: For each token the text it belongs to.
    ///   - exampleIndex: Which example it is made of.
    ///   - target: What the model should say, if it is known.
    ///   - weight: What the feature counts beside others.
    /// - Precondition: There are as many type ids as tokens.
    public init(
        inputIDs: [Int32],
        tokenTypeIDs: [Int32],
        exampleIndex: Int = 0,
        target: Target? = nil,
        weight: Double = 1
    ) {
        precondition(
            inputIDs.count == tokenTypeIDs.count,
            "\(inputIDs.count) tokens and \(tokenTypeIDs.count) type ids; there must be one for each token"
        )
        self.inputIDs = inputIDs
        self.tokenTypeIDs = tokenTypeIDs
        self.exampleIndex = exampleIndex
        self.target = target
        self.weight = weight
    }
}

extension TextFeature {
    /// The ids, two bytes each as a rule, and the rest in a few bytes.
    public func write(to record: inout RecordWriter) {
        record.write(inputIDs)
        record.write(runsOf: tokenTypeIDs)
        record.write(exampleIndex)
        record.write(target)
        record.write(weight)
    }

    /// Reads a feature.
    public init(from record: inout RecordReader) {
        inputIDs = record.read()
        tokenTypeIDs = record.runs()
        exampleIndex = record.read()
        target = record.read()
        weight = record.read()
    }
}

extension TextFeature: Equatable where Target: Equatable {}
