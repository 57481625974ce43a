/// How a training run ended.
public struct TrainingSummary: Sendable, Equatable {
    /// The optimizer steps taken.
    public var steps: Int
    /// The passes over the data made.
    public var epochs: Double
    /// The time that training took, evaluations included, in seconds.
    public var seconds: Double
    /// The real tokens trained on per second, evaluations left out.
    public var tokensPerSecond: Double
    /// The mean loss over all steps.
    public var trainingLoss: Double
    /// The mean loss over the first tenth of the steps; `nil` if there were fewer than two.
    public var firstLoss: Double?
    /// The mean loss over the last tenth of the steps; `nil` if there were fewer than two.
    public var lastLoss: Double?
    /// The evaluation of the weights that were kept; `nil` if nothing was evaluated.
    public var best: EvaluationReport?
    /// Whether training ended early for lack of improvement.
    public var stoppedEarly: Bool

    /// Describes the end of a run.
    public init(
        steps: Int,
        epochs: Double,
        seconds: Double,
        tokensPerSecond: Double,
        trainingLoss: Double,
        firstLoss: Double? = nil,
        lastLoss: Double? = nil,
        best: EvaluationReport? = nil,
        stoppedEarly: Bool = false
    ) {
        self.steps = steps
        self.epochs = epochs
        self.seconds = seconds
        self.tokensPerSecond = tokensPerSecond
        self.trainingLoss = trainingLoss
        self.firstLoss = firstLoss
        self.lastLoss = lastLoss
        self.best = best
        self.stoppedEarly = stoppedEarly
    }
}

extension TrainingSummary {
    /// How many steps are a tenth of so many, rounded up; none where a first and a last tenth would be the same.
    static func tenth(of count: Int) -> Int {
        count < 2 ? 0 : count / 10 + (count % 10 > 0 ? 1 : 0)
    }

    /// The mean, or `nil` of nothing.
    static func mean(_ values: ArraySlice<Double>) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
