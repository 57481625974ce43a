#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension Tape {
    /// The loss of extractive question answering: half the sum of two cross-entropies, where answers start and end.
    ///
    /// Column 0 of `logits` scores every token as the start of the answer, column 1 as its end. For each of the two
    /// the softmax runs over one sequence's own tokens, and the loss is the mean over sequences of `-log p` at the
    /// answer's position (Devlin et al., 2019, section 4.2). The question's tokens and `[CLS]`, which stands for "no
    /// answer here", take part. A position outside its sequence leaves that sequence out of that mean, as in
    /// transformers. Softmax is computed in double precision.
    ///
    /// - Parameters:
    ///   - logits: The scores, `[tokens, 2]`.
    ///   - sequenceOffsets: Where each sequence begins, `[sequences + 1]`.
    ///   - startPositions: The answer's first token, counted from its sequence's own first, `[sequences]`.
    ///   - endPositions: The answer's last token, counted alike, `[sequences]`.
    ///   - normalizer: The divisor of both sums; `nil` is for each the number of its positions that count. A step
    ///     that is cut into several batches passes the number of sequences of all of them.
    /// - Returns: The loss; 0 if no position counts.
    /// - Precondition: The logits have two columns and the offsets' last row is their end; there is a start and an
    ///   end a sequence.
    public func spanLoss(
        _ logits: Tensor,
        sequenceOffsets: [Int],
        startPositions: [Int32],
        endPositions: [Int32],
        normalizer: Double? = nil
    ) -> Double {
        let sequenceCount = sequenceOffsets.count - 1
        precondition(
            logits.columnCount == 2 && sequenceOffsets.last == logits.rowCount,
            "spanLoss: logits \(logits.shape), \(sequenceOffsets.last ?? 0) tokens."
        )
        precondition(
            startPositions.count == sequenceCount && endPositions.count == sequenceCount,
            "spanLoss: \(startPositions.count) starts, \(endPositions.count) ends, \(sequenceCount) sequences."
        )
        let scores = device.read(logits)
        var gradient = [Float](repeating: 0, count: isRecording ? scores.count : 0)
        var loss = 0.0
        for (column, positions) in [startPositions, endPositions].enumerated() {
            let rows = zip(sequenceOffsets, sequenceOffsets.dropFirst()).map { $0..<$1 }
            let counted = zip(rows, positions).count { $0.contains($0.lowerBound + Int($1)) }
            let divisor = 2 * (normalizer ?? Double(counted))
            guard divisor > 0 else { continue }
            for (row, position) in zip(rows, positions) where row.contains(row.lowerBound + Int(position)) {
                let logProbabilities = logSoftmax(row.lazy.map { scores[2 * $0 + column] })
                loss -= logProbabilities[Int(position)] / divisor
                guard isRecording else { continue }
                for (token, logProbability) in logProbabilities.enumerated() {
                    let target = token == Int(position) ? 1.0 : 0
                    gradient[2 * (row.lowerBound + token) + column] = Float((exp(logProbability) - target) / divisor)
                }
            }
        }
        recordLossGradient(gradient, of: logits)
        return loss
    }
}
