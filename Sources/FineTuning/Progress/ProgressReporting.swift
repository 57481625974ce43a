/// Something that happens in a training run and that a person may want to see.
public enum TrainingEvent: Sendable {
    /// Training is about to start, in this way.
    case started(RunPlanSummary)
    /// An optimizer step was taken. Every step is told, see ``StepReport/isLogged``.
    case stepped(StepReport)
    /// The model was evaluated.
    case evaluated(EvaluationReport)
    /// Something worth a line of its own.
    case noted(String)
    /// Training ended.
    case finished(TrainingSummary)
}

/// Follows a training run: a progress bar, a log, a notebook.
///
/// The library prints nothing by itself; whoever calls it decides what is to be seen, and where.
public protocol ProgressReporting: Sendable {
    /// Takes note of an event; called from the thread that trains, which waits for it.
    ///
    /// - Parameter event: What happened.
    func report(_ event: TrainingEvent)
}

/// Shows nothing.
public struct SilentProgress: ProgressReporting {
    /// A reporter that shows nothing.
    public init() {}

    /// Does nothing.
    ///
    /// - Parameter event: What happened.
    public func report(_ event: TrainingEvent) {}
}
