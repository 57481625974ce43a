/// When the model is evaluated on the validation data during training.
public enum EvaluationInterval: Sendable, Equatable {
    /// At the end of every epoch.
    case epoch
    /// Every so many optimizer steps, and at the end.
    case steps(Int)
    /// Not at all: the weights of the last step are the result.
    case never

    /// Reads `epoch`, `never` or a number of steps; `nil` for anything else.
    ///
    /// - Parameter text: The value as a recipe or the command line writes it.
    public init?(_ text: String) {
        switch text {
        case "epoch": self = .epoch
        case "never": self = .never
        default:
            guard let steps = Int(text), steps > 0 else { return nil }
            self = .steps(steps)
        }
    }

    /// Whether an evaluation is due after a step.
    ///
    /// - Parameters:
    ///   - step: The number of optimizer steps taken, counted from 1.
    ///   - plan: The plan of the run.
    /// - Returns: `true` if the model is to be evaluated now; always at the last step, unless `never` is asked for.
    public func isDue(afterStep step: Int, of plan: TrainingPlan) -> Bool {
        switch self {
        case .never: false
        case .epoch: step == plan.totalSteps || step.isMultiple(of: plan.stepsPerEpoch)
        case .steps(let interval): step == plan.totalSteps || step.isMultiple(of: interval)
        }
    }
}

extension EvaluationInterval: CustomStringConvertible {
    /// The value as a recipe writes it.
    public var description: String {
        switch self {
        case .epoch: "epoch"
        case .steps(let steps): String(steps)
        case .never: "never"
        }
    }
}
