internal import Tensors

/// The embedding layer: every token becomes the normalised sum of its word, position and segment vectors.
struct Embeddings {
    let configuration: BERTConfiguration
    let parameters: ParameterStore

    static let prefix = "bert.embeddings."

    static func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration] {
        let width = configuration.hiddenSize
        return [
            .init(prefix + "word_embeddings.weight", [configuration.vocabularySize, width], isSparse: true),
            .init(prefix + "position_embeddings.weight", [configuration.maxPositionEmbeddings, width]),
            .init(prefix + "token_type_embeddings.weight", [configuration.typeVocabularySize, width]),
            .init(prefix + "LayerNorm.weight", [width]),
            .init(prefix + "LayerNorm.bias", [width]),
        ]
    }

    func callAsFunction(_ batch: PackedBatch, tape: Tape) -> Tensor {
        let tables = EmbeddingTables(
            word: parameters[Embeddings.prefix + "word_embeddings.weight"],  // [vocabularySize, hiddenSize]
            position: parameters[Embeddings.prefix + "position_embeddings.weight"],  // [positions, hiddenSize]
            type: parameters[Embeddings.prefix + "token_type_embeddings.weight"],  // [types, hiddenSize]
            gamma: parameters[Embeddings.prefix + "LayerNorm.weight"],
            beta: parameters[Embeddings.prefix + "LayerNorm.bias"]
        )
        return tape.embedding(  // [tokens, hiddenSize]
            batch,
            tables: tables,
            epsilon: Float(configuration.layerNormEpsilon),
            paddingTokenID: configuration.paddingTokenID.map(Int32.init(clamping:)),
            dropoutProbability: configuration.hiddenDropoutProbability
        )
    }
}
