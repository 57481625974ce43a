public import EvaluationMetrics

/// The result of one evaluation during training.
public struct EvaluationReport: Sendable, Equatable {
    /// The optimizer steps taken before the evaluation.
    public var step: Int
    /// The passes over the training data made so far.
    public var epoch: Double
    /// What was evaluated on: `validation` or `test`.
    public var split: String
    /// All metrics, always in the same order.
    public var metrics: [MetricValue]
    /// Whether this is the best evaluation so far.
    public var isBest: Bool

    /// Describes an evaluation.
    public init(step: Int, epoch: Double, split: String = "validation", metrics: [MetricValue], isBest: Bool = false) {
        self.step = step
        self.epoch = epoch
        self.split = split
        self.metrics = metrics
        self.isBest = isBest
    }

    /// The value of a metric, or `nil` if there is none of that name.
    public subscript(name: String) -> Double? {
        metrics.first { $0.name == name }?.value
    }

    /// The metrics that are worth a place in a single line.
    public var headline: [MetricValue] {
        metrics.filter { !$0.isMinor }
    }
}
