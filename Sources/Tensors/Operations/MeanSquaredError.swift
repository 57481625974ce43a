extension Tape {
    /// The mean of the squared differences: `Σ (x - t)² / count`.
    ///
    /// - Parameters:
    ///   - predictions: The values, any shape.
    ///   - targets: What they should be, in row order.
    ///   - rowWeights: A factor for each row, or `nil` for one each.
    ///   - normalizer: The divisor; `nil` is the number of elements.
    /// - Returns: The loss.
    /// - Precondition: There is a target an element.
    public func meanSquaredError(
        _ predictions: Tensor,
        targets: [Float],
        rowWeights: [Double]? = nil,
        normalizer: Double? = nil
    ) -> Double {
        precondition(
            targets.count == predictions.elementCount,
            "meanSquaredError: \(targets.count) targets, \(predictions.shape)."
        )
        let width = predictions.columnCount
        precondition(
            rowWeights?.count ?? predictions.rowCount == predictions.rowCount,
            "meanSquaredError: one weight a row."
        )
        let values = device.read(predictions)
        let divisor = normalizer ?? Double(values.count)
        var gradient: [Float] = []
        var loss = 0.0
        for (cell, (value, target)) in zip(values, targets).enumerated() {
            let difference = Double(value) - Double(target)
            let weight = rowWeights?[cell / width] ?? 1
            loss += weight * difference * difference
            gradient.append(Float(2 * weight * difference / divisor))
        }
        recordLossGradient(gradient, of: predictions)
        return loss / divisor
    }
}
