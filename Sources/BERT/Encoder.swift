public import Tensors

/// BERT without a task: the embeddings and the stack of encoder layers (Devlin et al., 2019).
public struct Encoder {
    /// The extents and settings.
    public let configuration: BERTConfiguration
    /// The weights, its own among others.
    public let parameters: ParameterStore

    static func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration] {
        Embeddings.declarations(configuration)
            + (0..<configuration.hiddenLayerCount).flatMap {
                EncoderLayer.declarations(configuration, prefix: EncoderLayer.prefix(layer: $0))
            }
    }

    private var embeddings: Embeddings {
        Embeddings(configuration: configuration, parameters: parameters)
    }

    private func layer(_ index: Int) -> EncoderLayer {
        EncoderLayer(
            configuration: configuration,
            parameters: parameters,
            prefix: EncoderLayer.prefix(layer: index)
        )
    }

    /// The hidden states after the embeddings and after every layer, for looking inside a model.
    ///
    /// - Parameters:
    ///   - batch: The tokens.
    ///   - tape: The tape of this forward pass.
    /// - Returns: `hiddenLayerCount + 1` tensors of shape `[tokens, hiddenSize]`.
    public func allHiddenStates(_ batch: PackedBatch, tape: Tape) -> [Tensor] {
        var states = [embeddings(batch, tape: tape)]  // [tokens, hiddenSize]
        for index in 0..<configuration.hiddenLayerCount {
            states.append(layer(index)(states[index], sequenceOffsets: batch.sequenceOffsets, tape: tape))
        }
        return states
    }

    /// The last layer's hidden state of every token.
    ///
    /// - Parameters:
    ///   - batch: The tokens.
    ///   - tape: The tape of this forward pass.
    /// - Returns: `[tokens, hiddenSize]`.
    public func lastHiddenState(_ batch: PackedBatch, tape: Tape) -> Tensor {
        var hidden = embeddings(batch, tape: tape)  // [tokens, hiddenSize]
        for index in 0..<configuration.hiddenLayerCount {
            hidden = layer(index)(hidden, sequenceOffsets: batch.sequenceOffsets, tape: tape)
        }
        return hidden
    }

    /// The last layer's hidden state of each sequence's first token, `[CLS]`.
    ///
    /// A task that reads `[CLS]` alone needs the last layer's queries, attention output and feed-forward network
    /// for that token only; nothing else of that layer is computed, and the result is exact.
    ///
    /// - Parameters:
    ///   - batch: The tokens.
    ///   - tape: The tape of this forward pass.
    /// - Returns: `[sequences, hiddenSize]`.
    public func firstTokenState(_ batch: PackedBatch, tape: Tape) -> Tensor {
        var hidden = embeddings(batch, tape: tape)  // [tokens, hiddenSize]
        let last = configuration.hiddenLayerCount - 1
        for index in 0..<last {
            hidden = layer(index)(hidden, sequenceOffsets: batch.sequenceOffsets, tape: tape)
        }
        return layer(last).firstTokens(hidden, batch: batch, tape: tape)
    }
}
