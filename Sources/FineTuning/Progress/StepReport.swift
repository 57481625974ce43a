/// How training went since the last report.
public struct StepReport: Sendable, Equatable {
    /// The optimizer steps taken, counted from the start of the run.
    public var step: Int
    /// The passes over the data made so far.
    public var epoch: Double
    /// The mean loss of the steps since the last logged one.
    public var loss: Double
    /// The learning rate that the step used.
    public var learningRate: Double
    /// The global L2 norm of the step's gradients, before clipping.
    public var gradientNorm: Double
    /// The real tokens trained on per second, since the last logged step.
    public var tokensPerSecond: Double
    /// Whether ``Recipe/loggingSteps`` makes this a step that is logged.
    public var isLogged: Bool

    /// Describes a step.
    public init(
        step: Int,
        epoch: Double,
        loss: Double,
        learningRate: Double,
        gradientNorm: Double,
        tokensPerSecond: Double,
        isLogged: Bool = true
    ) {
        self.step = step
        self.epoch = epoch
        self.loss = loss
        self.learningRate = learningRate
        self.gradientNorm = gradientNorm
        self.tokensPerSecond = tokensPerSecond
        self.isLogged = isLogged
    }
}
