#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension Tape {
    /// The binary cross-entropy between sigmoid(logits) and the targets, averaged over all cells.
    ///
    /// As `torch.nn.functional.binary_cross_entropy_with_logits`: a cell with target `z` and positive weight `w`
    /// contributes `(1 - z) x + (1 + (w - 1) z) (log(1 + e^-|x|) + max(-x, 0))`.
    ///
    /// - Parameters:
    ///   - logits: The scores, `[rows, labels]`.
    ///   - targets: The targets in row order, each in `0...1`.
    ///   - positiveWeights: A weight per label for its positive targets, or `nil` for one each.
    ///   - rowWeights: A factor for each row, or `nil` for one each.
    ///   - normalizer: The divisor; `nil` is the number of cells.
    /// - Returns: The loss.
    /// - Precondition: There is a target a cell.
    public func binaryCrossEntropy(
        _ logits: Tensor,
        targets: [Float],
        positiveWeights: [Float]? = nil,
        rowWeights: [Double]? = nil,
        normalizer: Double? = nil
    ) -> Double {
        precondition(
            targets.count == logits.elementCount,
            "binaryCrossEntropy: \(targets.count) targets, \(logits.shape)."
        )
        let labelCount = logits.columnCount
        precondition(positiveWeights?.count ?? labelCount == labelCount, "binaryCrossEntropy: one weight a label.")
        precondition(rowWeights?.count ?? logits.rowCount == logits.rowCount, "binaryCrossEntropy: one weight a row.")
        let scores = device.read(logits)
        let divisor = normalizer ?? Double(scores.count)
        var gradient = [Float](repeating: 0, count: scores.count)
        var loss = 0.0
        for (cell, (score, target)) in zip(scores, targets).enumerated() {
            let (x, z) = (Double(score), Double(target))
            let weight = 1 + (Double(positiveWeights?[cell % labelCount] ?? 1) - 1) * z
            let rowWeight = rowWeights?[cell / labelCount] ?? 1
            loss += rowWeight * ((1 - z) * x + weight * (log1p(exp(-abs(x))) + max(-x, 0)))
            gradient[cell] = Float(rowWeight * ((1 - z) - weight / (1 + exp(x))) / divisor)
        }
        recordLossGradient(gradient, of: logits)
        return loss / divisor
    }
}
