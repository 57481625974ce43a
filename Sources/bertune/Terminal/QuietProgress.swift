import FineTuning

/// Shows nothing of a training run but what makes its result another than the data promise.
struct QuietProgress: TrainingObserver {
    /// Whether even that has been said, as of an earlier run on the same data.
    var isSilent = false

    /// Shows what the plan warns of.
    ///
    /// - Parameter event: What happened.
    func observe(_ event: TrainingEvent) {
        guard case .started(let plan) = event, !isSilent else { return }
        for line in plan.warnings { StandardError.note("warning: \(line)") }
    }
}
