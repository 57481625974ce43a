/// The five parameters of BERT's embedding layer.
public struct EmbeddingTables {
    /// The word embeddings, `[vocabularySize, hiddenSize]`.
    public let word: Tensor
    /// The position embeddings, `[maxPositions, hiddenSize]`.
    public let position: Tensor
    /// The segment embeddings, `[typeVocabularySize, hiddenSize]`.
    public let type: Tensor
    /// The scale of the layer normalisation, `[hiddenSize]`.
    public let gamma: Tensor
    /// The shift of the layer normalisation, `[hiddenSize]`.
    public let beta: Tensor

    /// Gathers the tables.
    public init(word: Tensor, position: Tensor, type: Tensor, gamma: Tensor, beta: Tensor) {
        self.word = word
        self.position = position
        self.type = type
        self.gamma = gamma
        self.beta = beta
    }
}

extension Tape {
    /// Embeds every token of a batch: `y = dropout(LayerNorm(word + position + type))`.
    ///
    /// - Parameters:
    ///   - batch: The tokens; every index is within its table.
    ///   - tables: The embedding tables and the layer normalisation's parameters.
    ///   - epsilon: The ε of the layer normalisation.
    ///   - paddingTokenID: A word whose row receives no gradient (PyTorch's `padding_idx`), or `nil`.
    ///   - dropoutProbability: The probability that an element of the result is dropped while training.
    /// - Returns: The embedded tokens, `[tokens, hiddenSize]`.
    /// - Precondition: Every index of the batch is within its table.
    public func embedding(
        _ batch: PackedBatch,
        tables: EmbeddingTables,
        epsilon: Float,
        paddingTokenID: Int32?,
        dropoutProbability: Double = 0
    ) -> Tensor {
        checkIndices(batch.tokenIDs, table: tables.word, name: "token")
        checkIndices(batch.positionIDs, table: tables.position, name: "position")
        checkIndices(batch.tokenTypeIDs, table: tables.type, name: "token type")
        let dropout = nextDropout(probability: dropoutProbability)
        let sum = device.makeTensor([batch.tokenCount, tables.word.columnCount])
        let output = device.makeTensor(sum.shape)
        let inverseDeviation = device.makeTensor([batch.tokenCount])
        device.embedding(batch, word: tables.word, position: tables.position, type: tables.type, into: sum)
        device.layerNorm(
            sum,
            residual: nil,
            gamma: tables.gamma,
            beta: tables.beta,
            epsilon: epsilon,
            dropout: .none,
            into: output,
            inverseDeviation: inverseDeviation
        )
        device.dropout(output, dropout)
        let isTracked = tracks(tables.word, tables.position, tables.type, tables.gamma, tables.beta)
        record(output, isTracked: isTracked) { [unowned self] in
            guard let outputGradient = output.gradient else { return }
            device.dropout(outputGradient, dropout)
            let sumGradient = device.makeTensor(sum.shape)
            device.layerNormBackward(
                outputGradient,
                normalized: sum,
                inverseDeviation: inverseDeviation,
                gamma: tables.gamma,
                dropout: .none,
                intoInput: sumGradient,
                residual: nil,
                addingToGamma: tables.gamma.gradient ?? scratchGradient(like: tables.gamma),
                addingToBeta: tables.beta.gradient ?? scratchGradient(like: tables.beta)
            )
            if let gradient = tables.word.gradient {
                device.scatter(sumGradient, indices: batch.tokenIDs, skipping: paddingTokenID, addingTo: gradient)
            }
            if let gradient = tables.position.gradient {
                device.scatter(sumGradient, indices: batch.positionIDs, skipping: nil, addingTo: gradient)
            }
            if let gradient = tables.type.gradient {
                device.scatter(sumGradient, indices: batch.tokenTypeIDs, skipping: nil, addingTo: gradient)
            }
        }
        return output
    }

    private func checkIndices(_ indices: Indices, table: Tensor, name: String) {
        let bound = Int32(clamping: table.rowCount)
        precondition(
            indices.values.allSatisfy { (0..<bound).contains($0) },
            "A \(name) index lies outside its embedding table of \(table.rowCount) rows."
        )
    }
}
