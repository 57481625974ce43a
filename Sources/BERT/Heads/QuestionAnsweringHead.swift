public import Tensors

/// Two scores per token: how likely the answer starts there, and ends there (Devlin et al., 2019, section 4.2).
///
/// The layer reads the last hidden states as they are: no pooler, and no dropout of its own.
public struct QuestionAnsweringHead: TaskHead {
    /// A head.
    public init() {}

    /// Two: a start and an end score.
    public var outputCount: Int {
        2
    }

    /// `BertForQuestionAnswering`.
    public static let architecture = "BertForQuestionAnswering"

    /// `BertForQuestionAnswering`.
    public var architecture: String {
        Self.architecture
    }

    /// False: the head reads every token.
    public var usesPooler: Bool {
        false
    }

    private var output: OutputLayer {
        OutputLayer(name: "qa_outputs", outputCount: outputCount)
    }

    /// `qa_outputs.weight` and `qa_outputs.bias`.
    public func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration] {
        output.declarations(configuration)
    }

    /// The start and end scores of every token, `[tokens, 2]`.
    public func logits(_ model: BERTModel, batch: PackedBatch, tape: Tape) -> Tensor {
        output(
            model.encoder.lastHiddenState(batch, tape: tape),  // [tokens, hiddenSize]
            parameters: model.parameters,
            dropoutProbability: nil,
            tape: tape
        )
    }
}
