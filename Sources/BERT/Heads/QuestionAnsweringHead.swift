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
    public var architecture: String {
        "BertForQuestionAnswering"
    }

    /// False: the head reads every token.
    public var usesPooler: Bool {
        false
    }

    /// `qa_outputs.weight` and `qa_outputs.bias`.
    public func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration] {
        [
            .init("qa_outputs.weight", [outputCount, configuration.hiddenSize]),
            .init("qa_outputs.bias", [outputCount]),
        ]
    }

    /// The start and end scores of every token, `[tokens, 2]`.
    public func logits(_ model: BERTModel, batch: PackedBatch, tape: Tape) -> Tensor {
        tape.linear(  // [tokens, 2]
            model.encoder.lastHiddenState(batch, tape: tape),  // [tokens, hiddenSize]
            weight: model.parameters["qa_outputs.weight"],
            bias: model.parameters["qa_outputs.bias"]
        )
    }
}
