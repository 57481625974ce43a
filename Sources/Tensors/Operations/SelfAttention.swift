extension Tape {
    /// Scaled dot-product attention of every token over its own sequence: `softmax(Q Kᵀ / √d) V` per head.
    ///
    /// Vaswani et al. (2017), equation 1, with dropout on the probabilities. The backward pass computes the
    /// probabilities again instead of keeping them, so memory grows with the tokens and not with their square.
    ///
    /// - Parameters:
    ///   - queryKeyValue: For every token the query, key and value of all heads side by side,
    ///     `[tokens, 3 * hiddenSize]`.
    ///   - sequenceOffsets: Where each sequence begins, `[sequences + 1]`.
    ///   - headCount: The number of heads; `headSize` is `hiddenSize / headCount`.
    ///   - dropoutProbability: The probability that an attention probability is dropped while training.
    /// - Returns: The context of every token, `[tokens, hiddenSize]`.
    /// - Precondition: The last extent is three times a multiple of `headCount`, and the offsets end at `tokens`.
    public func selfAttention(
        _ queryKeyValue: Tensor,
        sequenceOffsets: [Int],
        headCount: Int,
        dropoutProbability: Double = 0
    ) -> Tensor {
        let hiddenSize = queryKeyValue.columnCount / 3
        precondition(
            queryKeyValue.columnCount == 3 * hiddenSize && hiddenSize % headCount == 0
                && sequenceOffsets.last == queryKeyValue.rowCount,
            "selfAttention: \(queryKeyValue.shape), \(headCount) heads, \(sequenceOffsets.last ?? 0) tokens."
        )
        let operands = AttentionOperands(
            query: queryKeyValue,
            queryColumn: 0,
            keyValue: queryKeyValue,
            keyColumn: hiddenSize,
            valueColumn: 2 * hiddenSize,
            headCount: headCount,
            headSize: hiddenSize / headCount,
            keyOffsets: sequenceOffsets,
            queryOffsets: sequenceOffsets,
            dropout: nextDropout(probability: dropoutProbability)
        )
        let (output, statistics) = attention(operands)
        record(output, isTracked: tracks(queryKeyValue)) { [unowned self] in
            guard let outputGradient = output.gradient, let statistics else { return }
            let inputGradient = device.makeTensor(queryKeyValue.shape)
            device.attentionBackward(
                operands,
                gradientOutput: outputGradient,
                statistics: statistics,
                intoQuery: inputGradient,
                intoKeyValue: inputGradient
            )
            addGradient(inputGradient, to: queryKeyValue)
        }
        return output
    }

    /// Attention of the first token of each sequence alone, over all its tokens.
    ///
    /// The last layer of a model that reads `[CLS]` only needs nothing else; the result is that of
    /// ``selfAttention(_:sequenceOffsets:headCount:dropoutProbability:)`` in those rows.
    ///
    /// - Parameters:
    ///   - query: The query of each sequence's first token, `[sequences, hiddenSize]`.
    ///   - keyValue: For every token the key and value of all heads, `[tokens, 2 * hiddenSize]`.
    ///   - sequenceOffsets: Where each sequence begins, `[sequences + 1]`.
    ///   - headCount: The number of heads.
    ///   - dropoutProbability: The probability that an attention probability is dropped while training.
    /// - Returns: The context of each first token, `[sequences, hiddenSize]`.
    /// - Precondition: The shapes agree as written above.
    public func firstTokenAttention(
        query: Tensor,
        keyValue: Tensor,
        sequenceOffsets: [Int],
        headCount: Int,
        dropoutProbability: Double = 0
    ) -> Tensor {
        let hiddenSize = query.columnCount
        precondition(
            keyValue.columnCount == 2 * hiddenSize && hiddenSize % headCount == 0
                && query.rowCount == sequenceOffsets.count - 1 && sequenceOffsets.last == keyValue.rowCount,
            "firstTokenAttention: query \(query.shape), keyValue \(keyValue.shape), \(headCount) heads."
        )
        let operands = AttentionOperands(
            query: query,
            queryColumn: 0,
            keyValue: keyValue,
            keyColumn: 0,
            valueColumn: hiddenSize,
            headCount: headCount,
            headSize: hiddenSize / headCount,
            keyOffsets: sequenceOffsets,
            queryOffsets: Array(0..<sequenceOffsets.count),
            dropout: nextDropout(probability: dropoutProbability)
        )
        let (output, statistics) = attention(operands)
        record(output, isTracked: tracks(query, keyValue)) { [unowned self] in
            guard let outputGradient = output.gradient, let statistics else { return }
            let queryGradient = device.makeTensor(query.shape)
            let keyValueGradient = device.makeTensor(keyValue.shape)
            device.attentionBackward(
                operands,
                gradientOutput: outputGradient,
                statistics: statistics,
                intoQuery: queryGradient,
                intoKeyValue: keyValueGradient
            )
            addGradient(queryGradient, to: query)
            addGradient(keyValueGradient, to: keyValue)
        }
        return output
    }

    /// The forward pass: the context, and per query and head the statistics that the backward pass needs.
    private func attention(_ operands: AttentionOperands) -> (output: Tensor, statistics: Tensor?) {
        let queryCount = operands.query.rowCount
        let output = device.makeTensor([queryCount, operands.headCount * operands.headSize])
        let statistics = isRecording ? device.makeTensor([2, queryCount * operands.headCount]) : nil
        device.attention(operands, into: output, statistics: statistics)
        return (output, statistics)
    }
}
