public import Prediction

extension TaskModel {
    /// Fine-tunes this model on labelled examples: the short form of ``Trainer``.
    ///
    /// - Parameters:
    ///   - training: The examples to learn from, all labelled.
    ///   - validation: The examples that decide which weights are best; without any, the last weights are kept.
    ///   - recipe: How to train.
    /// - Returns: What happened.
    /// - Throws: As ``Trainer/fit(_:validation:)``.
    @discardableResult
    public func fit(
        _ training: Task.Dataset,
        validation: Task.Dataset? = nil,
        recipe: Recipe = Recipe()
    ) throws -> TrainingSummary {
        try Trainer(self, recipe: recipe).fit(training, validation: validation)
    }
}
