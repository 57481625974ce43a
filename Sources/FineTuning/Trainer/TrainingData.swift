package import Prediction
internal import TextData

/// What a run learns from and is measured on, as the model reads it: found good and tokenized.
///
/// ```
/// ExampleSet ── BERTTask.check, TaskModel.features ──▶ TrainingData ──▶ Trainer.fit
/// ```
package struct TrainingData<Task: BERTTask> {
    /// The features to learn from.
    let training: FeatureSet<Task.Feature>
    /// The examples that decide which weights are best, and their features; `nil` without any.
    let validation: (examples: Task.Dataset, features: FeatureSet<Task.Feature>)?
    /// The steps to take.
    let plan: TrainingPlan

    /// Checks data and recipe against a model, and tokenizes the data.
    ///
    /// - Parameters:
    ///   - training: The examples to learn from, all labelled.
    ///   - validation: The examples that decide which weights are best, or `nil`.
    ///   - model: The model that is to be trained.
    ///   - recipe: How it is trained.
    /// - Throws: ``RecipeError`` if the recipe is not valid, ``/TextData/DataError`` if a label is missing or unknown,
    ///   or what the tokenizer throws for a length that is none.
    package init(
        _ training: Task.Dataset,
        validation: Task.Dataset?,
        model: TaskModel<Task>,
        recipe: Recipe
    ) throws {
        try model.check(recipe)
        try model.task.check(training)
        if let validation { try model.task.check(validation) }
        self.training = try model.features(of: training)
        guard !self.training.features.isEmpty else {
            throw DataError(.noExamples, "no example holds anything to learn from", path: training.path)
        }
        self.validation = try validation.map { ($0, try model.features(of: $0)) }
        plan = try TrainingPlan(recipe: recipe, examples: self.training.features.count)
    }
}
