/// The figures by which a model that predicts a number is judged.
public struct RegressionMetrics: Sendable, Equatable {
    /// The mean of the squared errors.
    public let meanSquaredError: Double
    /// The Pearson correlation coefficient; `nil` where it is undefined.
    public let pearson: Double?
    /// The Spearman rank correlation coefficient; `nil` where it is undefined.
    public let spearman: Double?

    /// The figures of predictions.
    ///
    /// - Parameters:
    ///   - predictions: The predicted number of each example.
    ///   - references: The true number of each example.
    /// - Precondition: There are as many predictions as references.
    public init(predictions: [Double], references: [Double]) {
        precondition(
            predictions.count == references.count,
            "\(predictions.count) predictions for \(references.count) references"
        )
        let squares = zip(predictions, references).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        meanSquaredError = ratio(squares, Double(references.count))
        pearson = pearsonCorrelation(predictions, references)
        spearman = spearmanCorrelation(predictions, references)
    }

    /// All figures that are defined, always in this order: `meanSquaredError`, `pearson`, `spearman`.
    public var values: [MetricValue] {
        [
            MetricValue("meanSquaredError", meanSquaredError),
            pearson.map { MetricValue("pearson", $0) },
            spearman.map { MetricValue("spearman", $0) },
        ].compactMap { $0 }
    }

    /// The figure of a name, or `nil` if there is none.
    public subscript(name: String) -> Double? {
        values.first { $0.name == name }?.value
    }
}
