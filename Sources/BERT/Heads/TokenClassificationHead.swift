public import Tensors

/// One linear layer on every token: a score per tag (Devlin et al., 2019, section 4 and figure 4d).
public struct TokenClassificationHead: TaskHead {
    /// The number of tags.
    public let outputCount: Int

    /// A head for a number of tags.
    public init(labelCount: Int) {
        outputCount = labelCount
    }

    /// `BertForTokenClassification`.
    public static let architecture = "BertForTokenClassification"

    /// `BertForTokenClassification`.
    public var architecture: String {
        Self.architecture
    }

    /// False: the head reads the tokens' own states.
    public var usesPooler: Bool {
        false
    }

    private var output: OutputLayer {
        OutputLayer(name: "classifier", outputCount: outputCount)
    }

    /// `classifier.weight` and `classifier.bias`.
    public func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration] {
        output.declarations(configuration)
    }

    /// The score of every tag for each token, `[tokens, labels]`.
    public func logits(_ model: BERTModel, batch: PackedBatch, tape: Tape) -> Tensor {
        output(
            model.encoder.lastHiddenState(batch, tape: tape),  // [tokens, hiddenSize]
            parameters: model.parameters,
            dropoutProbability: model.configuration.headDropoutProbability,
            tape: tape
        )
    }
}
