internal import Prediction

extension Recipe {
    /// How the loss weighs its targets.
    ///
    /// - Parameters:
    ///   - task: The task, which may know class weights.
    ///   - features: The training features, which balanced weights are counted from.
    /// - Returns: Smoothing and the weights of the classes.
    /// - Throws: ``RecipeError`` if classes are to be weighed and the task has none, or not the ones named, or if labels
    ///   are to be smoothed and targets are numbers.
    func lossOptions<Task: BERTTask>(
        of task: Task,
        features: some Sequence<Task.Feature>
    ) throws(RecipeError) -> LossOptions {
        if labelSmoothing > 0, Task.learnsNumbers {
            throw RecipeError(
                .conflictingValues,
                "labelSmoothing has no use here: \(task.name) learns numbers and has no labels to smooth; leave it out",
                key: "labelSmoothing"
            )
        }
        var options = LossOptions(labelSmoothing: labelSmoothing)
        guard let classWeights else { return options }
        guard let counts = task.classCounts(of: features) else {
            throw RecipeError(
                .conflictingValues,
                "classWeights has no use here: the loss of \(task.name) weighs no classes; leave it out",
                key: "classWeights"
            )
        }
        options.classWeights = try classWeights.weights(labels: task.labelNames, counts: counts).map { Float($0) }
        return options
    }
}
