/// Mean, spread and ends of a few values, as several seeds or folds give them.
public struct SampleStatistics: Sendable, Equatable {
    /// The arithmetic mean.
    public let mean: Double
    /// The sample standard deviation, with `n - 1` in the denominator; `nil` for a single value.
    public let standardDeviation: Double?
    /// The smallest value.
    public let minimum: Double
    /// The largest value.
    public let maximum: Double

    /// The statistics of some values; `nil` of none.
    ///
    /// - Parameter values: The values.
    public init?(_ values: [Double]) {
        guard let minimum = values.min(), let maximum = values.max() else { return nil }
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        // From the mean, not from the sum of squares: figures that agree in many digits would cancel out.
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = mean
        standardDeviation = values.count > 1 ? (squares / (count - 1)).squareRoot() : nil
        self.minimum = minimum
        self.maximum = maximum
    }
}
