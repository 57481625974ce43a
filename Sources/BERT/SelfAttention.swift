internal import Tensors

/// Multi-head self-attention with its output projection and residual connection (Vaswani et al., 2017, section 3.2).
///
/// The matrices of queries, keys and values lie one after the other in the parameter store, so all three are one
/// product.
struct SelfAttention {
    let configuration: BERTConfiguration
    let parameters: ParameterStore
    /// The names' beginning, as in `bert.encoder.layer.0.attention.`.
    let prefix: String

    static func declarations(
        _ configuration: BERTConfiguration,
        prefix: String
    ) -> [ParameterStore.Declaration] {
        let width = configuration.hiddenSize
        return [
            .init(prefix + "self.query.weight", [width, width]),
            .init(prefix + "self.key.weight", [width, width], adjoinsPrevious: true),
            .init(prefix + "self.value.weight", [width, width], adjoinsPrevious: true),
            .init(prefix + "self.query.bias", [width]),
            .init(prefix + "self.key.bias", [width], adjoinsPrevious: true),
            .init(prefix + "self.value.bias", [width], adjoinsPrevious: true),
            .init(prefix + "output.dense.weight", [width, width]),
            .init(prefix + "output.dense.bias", [width]),
            .init(prefix + "output.LayerNorm.weight", [width]),
            .init(prefix + "output.LayerNorm.bias", [width]),
        ]
    }

    /// Attention for every token.
    func callAsFunction(_ input: Tensor, sequenceOffsets: [Int], tape: Tape) -> Tensor {
        let queryKeyValue = tape.linear(  // [tokens, 3 * hiddenSize]
            input,
            weight: joined(["query", "key", "value"], "weight"),
            bias: joined(["query", "key", "value"], "bias")
        )
        let context = tape.selfAttention(  // [tokens, hiddenSize]
            queryKeyValue,
            sequenceOffsets: sequenceOffsets,
            headCount: configuration.attentionHeadCount,
            dropoutProbability: configuration.attentionDropoutProbability
        )
        return output(context, residual: input, tape: tape)
    }

    /// Attention for the first token of each sequence alone; the result is the same in those rows.
    func firstTokens(_ input: Tensor, firstRows: Tensor, sequenceOffsets: [Int], tape: Tape) -> Tensor {
        let query = tape.linear(  // [sequences, hiddenSize]
            firstRows,
            weight: parameters[prefix + "self.query.weight"],
            bias: parameters[prefix + "self.query.bias"]
        )
        let keyValue = tape.linear(  // [tokens, 2 * hiddenSize]
            input,
            weight: joined(["key", "value"], "weight"),
            bias: joined(["key", "value"], "bias")
        )
        let context = tape.firstTokenAttention(  // [sequences, hiddenSize]
            query: query,
            keyValue: keyValue,
            sequenceOffsets: sequenceOffsets,
            headCount: configuration.attentionHeadCount,
            dropoutProbability: configuration.attentionDropoutProbability
        )
        return output(context, residual: firstRows, tape: tape)
    }

    private func output(_ context: Tensor, residual: Tensor, tape: Tape) -> Tensor {
        let projected = tape.linear(  // [rows, hiddenSize]
            context,
            weight: parameters[prefix + "output.dense.weight"],
            bias: parameters[prefix + "output.dense.bias"]
        )
        return tape.residualLayerNorm(  // [rows, hiddenSize]
            projected,
            residual: residual,
            gamma: parameters[prefix + "output.LayerNorm.weight"],
            beta: parameters[prefix + "output.LayerNorm.bias"],
            epsilon: Float(configuration.layerNormEpsilon),
            dropoutProbability: configuration.hiddenDropoutProbability
        )
    }

    private func joined(_ names: [String], _ kind: String) -> Tensor {
        parameters.joined(names.map { "\(prefix)self.\($0).\(kind)" })
    }
}
