public import ArgumentParser
public import FineTuning

extension EvaluationInterval: ExpressibleByArgument {
    /// Reads the option's value.
    public init?(argument: String) { self.init(argument) }
    /// The value as the help shows it.
    public var defaultValueDescription: String { description }
}

/// The options on when to look at the validation data, and what follows from it.
struct EvaluationOptions: ParsableArguments {
    private static let defaults = Recipe()

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Evaluate after every epoch, every N steps, or never. (default: \(defaults.evaluationInterval))",
            valueName: "epoch|N|never"
        )
    )
    var evaluateEvery: EvaluationInterval?

    @Option(parsing: .unconditional, help: "Steps between two logged lines. (default: \(defaults.loggingSteps))")
    var loggingSteps: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Stop after so many evaluations without improvement; none to go on. (default: 3)",
            valueName: "N|none"
        )
    )
    var earlyStoppingPatience: String?

    @Option(help: "The metric that decides which model is best, such as loss. (default: the task's own)")
    var metric: String?

    func apply(to recipe: inout Recipe) throws {
        recipe.evaluationInterval = evaluateEvery ?? recipe.evaluationInterval
        recipe.loggingSteps = loggingSteps ?? recipe.loggingSteps
        recipe.metricForBest = metric ?? recipe.metricForBest
        if let earlyStoppingPatience {
            let patience = Int(earlyStoppingPatience)
            guard patience != nil || earlyStoppingPatience == "none" else {
                throw ValidationError(
                    "--early-stopping-patience must be a whole number or none, but is \(earlyStoppingPatience)"
                )
            }
            recipe.earlyStoppingPatience = patience
        }
    }
}
