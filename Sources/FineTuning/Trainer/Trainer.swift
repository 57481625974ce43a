internal import BERT
public import Prediction
public import TextData

/// Fine-tunes a classifier, encoder and head together, on labelled examples.
///
/// The recipe says what to do, the run folder keeps what was done, the observer hears of it. Two runs with the same
/// recipe, seed and data end in the same bits, for any number of threads.
///
/// ```swift
/// let trainer = Trainer(classifier, recipe: Recipe())
/// let summary = try trainer.fit(training, validation: validation)
/// ```
public final class Trainer {
    /// The classifier that is trained.
    public let classifier: TextClassifier
    /// How it is trained.
    public let recipe: Recipe
    /// Where the result and the record go; `nil` keeps the result in memory only.
    public let runFolder: RunFolder?
    private let observer: any TrainingObserver

    /// Makes ready to train.
    ///
    /// - Parameters:
    ///   - classifier: A pretrained or fine-tuned classifier.
    ///   - recipe: How to train it.
    ///   - runFolder: Where to keep the result and `metrics.jsonl`, or `nil`.
    ///   - observer: Hears what happens.
    public init(
        _ classifier: TextClassifier,
        recipe: Recipe = Recipe(),
        runFolder: RunFolder? = nil,
        observer: any TrainingObserver = SilentObserver()
    ) {
        self.classifier = classifier
        self.recipe = recipe
        self.runFolder = runFolder
        self.observer = observer
    }

    /// Trains to the end of the recipe, or until early stopping.
    ///
    /// When it returns, the classifier has the best evaluated weights if the recipe keeps them, else the last.
    ///
    /// - Parameters:
    ///   - training: The examples to learn from, all labelled.
    ///   - validation: The examples that decide which weights are best, or `nil`.
    /// - Returns: What happened.
    /// - Throws: ``RecipeError`` if the recipe is not valid, ``/TextData/DataError`` if a label is missing or
    ///   unknown, ``TrainingError`` if training diverges, ``/Checkpoints/CheckpointError`` or ``RunFolderError`` if
    ///   a file cannot be written.
    @discardableResult
    public func fit(_ training: TextDataset, validation: TextDataset? = nil) throws -> TrainingSummary {
        do {
            return try checkAndRun(training, validation: validation)
        } catch {
            runFolder?.dropReplacement()
            throw error
        }
    }

    private func checkAndRun(_ training: TextDataset, validation: TextDataset?) throws -> TrainingSummary {
        try recipe.validate()
        try recipe.validate(metrics: ClassificationEvaluation.metricNames(labels: classifier.labels))
        try checkLength()
        try classifier.labels.check(training)
        if let validation { try classifier.labels.check(validation) }
        applyDropout()
        let run = try TrainingRun(
            classifier: classifier,
            recipe: recipe,
            runFolder: runFolder,
            observer: observer,
            training: training,
            validation: validation
        )
        return try run.run()
    }

    /// Refuses a recipe that asks for another length than the classifier was loaded for, rather than ignore it.
    private func checkLength() throws(RecipeError) {
        guard let length = recipe.maximumLength, length != classifier.maximumLength else { return }
        throw RecipeError(
            .conflictingValues,
            "maximumLength is \(length), but the classifier cuts at \(classifier.maximumLength); "
                + "load it with maximumLength: \(length)",
            key: "maximumLength"
        )
    }

    private func applyDropout() {
        let model = classifier.model
        model.configuration.hiddenDropoutProbability =
            recipe.hiddenDropout ?? model.configuration.hiddenDropoutProbability
        model.configuration.attentionDropoutProbability =
            recipe.attentionDropout ?? model.configuration.attentionDropoutProbability
        model.configuration.classifierDropoutProbability =
            recipe.classifierDropout ?? model.configuration.classifierDropoutProbability
    }
}
