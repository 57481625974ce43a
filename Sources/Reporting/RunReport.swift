public import EvaluationMetrics
public import Prediction

/// What the report of a run says, before it is given a form.
public struct RunReport: Sendable {
    /// A metric with what chance may have added to it.
    public struct Metric: Sendable {
        /// The metric.
        public let value: MetricValue
        /// Where it lies on other examples of the same kind; `nil` where that can't be said.
        public let interval: MetricInterval?

        /// A metric.
        public init(_ value: MetricValue, interval: MetricInterval?) {
            self.value = value
            self.interval = interval
        }
    }

    /// A fact under a name, such as the model or the time it took.
    public struct Fact: Sendable {
        /// The name.
        public let name: String
        /// The fact.
        public let text: String

        /// A fact.
        public init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    /// The run's name.
    public var title: String
    /// What the run answers, as a question.
    public var question: String
    /// The answer in one sentence; `nil` takes the first metric.
    public var answer: String?
    /// What the metrics are of, such as `872 validation examples`.
    public var measuredOn: String
    /// The metrics of the weights that were kept.
    public var metrics: [Metric]
    /// How training went.
    public var history: MetricsHistory
    /// What the task has to show of its answers.
    public var parts: [ReportPart]
    /// What is to be known of the data and of what did not fit.
    public var dataNotes: [String]
    /// Model, data, time, versions.
    public var facts: [Fact]
    /// The recipe as a file that `bertune train --recipe` takes.
    public var recipe: String

    /// A report.
    public init(
        title: String,
        question: String,
        measuredOn: String,
        metrics: [Metric],
        history: MetricsHistory,
        parts: [ReportPart],
        dataNotes: [String],
        facts: [Fact],
        recipe: String
    ) {
        self.title = title
        self.question = question
        self.measuredOn = measuredOn
        self.metrics = metrics
        self.history = history
        self.parts = parts
        self.dataNotes = dataNotes
        self.facts = facts
        self.recipe = recipe
    }

    /// The report as one HTML file that needs no other.
    ///
    /// - Returns: The file.
    /// - Throws: A fault of the templates, which are the program's own.
    public func html() throws -> String {
        try ReportPage(self).html()
    }
}
