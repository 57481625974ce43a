internal import CKernels

extension CPUDevice {
    /// Attention, one piece of work per sequence and head.
    public func attention(_ operands: AttentionOperands, into: Tensor, statistics: Tensor?) {
        unsafe forHeads(of: operands) { head, scratch in
            var noise = operands.dropout.kernelForm
            unsafe bertune_attention_forward(
                head.query,
                head.queryStride,
                head.key,
                head.value,
                head.keyValueStride,
                into.pointer + head.outputStart,
                head.outputStride,
                statistics.map { unsafe $0.pointer + head.statisticsStart },
                statistics.map { unsafe $0.pointer + head.statisticsStart + head.statisticsCount },
                operands.headCount,
                head.queries,
                head.keys,
                operands.headSize,
                head.scale,
                &noise,
                head.firstChunk,
                scratch
            )
        }
    }

    /// The backward pass of attention.
    public func attentionBackward(
        _ operands: AttentionOperands,
        gradientOutput: Tensor,
        statistics: Tensor,
        intoQuery: Tensor,
        intoKeyValue: Tensor
    ) {
        unsafe forHeads(of: operands) { head, scratch in
            var noise = operands.dropout.kernelForm
            unsafe bertune_attention_backward(
                head.query,
                head.queryStride,
                head.key,
                head.value,
                head.keyValueStride,
                gradientOutput.pointer + head.outputStart,
                head.outputStride,
                statistics.pointer + head.statisticsStart,
                statistics.pointer + head.statisticsStart + head.statisticsCount,
                operands.headCount,
                intoQuery.pointer + head.queryStart,
                head.queryStride,
                intoKeyValue.pointer + head.keyStart,
                intoKeyValue.pointer + head.valueStart,
                head.keyValueStride,
                head.queries,
                head.keys,
                operands.headSize,
                head.scale,
                &noise,
                head.firstChunk,
                scratch
            )
        }
    }

    /// Calls `body` for every head of every sequence, with scratch memory of the thread it runs on.
    private func forHeads(
        of operands: AttentionOperands,
        _ body: (AttentionHead, UnsafeMutablePointer<Float>) -> Void
    ) {
        let sequenceCount = operands.keyOffsets.count - 1
        let lengths = zip(operands.keyOffsets, operands.keyOffsets.dropFirst()).map { $1 - $0 }
        let scratchSize = bertune_attention_scratch(lengths.max() ?? 0, operands.headSize)
        let scratch = makeTensor([threadCount, scratchSize])
        // Chunks of noise of all sequences before each one.
        var firstChunks: [UInt64] = [0]
        for sequence in 0..<sequenceCount {
            let queries = operands.queryOffsets[sequence + 1] - operands.queryOffsets[sequence]
            let chunks = operands.headCount * queries * Dropout.chunks(lengths[sequence])
            firstChunks.append(firstChunks[sequence] + UInt64(chunks))
        }
        pool.run(sequenceCount * operands.headCount) { item, worker in
            let (sequence, head) = (item / operands.headCount, item % operands.headCount)
            let place = AttentionHead(
                operands,
                sequence: sequence,
                head: head,
                sequenceChunk: firstChunks[sequence]
            )
            unsafe body(place, scratch.pointer + worker * scratchSize)
        }
    }
}

/// Where one head of one sequence lies in the operands and results of attention.
@safe
private struct AttentionHead {
    let queries: Int
    let keys: Int
    let queryStart: Int
    let keyStart: Int
    let valueStart: Int
    let queryStride: Int
    let keyValueStride: Int
    let outputStart: Int
    let outputStride: Int
    let statisticsStart: Int
    let statisticsCount: Int
    let firstChunk: UInt64
    let scale: Float
    let query: UnsafePointer<Float>
    let key: UnsafePointer<Float>
    let value: UnsafePointer<Float>

    init(_ operands: AttentionOperands, sequence: Int, head: Int, sequenceChunk: UInt64) {
        let column = head * operands.headSize
        let firstQuery = operands.queryOffsets[sequence]
        let firstKey = operands.keyOffsets[sequence]
        queries = operands.queryOffsets[sequence + 1] - firstQuery
        keys = operands.keyOffsets[sequence + 1] - firstKey
        queryStride = operands.query.columnCount
        keyValueStride = operands.keyValue.columnCount
        queryStart = firstQuery * queryStride + operands.queryColumn + column
        keyStart = firstKey * keyValueStride + operands.keyColumn + column
        valueStart = firstKey * keyValueStride + operands.valueColumn + column
        outputStride = operands.headCount * operands.headSize
        outputStart = firstQuery * outputStride + column
        statisticsStart = firstQuery * operands.headCount + head
        statisticsCount = operands.query.rowCount * operands.headCount
        firstChunk = sequenceChunk + UInt64(head * queries * Dropout.chunks(keys))
        scale = 1 / Float(operands.headSize).squareRoot()
        unsafe query = UnsafePointer(operands.query.pointer + queryStart)
        unsafe key = UnsafePointer(operands.keyValue.pointer + keyStart)
        unsafe value = UnsafePointer(operands.keyValue.pointer + valueStart)
    }
}
