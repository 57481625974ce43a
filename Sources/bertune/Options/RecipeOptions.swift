import ArgumentParser
import FineTuning

/// The options of a recipe; what isn't given is the recipe file's, chosen by the data, or the default.
struct RecipeOptions: ParsableArguments {
    @OptionGroup(title: "Recipe options")
    var length: LengthOptions

    @OptionGroup(title: "Learning rate options")
    var rates: LearningRateOptions

    @OptionGroup(title: "Regularization options")
    var regularization: RegularizationOptions

    @OptionGroup(title: "Evaluation options")
    var evaluation: EvaluationOptions

    /// The recipe file, if one is named.
    var recipeFile: String? {
        ["auto", "default"].contains(length.recipe) ? nil : length.recipe
    }

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

    /// Fills in what neither a file nor the command line says, by the number of training examples.
    ///
    /// - Parameters:
    ///   - recipe: The recipe of ``description()``.
    ///   - exampleCount: The training examples.
    /// - Returns: The recipe to follow, and why; no reason where nothing was left to choose.
    func completing(_ recipe: Recipe, exampleCount: Int) -> (recipe: Recipe, reason: String?) {
        guard length.recipe == nil || length.recipe == "auto" else { return (recipe, nil) }
        var set: Set<AutomaticRecipe.Choice> = []
        if length.epochs != nil || length.maxSteps != nil { set.insert(.epochs) }
        if length.batchSize != nil { set.insert(.batchSize) }
        if rates.learningRate != nil { set.insert(.learningRate) }
        let automatic = AutomaticRecipe(exampleCount: exampleCount)
        return (automatic.completing(recipe, except: set), automatic.reason(except: set))
    }

    func validate() throws {
        try PathCheck.requireName(length.recipe, "--recipe")
        var recipe = Recipe()
        try apply(to: &recipe)
        do {
            try recipe.validate()
        } catch {
            throw ValidationError(Self.inOptionNames(error))
        }
    }

    private func apply(to recipe: inout Recipe) throws {
        length.apply(to: &recipe)
        rates.apply(to: &recipe)
        try regularization.apply(to: &recipe)
        try evaluation.apply(to: &recipe)
    }
}

// MARK: - Faults in the command line's words

extension RecipeOptions {
    /// The options whose names aren't the recipe key's own.
    private static let optionNames = [
        "maximumSteps": "max-steps", "maximumLength": "max-length", "hiddenDropout": "dropout",
        "evaluationInterval": "evaluate-every", "metricForBest": "metric",
        "learningRates.embeddings": "embeddings-learning-rate",
        "learningRates.lowerLayers": "lower-layers-learning-rate",
        "learningRates.upperLayers": "upper-layers-learning-rate", "learningRates.head": "head-learning-rate",
        "freezesEmbeddings": "freeze-embeddings", "freezesEncoder": "freeze-encoder",
        "reinitializedLayers": "reinitialize-layers", "reinitializesPooler": "reinitialize-pooler",
    ]

    /// Whether the command line, rather than a recipe file, set a key.
    ///
    /// - Parameter key: One of the keys that only the data or the model can show to be wrong.
    /// - Returns: Whether an option set it.
    func sets(_ key: String?) -> Bool {
        switch key {
        case "epochs": length.epochs != nil || length.maxSteps != nil
        case "maximumLength": length.maxLength != nil
        case "metricForBest": evaluation.metric != nil
        case "classWeights": !regularization.classWeights.isEmpty
        case "frozenLayers": rates.frozenLayers != nil
        case "reinitializedLayers": regularization.reinitializeLayers != nil
        case "reinitializesPooler": regularization.reinitializePooler
        default: false
        }
    }

    /// The message of a recipe's fault, its keys replaced by the options that set them.
    static func inOptionNames(_ error: RecipeError) -> String {
        guard let key = error.key else { return error.message }
        if error.code == .conflictingValues {
            return error.message.replacing(/[a-z]+[A-Z][A-Za-z]*(\.[A-Za-z]+)?/) { optionName(String($0.output.0)) }
        }
        guard error.message.hasPrefix(key) else { return error.message }
        // Where a recipe file says null, an option is left out; one of them has a word for it.
        let message = error.message.replacing(
            /,? or null( for the model's own)?/,
            with: key == "earlyStoppingPatience" ? " or none" : ""
        )
        return optionName(key) + message.dropFirst(key.count)
    }

    private static func optionName(_ key: String) -> String {
        let kebab = key.reduce(into: "") { name, character in
            name += character.isUppercase ? "-" + character.lowercased() : String(character)
        }
        return "--" + (optionNames[key] ?? kebab)
    }
}
