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
        best: EvaluationReport? = nil,
        stoppedEarly: Bool = false
    ) {
        self.steps = steps
        self.epochs = epochs
        self.seconds = seconds
        self.tokensPerSecond = tokensPerSecond
        self.trainingLoss = trainingLoss
        self.best = best
        self.stoppedEarly = stoppedEarly
    }
}
