public import ArgumentParser
public import FineTuning

extension BatchOrderKind: ExpressibleByArgument {}
extension LearningRateScheduleKind: ExpressibleByArgument {}
extension EvaluationInterval: ExpressibleByArgument {
    /// Reads the option's value.
    public init?(argument: String) { self.init(argument) }
    /// The value as the help shows it.
    public var defaultValueDescription: String { description }
}

/// The options of a recipe; what isn't given is the recipe file's, or the default.
struct RecipeOptions: ParsableArguments {
    private static let defaults = Recipe()

    @Option(
        name: .customLong("recipe"),
        help: ArgumentHelp(
            "A YAML file of recipe keys, or a run folder's recipe.yaml to run it again.",
            valueName: "file"
        )
    )
    var recipeFile: String?

    @Option(parsing: .unconditional, help: "Passes over the training data. (default: \(defaults.epochs))")
    var epochs: Double?

    @Option(parsing: .unconditional, help: "End after so many optimizer steps, in place of --epochs.")
    var maxSteps: Int?

    @Option(parsing: .unconditional, help: "Examples per forward and backward pass. (default: \(defaults.batchSize))")
    var batchSize: Int?

    @Option(
        parsing: .unconditional,
        help: "Passes whose gradients make one step. (default: \(defaults.gradientAccumulationSteps))"
    )
    var gradientAccumulationSteps: Int?

    @Option(parsing: .unconditional, help: "Tokens kept of an example. (default: what the model holds, at most 512)")
    var maxLength: Int?

    @Option(parsing: .unconditional, help: "The learning rate at its peak. (default: \(defaults.learningRate))")
    var learningRate: Double?

    @Option(help: "The learning rate after the warm-up. (default: \(defaults.schedule.rawValue))")
    var schedule: LearningRateScheduleKind?

    @Option(
        parsing: .unconditional,
        help: "Part of all steps in which the learning rate rises. (default: \(defaults.warmupRatio))"
    )
    var warmupRatio: Double?

    @Option(parsing: .unconditional, help: "Steps in which the learning rate rises, in place of --warmup-ratio.")
    var warmupSteps: Int?

    @Option(
        parsing: .unconditional,
        help: "Weight decay; biases and layer normalisations are exempt. (default: \(defaults.weightDecay))"
    )
    var weightDecay: Double?

    @Option(
        parsing: .unconditional,
        help: "Largest global norm of gradients; 0 for no limit. (default: \(defaults.maxGradientNorm))"
    )
    var maxGradientNorm: Double?

    @Option(parsing: .unconditional, help: "Dropout everywhere; 0 turns it off. (default: the model's own)")
    var dropout: Double?

    @Option(
        parsing: .unconditional,
        help: "Part of a label's weight that is spread over all. (default: \(defaults.labelSmoothing))"
    )
    var labelSmoothing: Double?

    @Option(
        parsing: .unconditional,
        help: "The seed of the head, the order of examples and dropout. (default: \(defaults.seed))"
    )
    var seed: UInt64?

    @Flag(help: "Keep the order of the file in every epoch.")
    var noShuffle = false

    @Option(help: "The rule that shuffles; reference repeats Hugging Face. (default: \(defaults.batchOrder.rawValue))")
    var batchOrder: BatchOrderKind?

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

    @Option(help: "The metric that decides which model is best, such as loss. (default: accuracy)")
    var metric: String?

    /// The recipe file's description, or the default one, with the command line's words over its recipe.
    ///
    /// - Returns: The description to follow, its recipe within all ranges.
    /// - Throws: `RecipeError` for the file, `ValidationError` if file and options contradict each other.
    func description() throws -> RunDescription {
        var description = try recipeFile.map { try RunDescription.read(path: $0) } ?? RunDescription()
        try apply(to: &description.recipe)
        do {
            try description.recipe.validate()
        } catch {
            // The file was found good by itself.
            throw ValidationError(Self.inOptionNames(error))
        }
        return description
    }

    func validate() throws {
        try PathCheck.requireName(recipeFile, "--recipe")
        var recipe = Recipe()
        try apply(to: &recipe)
        do {
            try recipe.validate()
        } catch {
            throw ValidationError(Self.inOptionNames(error))
        }
    }

    private func apply(to recipe: inout Recipe) throws {
        recipe.epochs = epochs ?? recipe.epochs
        // --epochs on the command line is meant, whatever a file says of steps.
        recipe.maximumSteps = maxSteps ?? (epochs == nil ? recipe.maximumSteps : nil)
        recipe.batchSize = batchSize ?? recipe.batchSize
        recipe.gradientAccumulationSteps = gradientAccumulationSteps ?? recipe.gradientAccumulationSteps
        recipe.maximumLength = maxLength ?? recipe.maximumLength
        recipe.learningRate = learningRate ?? recipe.learningRate
        recipe.schedule = schedule ?? recipe.schedule
        recipe.warmupRatio = warmupRatio ?? recipe.warmupRatio
        recipe.warmupSteps = warmupSteps ?? (warmupRatio == nil ? recipe.warmupSteps : nil)
        recipe.weightDecay = weightDecay ?? recipe.weightDecay
        recipe.maxGradientNorm = maxGradientNorm ?? recipe.maxGradientNorm
        if let dropout { recipe.setDropout(dropout) }
        recipe.labelSmoothing = labelSmoothing ?? recipe.labelSmoothing
        recipe.seed = seed ?? recipe.seed
        if noShuffle { recipe.shuffles = false }
        recipe.batchOrder = batchOrder ?? recipe.batchOrder
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

    /// The options whose names aren't the recipe key's own.
    private static let optionNames = [
        "maximumSteps": "max-steps", "maximumLength": "max-length", "hiddenDropout": "dropout",
        "evaluationInterval": "evaluate-every", "metricForBest": "metric",
    ]

    /// Whether the command line, rather than a recipe file, set a key.
    ///
    /// - Parameter key: One of the keys that only the data or the model can show to be wrong.
    /// - Returns: Whether an option set it.
    func sets(_ key: String?) -> Bool {
        switch key {
        case "epochs": epochs != nil || maxSteps != nil
        case "maximumLength": maxLength != nil
        case "metricForBest": metric != nil
        default: false
        }
    }

    /// The message of a recipe's fault, the key replaced by the option that set it.
    static func inOptionNames(_ error: RecipeError) -> String {
        guard let key = error.key, error.message.hasPrefix(key) else { return error.message }
        // Where a recipe file says null, an option is left out; one of them has a word for it.
        let message = error.message.replacing(
            /,? or null( for the model's own)?/,
            with: key == "earlyStoppingPatience" ? " or none" : ""
        )
        let kebab = key.reduce(into: "") { name, character in
            name += character.isUppercase ? "-" + character.lowercased() : String(character)
        }
        return "--" + (optionNames[key] ?? kebab) + message.dropFirst(key.count)
    }
}
