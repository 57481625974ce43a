/// The number of batches, steps and epochs that a recipe and a number of examples lead to.
///
/// Counts are those of the Hugging Face trainer: the last batch of an epoch may be short, and so may the last group of
/// batches whose gradients are summed; both still lead to a step.
public struct TrainingPlan: Sendable, Equatable {
    /// The training examples.
    public let examples: Int
    /// The batches of one epoch.
    public let batchesPerEpoch: Int
    /// The batches whose gradients are summed for one step.
    public let gradientAccumulationSteps: Int
    /// The optimizer steps of one epoch.
    public let stepsPerEpoch: Int
    /// The optimizer steps of the run.
    public let totalSteps: Int
    /// The steps over which the learning rate rises.
    public let warmupSteps: Int

    /// Plans a run.
    ///
    /// - Parameters:
    ///   - recipe: A recipe that has been validated.
    ///   - examples: The number of training examples, at least 1.
    /// - Throws: ``RecipeError`` with code `invalidValue` if there are more steps than can be counted.
    public init(recipe: Recipe, examples: Int) throws(RecipeError) {
        precondition(examples >= 1, "a plan needs at least one example, got \(examples)")
        self.examples = examples
        batchesPerEpoch = examples.dividedRoundingUp(by: recipe.batchSize)
        gradientAccumulationSteps = recipe.gradientAccumulationSteps
        stepsPerEpoch = batchesPerEpoch.dividedRoundingUp(by: recipe.gradientAccumulationSteps)
        let steps = recipe.maximumSteps.map(Double.init) ?? (recipe.epochs * Double(stepsPerEpoch)).rounded(.up)
        // 2^53: beyond, the steps of a Double are no longer whole numbers.
        guard steps <= 9_007_199_254_740_992, let totalSteps = Int(exactly: steps) else {
            throw RecipeError(
                .invalidValue,
                "epochs: \(recipe.epochs) is more steps than can be counted; choose fewer",
                key: "epochs"
            )
        }
        self.totalSteps = totalSteps
        warmupSteps = recipe.warmupSteps ?? Int((Double(totalSteps) * recipe.warmupRatio).rounded(.up))
    }

    /// The epochs that are begun.
    public var epochs: Int {
        totalSteps.dividedRoundingUp(by: stepsPerEpoch)
    }

    /// How far into training a step has come, in epochs.
    ///
    /// - Parameter step: The number of optimizer steps taken.
    /// - Returns: The passes over the data that these steps make.
    public func epoch(afterStep step: Int) -> Double {
        Double(step) / Double(stepsPerEpoch)
    }
}

extension Int {
    /// The quotient, rounded up; `self` is not negative and the divisor positive.
    fileprivate func dividedRoundingUp(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder == 0 ? quotient : quotient + 1
    }
}
