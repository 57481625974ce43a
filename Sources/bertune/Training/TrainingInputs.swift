import ArgumentParser
import FineTuning
import Prediction
import TextData

/// What a training run reads, read and checked before anything is written.
struct TrainingInputs<Task: RegisteredTask> {
    /// The pretrained model's folder or Hub id.
    let model: String
    /// The recipe.
    let recipe: Recipe
    /// Why the recipe is as it is, where the number of examples chose.
    let recipeReason: String?
    /// The examples to learn from.
    var training: Task.Dataset
    /// The examples that decide which weights are best.
    let validation: Task.Dataset?
    /// The examples that measure the result.
    let test: Task.Dataset?
    /// What the data ask for.
    let task: Task
    /// What a person will want to know of how the data were read, a line each.
    var notes: [String]
    /// What is wrong with the data, a line each.
    let warnings: [String]

    /// What the data were read by, their fingerprints filled in.
    let source: RunDescription

    /// Reads what a description names.
    ///
    /// - Parameters:
    ///   - description: A description with a model and training data.
    ///   - row: The task.
    ///   - complete: Fills in what the recipe leaves to the number of training examples, and says why.
    /// - Throws: `DataError` for a data file; `RecipeError` if a file is no longer the one that the description was
    ///   written for, or if nothing can be held back.
    init(
        _ description: RunDescription,
        row: TaskRegistry.Row,
        completing complete: (Recipe, Int) -> (recipe: Recipe, reason: String?)
    ) throws {
        var source = description
        let options = description.layout.tableOptions(labelsRequired: true)
        func read(_ role: RunDescription.DataRole) throws -> Task.Dataset? {
            guard let file = description.data[role] else { return nil }
            try StreamFile.refuseInTraining(file.path)
            let dataset = try Task.Dataset.read(file.path, options: options)
            let found = try DataSource(fingerprinting: file.path, examples: dataset.examples.count)
            try file.check(against: found)
            source.data[role] = found
            return dataset
        }
        guard let model = description.model, let whole = try read(.training) else {
            throw ValidationError("A model and training data are needed; name them with --model and --train")
        }
        self.model = model
        var taskOptions = row.applied(to: description.options)
        taskOptions.labels = description.labels
        task = try Task(training: whole, options: taskOptions)
        var notes: [String] = []
        if let held = try Self.held(back: description, from: whole) {
            (training, validation) = (held.training, held.validation)
            notes.append(held.note)
        } else {
            training = whole
            validation = try read(.validation)
        }
        let completed = complete(description.recipe, training.examples.count)
        recipe = completed.recipe
        recipeReason = completed.reason
        source.recipe = recipe
        test = try read(.test)
        if Task.Dataset.Example.self == TextExample.self {
            source.layout = RunLayout.naming(source.layout, by: source.data.values.map(\.path))
        }
        for dataset in [validation, test].compactMap({ $0 }) { try task.check(dataset) }
        try recipe.validate(metrics: ["loss"] + task.metricNames)
        _ = try TrainingPlan(recipe: recipe, examples: training.examples.count)
        warnings = try task.warnings(training: training, validation: validation)
        self.notes = notes
        self.source = source
    }

    /// The training data cut in two, where a part of them or a fold is to validate.
    private static func held(
        back description: RunDescription,
        from whole: Task.Dataset
    ) throws -> (training: Task.Dataset, validation: Task.Dataset, note: String)? {
        let layout = description.layout
        let seed = layout.splitSeed ?? description.recipe.seed
        if let part = layout.validationSplit {
            let split = try HeldBackExamples(part, of: whole, seed: seed)
            let note =
                "\(split.validation.examples.count) of \(whole.examples.count) training examples are held back to "
                + "validate on, chosen by seed \(seed)"
            return (split.training, split.validation, note)
        }
        guard let folds = layout.folds, let fold = layout.fold else { return nil }
        let split = try Folds(folds, of: whole, seed: seed).split(whole, validatingOn: fold)
        let note =
            "fold \(fold) of \(folds), \(split.validation.examples.count) of \(whole.examples.count) training examples, "
            + "validates; dealt out by seed \(seed)"
        return (split.training, split.validation, note)
    }

    /// The description of the run: data files with their fingerprints, labels in the model's order.
    ///
    /// - Parameter task: The model's task.
    /// - Returns: What `recipe.yaml` says.
    func description(of task: Task) -> RunDescription {
        var description = source
        description.version = BERTuneVersion.current
        description.task = task.name
        description.labels = task.labelNames.isEmpty ? nil : task.labelNames
        return description
    }
}

extension DataSource {
    /// Refuses a file that is not the one that a recipe was written for.
    fileprivate func check(against found: DataSource) throws {
        guard !sha256.isEmpty, sha256 != found.sha256 else { return }
        throw InputError(
            path: path,
            message: "has changed since the recipe was written (sha256 \(found.sha256), was \(sha256)); "
                + "name the file on the command line to train on it as it is"
        )
    }
}
