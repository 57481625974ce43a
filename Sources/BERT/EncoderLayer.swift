internal import Tensors

/// One layer of the encoder: self-attention, then a feed-forward network, each with a residual connection and layer
/// normalisation after it.
struct EncoderLayer {
    let configuration: BERTConfiguration
    let parameters: ParameterStore
    /// The names' beginning, as in `bert.encoder.layer.0.`.
    let prefix: String

    static func prefix(layer: Int) -> String {
        "bert.encoder.layer.\(layer)."
    }

    static func declarations(
        _ configuration: BERTConfiguration,
        prefix: String
    ) -> [ParameterStore.Declaration] {
        let (width, inner) = (configuration.hiddenSize, configuration.intermediateSize)
        return SelfAttention.declarations(configuration, prefix: prefix + "attention.") + [
            .init(prefix + "intermediate.dense.weight", [inner, width]),
            .init(prefix + "intermediate.dense.bias", [inner]),
            .init(prefix + "output.dense.weight", [width, inner]),
            .init(prefix + "output.dense.bias", [width]),
            .init(prefix + "output.LayerNorm.weight", [width]),
            .init(prefix + "output.LayerNorm.bias", [width]),
        ]
    }

    private var attention: SelfAttention {
        SelfAttention(configuration: configuration, parameters: parameters, prefix: prefix + "attention.")
    }

    /// The layer for every token: `[tokens, hiddenSize]` to `[tokens, hiddenSize]`.
    func callAsFunction(_ input: Tensor, sequenceOffsets: [Int], tape: Tape) -> Tensor {
        feedForward(attention(input, sequenceOffsets: sequenceOffsets, tape: tape), tape: tape)
    }

    /// The layer for the first token of each sequence alone: `[tokens, hiddenSize]` to `[sequences, hiddenSize]`.
    func firstTokens(_ input: Tensor, batch: PackedBatch, tape: Tape) -> Tensor {
        let firstRows = tape.gatherRows(input, rows: batch.firstTokenRows)  // [sequences, hiddenSize]
        let attended = attention.firstTokens(
            input,
            firstRows: firstRows,
            sequenceOffsets: batch.sequenceOffsets,
            tape: tape
        )
        return feedForward(attended, tape: tape)
    }

    private func feedForward(_ attended: Tensor, tape: Tape) -> Tensor {
        let intermediate = tape.linear(  // [rows, intermediateSize]
            attended,
            weight: parameters[prefix + "intermediate.dense.weight"],
            bias: parameters[prefix + "intermediate.dense.bias"],
            activation: configuration.hiddenActivation
        )
        let output = tape.linear(  // [rows, hiddenSize]
            intermediate,
            weight: parameters[prefix + "output.dense.weight"],
            bias: parameters[prefix + "output.dense.bias"]
        )
        return tape.residualLayerNorm(  // [rows, hiddenSize]
            output,
            residual: attended,
            gamma: parameters[prefix + "output.LayerNorm.weight"],
            beta: parameters[prefix + "output.LayerNorm.bias"],
            epsilon: Float(configuration.layerNormEpsilon),
            dropoutProbability: configuration.hiddenDropoutProbability
        )
    }
}
