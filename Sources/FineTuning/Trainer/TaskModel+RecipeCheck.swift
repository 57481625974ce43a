internal import BERT
public import Prediction

extension TaskModel {
    /// Checks that a recipe can be followed with this model: before anything is written, and again by ``Trainer``.
    ///
    /// - Parameter recipe: The recipe.
    /// - Throws: ``RecipeError``: a value out of range, a metric or a label that the task doesn't have, another length
    ///   than the model was loaded for, more layers than it has.
    public func check(_ recipe: Recipe) throws(RecipeError) {
        try recipe.validate()
        try recipe.validate(metrics: metricNames)
        try recipe.validate(
            layers: model.configuration.hiddenLayerCount,
            hasPooler: task.head.usesPooler
        )
        // The counts come later; that each weight has a label to go to shows without them.
        _ = try recipe.lossOptions(of: task, features: EmptyCollection())
        guard let length = recipe.maximumLength, length != maximumLength else { return }
        throw RecipeError(
            .conflictingValues,
            "maximumLength is \(length), but the model cuts at \(maximumLength); "
                + "load it with maximumLength: \(length)",
            key: "maximumLength"
        )
    }
}
