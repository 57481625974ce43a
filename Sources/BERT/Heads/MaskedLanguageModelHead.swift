public import Tensors

/// BERT's own head of pre-training: a score for every word of the vocabulary (Devlin et al., 2019, section 3.1).
///
/// A dense layer with the encoder's activation and a layer normalisation, then the word embeddings themselves as the
/// output matrix, with a bias for each word.
public struct MaskedLanguageModelHead: TaskHead {
    /// The number of words.
    public let outputCount: Int

    /// A head over a vocabulary.
    public init(vocabularySize: Int) {
        outputCount = vocabularySize
    }

    private static let prefix = "cls.predictions."

    /// `BertForMaskedLM`.
    public var architecture: String { "BertForMaskedLM" }

    /// False: every token has scores of its own.
    public var usesPooler: Bool { false }

    /// The transformation's weights and the bias of every word; the output matrix is that of the word embeddings.
    public func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration] {
        let width = configuration.hiddenSize
        return [
            .init(Self.prefix + "transform.dense.weight", [width, width]),
            .init(Self.prefix + "transform.dense.bias", [width]),
            .init(Self.prefix + "transform.LayerNorm.weight", [width]),
            .init(Self.prefix + "transform.LayerNorm.bias", [width]),
            .init(Self.prefix + "bias", [outputCount]),
        ]
    }

    /// The score of every word for each token, `[tokens, vocabularySize]`.
    public func logits(_ model: BERTModel, batch: PackedBatch, tape: Tape) -> Tensor {
        logits(of: model.encoder.lastHiddenState(batch, tape: tape), model, tape: tape)
    }

    /// The score of every word for some tokens alone: a vocabulary is wide, and few tokens of a text are masked.
    ///
    /// - Parameters:
    ///   - model: The encoder and the weights.
    ///   - batch: The tokens.
    ///   - rows: Which tokens, counted over the whole batch.
    ///   - tape: The tape of this forward pass.
    /// - Returns: `[rows, vocabularySize]`.
    public func logits(_ model: BERTModel, batch: PackedBatch, rows: Indices, tape: Tape) -> Tensor {
        let hidden = model.encoder.lastHiddenState(batch, tape: tape)  // [tokens, hiddenSize]
        return logits(of: tape.gatherRows(hidden, rows: rows), model, tape: tape)
    }

    private func logits(of hidden: Tensor, _ model: BERTModel, tape: Tape) -> Tensor {
        let parameters = model.parameters
        let transformed = tape.linear(  // [tokens, hiddenSize]
            hidden,
            weight: parameters[Self.prefix + "transform.dense.weight"],
            bias: parameters[Self.prefix + "transform.dense.bias"],
            activation: model.configuration.hiddenActivation
        )
        // This normalisation has no residual connection: zero is what is added.
        let nothing = model.device.makeTensor(transformed.shape)
        model.device.zero(nothing)
        let normalized = tape.residualLayerNorm(  // [tokens, hiddenSize]
            transformed,
            residual: nothing,
            gamma: parameters[Self.prefix + "transform.LayerNorm.weight"],
            beta: parameters[Self.prefix + "transform.LayerNorm.bias"],
            epsilon: Float(model.configuration.layerNormEpsilon)
        )
        return tape.linear(  // [tokens, vocabularySize]
            normalized,
            weight: parameters["bert.embeddings.word_embeddings.weight"],
            bias: parameters[Self.prefix + "bias"]
        )
    }
}
