internal import Tensors

/// BERT's pooler: a dense layer with tanh on the hidden state of `[CLS]`.
struct Pooler {
    let parameters: ParameterStore

    static func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration] {
        [
            .init("bert.pooler.dense.weight", [configuration.hiddenSize, configuration.hiddenSize]),
            .init("bert.pooler.dense.bias", [configuration.hiddenSize]),
        ]
    }

    /// `[sequences, hiddenSize]` to `[sequences, hiddenSize]`.
    func callAsFunction(_ firstTokenState: Tensor, tape: Tape) -> Tensor {
        tape.linear(
            firstTokenState,
            weight: parameters["bert.pooler.dense.weight"],
            bias: parameters["bert.pooler.dense.bias"],
            activation: .tanh
        )
    }
}
