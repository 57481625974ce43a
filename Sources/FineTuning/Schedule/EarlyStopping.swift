/// Watches one metric over the evaluations of a run: which was best, and whether it is time to stop.
///
/// An evaluation is best if it is strictly better than all before, or as good as the best at a lower validation loss:
/// on small validation sets ties are common, and the loss still tells them apart. It counts as bad if it is not better
/// than the best before it by more than the threshold, whatever its loss; so many bad ones in a row as the patience
/// says end the training. NaN is never better than anything. These are the rules of the Hugging Face trainer, but for
/// ties, which keep the earlier weights there; and the state here is part of what a resumed run restores.
public struct EarlyStopping: Sendable, Equatable {
    /// What one evaluation means.
    public struct Verdict: Sendable, Equatable {
        /// Whether the evaluation is the best so far.
        public let isBest: Bool
        /// Whether training should end.
        public let shouldStop: Bool
    }

    /// What the evaluations so far have come to: all that a resumed run needs.
    public struct State: Sendable, Equatable, Codable {
        /// The best value so far.
        public var bestValue: Double?
        /// The loss of the best evaluation.
        public var bestLoss: Double?
        /// The step of the best value.
        public var bestStep: Int?
        /// The bad evaluations in a row.
        public var badEvaluations = 0

        /// The state before the first evaluation.
        public init() {}
    }

    /// The bad evaluations in a row that end training; `nil` for never.
    public let patience: Int?
    /// What an improvement must exceed to count.
    public let threshold: Double
    /// Whether higher or lower is better.
    public let direction: MetricDirection
    /// What the evaluations so far have come to.
    public var state: State

    /// Begins a watch, or takes one up again.
    public init(patience: Int?, threshold: Double = 0, direction: MetricDirection, state: State = State()) {
        self.patience = patience
        self.threshold = threshold
        self.direction = direction
        self.state = state
    }

    /// Takes an evaluation into account.
    ///
    /// - Parameters:
    ///   - value: The metric's value.
    ///   - loss: The validation loss, which breaks ties; `nil` keeps the earlier of two equals.
    ///   - step: The optimizer steps taken before the evaluation.
    /// - Returns: Whether this is the best so far, and whether training should end.
    public mutating func observe(_ value: Double, loss: Double? = nil, step: Int) -> Verdict {
        let isBetter = !value.isNaN && state.bestValue.map { direction.isBetter(value, than: $0) } ?? true
        let isGood = isBetter && state.bestValue.map { abs(value - $0) > threshold } ?? true
        let breaksTie = value == state.bestValue && (loss ?? .nan) < (state.bestLoss ?? .nan)
        state.badEvaluations = isGood ? 0 : state.badEvaluations + 1
        if isBetter || breaksTie {
            state.bestValue = value
            state.bestLoss = loss
            state.bestStep = step
        }
        return Verdict(
            isBest: isBetter || breaksTie,
            shouldStop: patience.map { state.badEvaluations >= $0 } ?? false
        )
    }
}
