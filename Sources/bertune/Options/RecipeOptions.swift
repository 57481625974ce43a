import ArgumentParser
import FineTuning
import Prediction

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
        Self.words.contains { $0.name == length.recipe } ? nil : length.recipe
    }

    /// The recipe file's description, or the default one, with the command line's words over its recipe.
    ///
    /// - Returns: The description to follow, its recipe within all ranges.
    /// - Throws: `RecipeError` for the file, `ValidationError` if file and options contradict each other.
    func description() throws -> RunDescription {
        var description = try recipeFile.map(Self.read) ?? RunDescription()
        try apply(to: &description.recipe)
        do {
            try description.recipe.validate()
        } catch {
            // The file was found good by itself.
            throw ValidationError(Self.inOptionNames(error))
        }
        return description
    }

    private static func read(_ path: String) throws -> RunDescription {
        do {
            return try RunDescription.read(path: path)
        } catch {
            // One of the words for a recipe, mistyped, looks like a file's name.
            guard error.code == .unreadableFile, let word = DidYouMean.suggestion(for: path, among: words) else {
                throw error
            }
            throw InputError(
                path: path,
                isMissing: true,
                message: "there is no such recipe file; did you mean --recipe \(word)?"
            )
        }
    }

    private static let words = [(name: "auto", aliases: [String]()), (name: "default", aliases: [])]

    /// Fills in what neither a file nor the command line says, by the number of training examples.
    ///
    /// - Parameters:
    ///   - recipe: The recipe of ``description()``.
    ///   - exampleCount: The training examples.
    /// - Returns: The recipe to follow, and why; no reason where nothing was left to choose.
    func completing(_ recipe: Recipe, exampleCount: Int) -> (recipe: Recipe, reason: String?) {
        let set = choicesMade
        guard set.count < AutomaticRecipe.Choice.allCases.count else { return (recipe, nil) }
        let automatic = AutomaticRecipe(exampleCount: exampleCount)
        return (automatic.completing(recipe, except: set), automatic.reason(except: set))
    }

    /// What is not left to the number of examples.
    private var choicesMade: Set<AutomaticRecipe.Choice> {
        guard length.recipe == nil || length.recipe == "auto" else { return Set(AutomaticRecipe.Choice.allCases) }
        var set: Set<AutomaticRecipe.Choice> = []
        if length.epochs != nil || length.maxSteps != nil { set.insert(.epochs) }
        if length.batchSize != nil { set.insert(.batchSize) }
        if rates.learningRate != nil { set.insert(.learningRate) }
        return set
    }

    /// What is asked for, before the data choose the rest: equal for two commands that train alike.
    ///
    /// - Parameter recipe: The recipe of ``description()``.
    /// - Returns: Such as `learningRate: auto, epochs: 1.0`: what is chosen by the data, and what is no default.
    func settings(of recipe: Recipe) -> String {
        var asked = RunDescription()
        let defaults = asked.yaml.split(separator: "\n")
        asked.recipe = recipe
        let own = asked.yaml.split(separator: "\n").filter { !defaults.contains($0) }
        let open = AutomaticRecipe.Choice.allCases.filter { !choicesMade.contains($0) }.map { "\($0.rawValue): auto" }
        let settings = open + own.map { String($0.drop { $0 == " " }) }
        return settings.isEmpty ? "defaults" : settings.joined(separator: ", ")
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
        case "labelSmoothing": regularization.labelSmoothing != nil
        case "frozenLayers": rates.frozenLayers != nil
        case "reinitializedLayers": regularization.reinitializeLayers != nil
        case "reinitializesPooler": regularization.reinitializePooler
        default: false
        }
    }

    /// Refuses what a recipe file says and a command would ignore.
    ///
    /// - Parameters:
    ///   - sections: The keys, such as `layout.textColumn`.
    ///   - command: The command's name.
    /// - Throws: `InputError`, naming the keys.
    func refuse(_ sections: [String], by command: String) throws {
        guard let recipeFile, !sections.isEmpty else { return }
        throw InputError(
            path: recipeFile,
            message: "`bertune \(command)` has no use for \(sections.joined(separator: ", ")); take that out, or use "
                + "`bertune train`"
        )
    }

    /// Does work that may find fault with the recipe, and says it in the words of the command line where these set it.
    ///
    /// - Parameter work: What reads or checks data and model.
    /// - Returns: What the work returns.
    /// - Throws: `ValidationError` for what the command line set; else what the work throws.
    func inOptionNames<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as RecipeError where sets(error.key) {
            throw ValidationError(Self.inOptionNames(error))
        } catch let error as PredictionError where error.code == .badLength && sets("maximumLength") {
            throw ValidationError("--max-length: \(error.message)")
        }
    }

    /// The message of a recipe's fault, its keys replaced by the options that set them.
    static func inOptionNames(_ error: RecipeError) -> String {
        guard let key = error.key else { return error.message }
        if error.code == .conflictingValues {
            return error.message.replacing(/[a-z]+[A-Z][A-Za-z]*(\.[A-Za-z]+)?/) {
                OptionName.option(for: String($0.output.0))
            }
        }
        guard error.message.hasPrefix(key) else { return error.message }
        // Where a recipe file says null, an option is left out; one of them has a word for it.
        let message = error.message.replacing(
            /,? or null( for the model's own)?/,
            with: key == "earlyStoppingPatience" ? " or none" : ""
        )
        return OptionName.option(for: key) + message.dropFirst(key.count)
    }
}
