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
