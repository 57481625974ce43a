/// Whether a metric is better when higher or when lower.
public enum MetricDirection: String, Sendable {
    /// Accuracy, F1, correlations.
    case higherIsBetter
    /// Losses and errors.
    case lowerIsBetter

    /// The direction of a metric, known by its name: losses and errors are better when lower, all others when higher.
    ///
    /// - Parameter name: The name as `metrics.jsonl` writes it.
    public init(metric name: String) {
        let errors = ["loss", "error", "meanSquaredError", "meanAbsoluteError", "brierScore", "perplexity"]
        let name = name.lowercased()
        self = errors.contains { name.hasSuffix($0.lowercased()) } ? .lowerIsBetter : .higherIsBetter
    }

    /// Whether one value is strictly better than another; `false` if either is NaN.
    ///
    /// - Parameters:
    ///   - value: The new value.
    ///   - other: The value to beat.
    /// - Returns: `true` if the new value is better.
    public func isBetter(_ value: Double, than other: Double) -> Bool {
        switch self {
        case .higherIsBetter: value > other
        case .lowerIsBetter: value < other
        }
    }
}
