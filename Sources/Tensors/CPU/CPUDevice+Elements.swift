internal import CKernels

extension CPUDevice {
    private static var elementBlock: Int { 32768 }
    private static var rowBlock: Int { 32 }

    /// `target *= factor`.
    public func multiply(_ target: Tensor, by factor: Tensor) {
        forPieces(of: target.elementCount, size: CPUDevice.elementBlock) { piece, _ in
            unsafe bertune_multiply(
                target.pointer + piece.lowerBound,
                factor.pointer + piece.lowerBound,
                piece.count
            )
        }
    }

    /// `target += source`.
    public func add(_ source: Tensor, to target: Tensor) {
        forPieces(of: target.elementCount, size: CPUDevice.elementBlock) { piece, _ in
            unsafe bertune_add(target.pointer + piece.lowerBound, source.pointer + piece.lowerBound, piece.count)
        }
    }

    /// `target = dropout(target)`.
    public func dropout(_ target: Tensor, _ noise: Dropout) {
        guard noise.threshold > 0 else { return }
        let columns = target.columnCount
        forPieces(of: target.rowCount, size: CPUDevice.rowBlock) { piece, _ in
            var kernelNoise = noise.kernelForm
            unsafe bertune_dropout_rows(
                target.pointer + piece.lowerBound * columns,
                piece.count,
                columns,
                &kernelNoise,
                UInt64(piece.lowerBound * Dropout.chunks(columns))
            )
        }
    }

    /// The sum of the three embeddings of every token.
    public func embedding(_ batch: PackedBatch, word: Tensor, position: Tensor, type: Tensor, into: Tensor) {
        let columns = word.columnCount
        forPieces(of: batch.tokenCount, size: CPUDevice.rowBlock) { piece, _ in
            let start = piece.lowerBound
            unsafe batch.tokenIDs.values.withUnsafeBufferPointer { tokens in
                unsafe batch.positionIDs.values.withUnsafeBufferPointer { positions in
                    unsafe batch.tokenTypeIDs.values.withUnsafeBufferPointer { types in
                        guard let tokens = tokens.baseAddress, let positions = positions.baseAddress,
                            let types = types.baseAddress
                        else { return }
                        unsafe bertune_embedding_sum(
                            into.pointer + start * columns,
                            word.pointer,
                            position.pointer,
                            type.pointer,
                            tokens + start,
                            positions + start,
                            types + start,
                            piece.count,
                            columns
                        )
                    }
                }
            }
        }
    }

    /// Adds each row to the row that `indices` names; a piece is a range of columns, so rows keep their order.
    public func scatter(_ gradient: Tensor, indices: Indices, skipping: Int32?, addingTo: Tensor) {
        let columns = gradient.columnCount
        forPieces(of: columns, size: 64) { piece, _ in
            unsafe indices.values.withUnsafeBufferPointer { values in
                guard let base = values.baseAddress else { return }
                unsafe bertune_embedding_scatter(
                    addingTo.pointer,
                    gradient.pointer,
                    base,
                    indices.count,
                    columns,
                    piece.lowerBound,
                    piece.count,
                    skipping ?? -1
                )
            }
        }
    }

    /// The rows that `indices` names.
    public func gather(_ source: Tensor, indices: Indices, into: Tensor) {
        let columns = source.columnCount
        for (row, index) in indices.values.enumerated() {
            unsafe (into.pointer + row * columns).update(from: source.pointer + Int(index) * columns, count: columns)
        }
    }

    /// Layer normalisation of `dropout(input) + residual`.
    public func layerNorm(
        _ input: Tensor,
        residual: Tensor?,
        gamma: Tensor,
        beta: Tensor,
        epsilon: Float,
        dropout: Dropout,
        into: Tensor,
        inverseDeviation: Tensor
    ) {
        let columns = input.columnCount
        forPieces(of: input.rowCount, size: CPUDevice.rowBlock) { piece, _ in
            var noise = dropout.kernelForm
            let start = piece.lowerBound * columns
            unsafe bertune_layer_norm_forward(
                input.pointer + start,
                residual.map { unsafe $0.pointer + start },
                gamma.pointer,
                beta.pointer,
                into.pointer + start,
                inverseDeviation.pointer + piece.lowerBound,
                piece.count,
                columns,
                epsilon,
                &noise,
                UInt64(piece.lowerBound * Dropout.chunks(columns))
            )
        }
    }

    /// The backward pass of layer normalisation; γ and β gradients are summed per piece, then in the pieces' order.
    public func layerNormBackward(
        _ gradientOutput: Tensor,
        normalized: Tensor,
        inverseDeviation: Tensor,
        gamma: Tensor,
        dropout: Dropout,
        intoInput: Tensor,
        residual: (target: Tensor, accumulate: Bool)?,
        addingToGamma: Tensor,
        addingToBeta: Tensor
    ) {
        let (rows, columns) = (normalized.rowCount, normalized.columnCount)
        let pieceCount = (rows + CPUDevice.rowBlock - 1) / CPUDevice.rowBlock
        let partialGamma = makeTensor([pieceCount, columns])
        let partialBeta = makeTensor([pieceCount, columns])
        forPieces(of: rows, size: CPUDevice.rowBlock) { piece, index in
            var noise = dropout.kernelForm
            let start = piece.lowerBound * columns
            let gammaSum = unsafe partialGamma.pointer + index * columns
            let betaSum = unsafe partialBeta.pointer + index * columns
            unsafe gammaSum.update(repeating: 0, count: columns)
            unsafe betaSum.update(repeating: 0, count: columns)
            unsafe bertune_layer_norm_backward(
                gradientOutput.pointer + start,
                normalized.pointer + start,
                inverseDeviation.pointer + piece.lowerBound,
                gamma.pointer,
                intoInput.pointer + start,
                residual.map { unsafe $0.target.pointer + start },
                residual?.accumulate ?? false,
                gammaSum,
                betaSum,
                piece.count,
                columns,
                &noise,
                UInt64(piece.lowerBound * Dropout.chunks(columns))
            )
        }
        columnSums(partialGamma, addingTo: addingToGamma)
        columnSums(partialBeta, addingTo: addingToBeta)
    }
}
