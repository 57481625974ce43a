extension Tape {
    /// Sets elements to zero at random and scales the rest (Srivastava et al., 2014), in place.
    ///
    /// - Parameters:
    ///   - input: The values, `[rows, size]`. They are overwritten, so nothing else may need them.
    ///   - probability: The probability that an element is dropped while training.
    /// - Returns: The same tensor.
    public func dropout(_ input: Tensor, probability: Double) -> Tensor {
        let noise = nextDropout(probability: probability)
        device.dropout(input, noise)
        record(input, isTracked: tracks(input)) { [unowned self] in
            // The input is the output, so its gradient is turned in place too: the next step back sees the right one.
            guard let gradient = input.gradient else { return }
            device.dropout(gradient, noise)
        }
        return input
    }
}
