/// The figures by which a model that predicts a number is judged.
///
/// All agree with scipy's and scikit-learn's. A correlation with a constant list, as of a model that has collapsed
/// to one prediction, is undefined; scipy calls it NaN. Here it is `nil`, is left out of ``values``, and so is no
/// member of `metrics.jsonl`; where every figure must have its place, JSON says `null`.
public struct RegressionMetrics: Sendable, Equatable {
    /// The mean of the squared errors.
    public let meanSquaredError: Double
    /// The Pearson correlation coefficient; `nil` where it is undefined.
    public let pearson: Double?
    /// The Spearman rank correlation coefficient; `nil` where it is undefined.
    public let spearman: Double?

    /// The mean of the errors' sizes.
    public let meanAbsoluteError: Double
    /// The coefficient of determination: 1 for perfect predictions, 0 for those no better than the mean.
    ///
    /// Where all references are the same it is 1 if all predictions are right, else 0, as in scikit-learn. `nil` for
    /// fewer than two examples.
    public let r2: Double?

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
        let sizes = zip(predictions, references).reduce(0) { $0 + abs($1.0 - $1.1) }
        meanAbsoluteError = ratio(sizes, Double(references.count))
        let mean = ratio(references.reduce(0, +), Double(references.count))
        let variation = references.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        r2 = references.count < 2 ? nil : variation == 0 ? (squares == 0 ? 1 : 0) : 1 - squares / variation
        pearson = pearsonCorrelation(predictions, references)
        spearman = spearmanCorrelation(predictions, references)
    }

    /// The names of all figures, defined or not, in the order of ``values``.
    public static let names = ["meanSquaredError", "pearson", "spearman", "meanAbsoluteError", "r2"]

    /// All figures that are defined, always in this order: `meanSquaredError`, `pearson`, `spearman`,
    /// `meanAbsoluteError`, `r2`.
    public var values: [MetricValue] {
        [
            MetricValue("meanSquaredError", meanSquaredError),
            pearson.map { MetricValue("pearson", $0) },
            spearman.map { MetricValue("spearman", $0) },
            MetricValue("meanAbsoluteError", meanAbsoluteError, isMinor: true),
            r2.map { MetricValue("r2", $0, isMinor: true) },
        ].compactMap { $0 }
    }

    /// The figure of a name, or `nil` if there is none.
    public subscript(name: String) -> Double? {
        values.first { $0.name == name }?.value
    }
}
