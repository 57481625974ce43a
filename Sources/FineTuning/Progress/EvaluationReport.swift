/// The result of one evaluation during training.
public struct EvaluationReport: Sendable, Equatable {
    /// A metric's name and value.
    public struct Metric: Sendable, Equatable {
        /// The name, as `metrics.jsonl` writes it.
        public var name: String
        /// The value.
        public var value: Double

        /// A metric.
        public init(_ name: String, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    /// The optimizer steps taken before the evaluation.
    public var step: Int
    /// The passes over the training data made so far.
    public var epoch: Double
    /// What was evaluated on: `validation` or `test`.
    public var split: String
    /// All metrics, the headline first.
    public var metrics: [Metric]
    /// Whether this is the best evaluation so far.
    public var isBest: Bool

    /// Describes an evaluation.
    public init(step: Int, epoch: Double, split: String = "validation", metrics: [Metric], isBest: Bool = false) {
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
}
