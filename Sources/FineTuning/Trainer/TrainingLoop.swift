internal import BERT
package import Prediction
internal import Tensors
package import TextData

/// What one optimizer step was.
package struct TrainingStep: Sendable {
    package let loss: Double
    package let gradientNorm: Double
    package let learningRate: Double
    package let tokens: Int
}

/// The arithmetic of training, one optimizer step at a time: forward, backward, clip, AdamW.
///
/// It reads no clock and writes no file; ``Trainer`` does that around it.
package final class TrainingLoop<Task: BERTTask> {
    private let model: TaskModel<Task>
    private let featureSet: FeatureSet<Task.Feature>
    private let recipe: Recipe
    private let schedule: LearningRateSchedule
    private let lossOptions: LossOptions
    private let optimizer: AdamW

    /// Makes a model ready to be trained on features.
    ///
    /// - Throws: ``RecipeError`` if the recipe weighs classes that the task doesn't have.
    package init(
        _ model: TaskModel<Task>,
        featureSet: FeatureSet<Task.Feature>,
        recipe: Recipe,
        plan: TrainingPlan
    ) throws(RecipeError) {
        lossOptions = try recipe.lossOptions(of: model.task, features: featureSet.features)
        self.model = model
        self.featureSet = featureSet
        self.recipe = recipe
        schedule = LearningRateSchedule(recipe: recipe, plan: plan)
        model.model.parameters.prepareForTraining()
        optimizer = AdamW(model: model.model, recipe: recipe)
        model.model.parameters.freeze(optimizer.groups.frozenRanges)
    }

    private var task: Task { model.task }

    /// The learning rates of the model's parts.
    var groups: ParameterGroups { optimizer.groups }

    /// The number of steps taken.
    package var stepCount: Int {
        optimizer.stepCount
    }

    /// Takes one optimizer step over batches whose gradients are summed.
    ///
    /// The loss is the mean over the targets of all batches, so that it does not depend on how they are cut.
    ///
    /// - Parameter batches: Indices of features.
    /// - Returns: What the step was.
    /// - Throws: ``TrainingError`` with code `diverged`, ``/TextData/DataError`` if the features can't be read; the
    ///   weights are then those before the step.
    package func step(_ batches: some Sequence<[Int]>) throws -> TrainingStep {
        let batches = try batches.map { try features($0) }
        let weight = lossWeight(of: batches.joined())
        var loss = 0.0
        for (position, batch) in batches.enumerated() {
            // It wraps where the recipe's number is absurdly large; noise has no other use for it than as a name.
            let pass = stepCount &* recipe.gradientAccumulationSteps &+ position
            loss += accumulateGradients(batch, pass: pass, normalizer: weight)
        }
        let norm = optimizer.gradientNorm
        let rate = schedule.rate(at: stepCount)
        guard loss.isFinite, norm.isFinite else {
            throw TrainingError(
                .diverged,
                "at step \(stepCount + 1) the loss is \(loss) and the gradient norm \(norm); no weight was changed. "
                    + "A lower learning rate than \(rate) or a longer warm-up usually helps"
            )
        }
        optimizer.step(rateFactor: schedule.factor(at: stepCount), gradientNorm: norm)
        return TrainingStep(
            loss: loss,
            gradientNorm: norm,
            learningRate: rate,
            tokens: tokenCount(of: batches.joined())
        )
    }

    /// Adds the gradients of one batch.
    ///
    /// - Parameters:
    ///   - features: The batch.
    ///   - pass: The forward pass, counted over the run; it names the dropout noise.
    ///   - normalizer: What the sum of losses is divided by.
    /// - Returns: The batch's part of the loss.
    func accumulateGradients(_ features: [Task.Feature], pass: Int, normalizer: Double) -> Double {
        let model = self.model.model
        let tape = Tape(
            device: model.device,
            isRecording: true,
            dropout: DropoutNoise(seed: recipe.seed, step: UInt32(truncatingIfNeeded: pass))
        )
        let loss = task.loss(
            model.logits(PackedBatch(features), tape: tape),
            of: features,
            options: lossOptions,
            normalizer: normalizer,
            tape: tape
        )
        tape.backward()
        return loss
    }

    /// What some features count in the mean loss together; 1 where nothing counts, so that nothing is divided by zero.
    func lossWeight(of features: some Sequence<Task.Feature>) -> Double {
        let weight = features.reduce(0) { $0 + task.lossWeight(of: $1, options: lossOptions) }
        return weight > 0 ? weight : 1
    }

    /// Sets the gradients to zero.
    func discardGradients() {
        if let gradients = model.model.parameters.gradients {
            model.model.device.zero(gradients)
        }
    }

    /// The tokens of some features together.
    func tokenCount(of features: some Sequence<Task.Feature>) -> Int {
        features.reduce(0) { $0 + $1.inputIDs.count }
    }

    /// The tokens of all features.
    var epochTokenCount: Int { featureSet.tokenCount }

    /// Some of the features.
    ///
    /// - Throws: ``/TextData/DataError`` with code `scratchFailed`.
    func features(_ indices: some Sequence<Int>) throws(DataError) -> [Task.Feature] {
        var features: [Task.Feature] = []
        for index in indices { features.append(try featureSet.features.element(at: index)) }
        return features
    }

    /// Frees gradients and optimizer state.
    func finish() {
        model.model.parameters.finishTraining()
    }
}
