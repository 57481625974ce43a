/// How well one label is found.
public struct LabelScores: Sendable, Equatable {
    /// The label.
    public let label: String
    /// The share of examples predicted to have the label that do have it; 0 if none was predicted.
    public let precision: Double
    /// The share of examples with the label that were predicted to have it; 0 if there are none.
    public let recall: Double
    /// The harmonic mean of precision and recall; 0 if the label is neither true nor predicted anywhere.
    public let f1: Double
    /// The number of examples with the label.
    public let support: Int
    /// The number of examples predicted to have the label.
    public let predictedCount: Int
    /// The number of examples that have the label and were predicted to.
    public let correctCount: Int

    /// The scores of a label by its counts.
    ///
    /// What has a zero under the fraction line is 0, as in scikit-learn with `zero_division=0`.
    ///
    /// - Parameters:
    ///   - label: The label.
    ///   - correctCount: The number of examples that have the label and were predicted to.
    ///   - predictedCount: The number of examples that were predicted to have it.
    ///   - support: The number of examples that have it.
    public init(label: String, correctCount: Int, predictedCount: Int, support: Int) {
        self.label = label
        self.support = support
        self.predictedCount = predictedCount
        self.correctCount = correctCount
        precision = ratio(Double(correctCount), Double(predictedCount))
        recall = ratio(Double(correctCount), Double(support))
        f1 = ratio(2 * Double(correctCount), Double(predictedCount + support))
    }
}

/// A quotient, or 0 where the divisor is 0.
func ratio(_ dividend: Double, _ divisor: Double) -> Double {
    divisor == 0 ? 0 : dividend / divisor
}
