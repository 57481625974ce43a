public import EvaluationMetrics

/// What several runs of one recipe came to: several seeds, or the folds of a cross-validation.
public struct SeriesSummary: Sendable, Equatable {
    /// One of the runs.
    public struct Run: Sendable, Equatable {
        /// The run's name and its folder's, such as `seed-1` or `fold-3`.
        public var name: String
        /// Where it is.
        public var path: String
        /// The metrics on the validation data of the weights that were kept.
        public var validation: [MetricValue]
        /// The metrics on the test data.
        public var test: [MetricValue]
        /// The optimizer steps that the kept weights took.
        public var step: Int
        /// The mean loss over all steps; `nil` if training diverged.
        public var trainingLoss: Double?
        /// Why the run is not to be relied on, if so.
        public var warning: String?

        /// Describes a run.
        public init(
            name: String,
            path: String,
            validation: [MetricValue] = [],
            test: [MetricValue] = [],
            step: Int = 0,
            trainingLoss: Double? = nil,
            warning: String? = nil
        ) {
            self.name = name
            self.path = path
            self.validation = validation
            self.test = test
            self.step = step
            self.trainingLoss = trainingLoss
            self.warning = warning
        }

        /// A metric's value, or `nil` if the run has none.
        ///
        /// - Parameters:
        ///   - metric: The metric's name.
        ///   - split: The data it was measured on.
        /// - Returns: The value.
        public func value(of metric: String, on split: RunDescription.DataRole) -> Double? {
            (split == .test ? test : validation).first { $0.name == metric }?.value
        }
    }

    /// The runs, in the order in which they were made.
    public var runs: [Run]
    /// The metric that decides which run is best.
    public var decidingMetric: String

    /// Gathers runs.
    public init(runs: [Run], decidingMetric: String) {
        self.runs = runs
        self.decidingMetric = decidingMetric
    }

    /// The statistics of a metric over the runs that have it, degenerate ones included.
    ///
    /// - Parameters:
    ///   - metric: The metric's name.
    ///   - split: The data it was measured on.
    /// - Returns: The statistics, or `nil` if no run has the metric.
    public func statistics(
        of metric: String,
        on split: RunDescription.DataRole = .validation
    ) -> SampleStatistics? {
        SampleStatistics(runs.compactMap { $0.value(of: metric, on: split) })
    }

    /// The names of the metrics that were measured, in their order.
    ///
    /// - Parameters:
    ///   - split: The data they were measured on.
    ///   - withMinorOnes: Whether those are among them that stand back where there is little room.
    /// - Returns: The names.
    public func metricNames(on split: RunDescription.DataRole, withMinorOnes: Bool = true) -> [String] {
        let metrics = runs.map { split == .test ? $0.test : $0.validation }.first { !$0.isEmpty } ?? []
        return metrics.filter { withMinorOnes || !$0.isMinor }.map(\.name)
    }

    /// The run with the best value of the deciding metric on the validation data, or `nil` where there is none.
    ///
    /// Test data decide nothing.
    public var best: Run? {
        let direction = MetricDirection(metric: decidingMetric)
        return runs.reduce(nil) { best, run in
            guard let value = run.value(of: decidingMetric, on: .validation), !value.isNaN else { return best }
            guard let other = best?.value(of: decidingMetric, on: .validation) else { return run }
            return direction.isBetter(value, than: other) ? run : best
        }
    }
}
