internal import BERT
public import Prediction

/// Fine-tunes a model, encoder and head together, on labelled examples.
///
/// The recipe says what to do, the run folder keeps what was done, the observer hears of it. Two runs with the same
/// recipe, seed and data end in the same bits, for any number of threads.
///
/// ```swift
/// let trainer = Trainer(classifier, recipe: Recipe())
/// let summary = try trainer.fit(training, validation: validation)
/// ```
public final class Trainer<Task: BERTTask> {
    /// The model that is trained.
    public let model: TaskModel<Task>
    /// How it is trained.
    public let recipe: Recipe
    /// Where the result and the record go; `nil` keeps the result in memory only.
    public let runFolder: RunFolder?
    /// How the weights that are kept did on the validation data, with the answers; `nil` before ``fit(_:validation:)``,
    /// without validation data, and where these are so many that their answers are not kept.
    package private(set) var keptEvaluation: ModelEvaluation<Task>?
    private let recipeReason: String?
    private let observer: any TrainingObserver

    /// Makes ready to train.
    ///
    /// - Parameters:
    ///   - model: A pretrained or fine-tuned model.
    ///   - recipe: How to train it.
    ///   - recipeReason: Why the recipe is as it is, where ``AutomaticRecipe`` chose; said in the plan.
    ///   - runFolder: Where to keep the result and `metrics.jsonl`, or `nil`.
    ///   - observer: Hears what happens.
    public init(
        _ model: TaskModel<Task>,
        recipe: Recipe = Recipe(),
        recipeReason: String? = nil,
        runFolder: RunFolder? = nil,
        observer: any TrainingObserver = SilentObserver()
    ) {
        self.model = model
        self.recipe = recipe
        self.recipeReason = recipeReason
        self.runFolder = runFolder
        self.observer = observer
    }

    /// Trains to the end of the recipe, or until early stopping.
    ///
    /// When it returns, the model has the best evaluated weights if the recipe keeps them, else the last.
    ///
    /// - Parameters:
    ///   - training: The examples to learn from, all labelled.
    ///   - validation: The examples that decide which weights are best, or `nil`.
    /// - Returns: What happened.
    /// - Throws: ``RecipeError`` if the recipe is not valid, ``/TextData/DataError`` if a label is missing or
    ///   unknown, ``TrainingError`` if training diverges, ``/Checkpoints/CheckpointError`` or ``RunFolderError`` if
    ///   a file cannot be written.
    @discardableResult
    public func fit(_ training: Task.Dataset, validation: Task.Dataset? = nil) throws -> TrainingSummary {
        try dropping { try run(TrainingData(training, validation: validation, model: model, recipe: recipe)) }
    }

    /// Trains on data that were found good before, so that nothing need be written until then.
    ///
    /// - Parameter data: The data, made ready by this trainer's model and recipe.
    /// - Returns: What happened.
    /// - Throws: As ``fit(_:validation:)``.
    @discardableResult
    package func fit(_ data: TrainingData<Task>) throws -> TrainingSummary {
        try dropping { try run(data) }
    }

    /// Takes away what a failed run wrote, unless it has weights.
    private func dropping(_ work: () throws -> TrainingSummary) throws -> TrainingSummary {
        do {
            return try work()
        } catch {
            runFolder?.dropUnfinishedRun()
            throw error
        }
    }

    private func run(_ data: TrainingData<Task>) throws -> TrainingSummary {
        let configuration = model.model.configuration
        defer { restoreDropout(of: configuration) }
        applyDropout()
        reinitialize()
        let run = try TrainingRun(
            model: model,
            recipe: recipe,
            recipeReason: recipeReason,
            runFolder: runFolder,
            observer: observer,
            data: data
        )
        let summary = try run.run()
        keptEvaluation = run.keptEvaluation
        return summary
    }

    /// Gives the parts that are to begin anew weights as those of a new head, which the seed decides.
    private func reinitialize() {
        let layers = model.model.configuration.hiddenLayerCount
        model.model.reinitialize(seed: recipe.seed) { name in
            switch ModelPart(parameter: name) {
            case .layer(let number): number > layers - recipe.reinitializedLayers
            case .pooler: recipe.reinitializesPooler
            case .embeddings, .head: false
            }
        }
    }

    /// Leaves the model's own dropout behind, which the next run may want.
    private func restoreDropout(of configuration: BERTConfiguration) {
        let model = self.model.model
        model.configuration.hiddenDropoutProbability = configuration.hiddenDropoutProbability
        model.configuration.attentionDropoutProbability = configuration.attentionDropoutProbability
        model.configuration.classifierDropoutProbability = configuration.classifierDropoutProbability
    }

    private func applyDropout() {
        let model = self.model.model
        model.configuration.hiddenDropoutProbability =
            recipe.hiddenDropout ?? model.configuration.hiddenDropoutProbability
        model.configuration.attentionDropoutProbability =
            recipe.attentionDropout ?? model.configuration.attentionDropoutProbability
        model.configuration.classifierDropoutProbability =
            recipe.classifierDropout ?? model.configuration.classifierDropoutProbability
    }
}
