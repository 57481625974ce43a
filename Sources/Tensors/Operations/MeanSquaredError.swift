extension Tape {
    /// The mean of the squared differences: `Σ (x - t)² / count`.
    ///
    /// - Parameters:
    ///   - predictions: The values, any shape.
    ///   - targets: What they should be, in row order.
    ///   - normalizer: The divisor; `nil` is the number of elements.
    /// - Returns: The loss.
    /// - Precondition: There is a target an element.
    public func meanSquaredError(_ predictions: Tensor, targets: [Float], normalizer: Double? = nil) -> Double {
        precondition(
            targets.count == predictions.elementCount,
            "meanSquaredError: \(targets.count) targets, \(predictions.shape)."
        )
        let values = device.read(predictions)
        let divisor = normalizer ?? Double(values.count)
        let differences = zip(values, targets).map { Double($0) - Double($1) }
        recordLossGradient(differences.map { Float(2 * $0 / divisor) }, of: predictions)
        return differences.reduce(0) { $0 + $1 * $1 } / divisor
    }
}
