extension Tape {
    /// Picks rows, `y[i] = x[rows[i]]`.
    ///
    /// The gradient adds each row back to where it came from.
    ///
    /// - Parameters:
    ///   - input: The rows to choose from, `[tokens, size]`.
    ///   - rows: Which to take, `[count]`, each within `0..<tokens`.
    /// - Returns: The chosen rows, `[count, size]`.
    /// - Precondition: Every row exists.
    public func gatherRows(_ input: Tensor, rows: Indices) -> Tensor {
        let bound = Int32(clamping: input.rowCount)
        precondition(rows.values.allSatisfy { (0..<bound).contains($0) }, "gatherRows: a row of \(bound) is missing.")
        let output = device.makeTensor([rows.count, input.columnCount])
        device.gather(input, indices: rows, into: output)
        record(output, isTracked: tracks(input)) { [unowned self] in
            guard let outputGradient = output.gradient, let (target, accumulate) = gradientTarget(of: input) else {
                return
            }
            if !accumulate {
                device.zero(target)
            }
            device.scatter(outputGradient, indices: rows, skipping: nil, addingTo: target)
        }
        return output
    }
}
