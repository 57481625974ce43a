internal import BERT
package import Prediction
internal import Tensors
package import TextData

/// The arithmetic of training, one optimizer step at a time: forward, backward, clip, AdamW.
///
/// It reads no clock and writes no file; ``Trainer`` does that around it.
package final class TrainingLoop {
    /// What one optimizer step was.
    package struct Step {
        package let loss: Double
        package let gradientNorm: Double
        package let learningRate: Double
        package let tokens: Int
    }

    private let classifier: TextClassifier
    private let features: [ClassificationFeature]
    private let recipe: Recipe
    private let schedule: LearningRateSchedule
    private let optimizer: AdamW

    package init(classifier: TextClassifier, features: [ClassificationFeature], recipe: Recipe, plan: TrainingPlan) {
        self.classifier = classifier
        self.features = features
        self.recipe = recipe
        schedule = LearningRateSchedule(recipe: recipe, plan: plan)
        classifier.model.parameters.prepareForTraining()
        optimizer = AdamW(model: classifier.model, recipe: recipe)
    }

    /// The number of steps taken.
    package var stepCount: Int {
        optimizer.stepCount
    }

    /// Takes one optimizer step over batches whose gradients are summed.
    ///
    /// The loss is the mean over the examples of all batches, so that it does not depend on how they are cut.
    ///
    /// - Parameter batches: Indices of features.
    /// - Returns: What the step was.
    /// - Throws: ``TrainingError`` with code `diverged`; the weights are then those before the step.
    package func step(_ batches: [[Int]]) throws(TrainingError) -> Step {
        let exampleCount = Double(batches.reduce(0) { $0 + $1.count })
        var loss = 0.0
        for (position, batch) in batches.enumerated() {
            // It wraps where the recipe's number is absurdly large; noise has no other use for it than as a name.
            let pass = stepCount &* recipe.gradientAccumulationSteps &+ position
            loss += accumulateGradients(batch, pass: pass, normalizer: exampleCount)
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
        return Step(
            loss: loss,
            gradientNorm: norm,
            learningRate: rate,
            tokens: tokenCount(of: Array(batches.joined()))
        )
    }

    /// Adds the gradients of one batch.
    ///
    /// - Parameters:
    ///   - batch: Indices of features.
    ///   - pass: The forward pass, counted over the run; it names the dropout noise.
    ///   - normalizer: What the sum of losses is divided by.
    /// - Returns: The batch's part of the loss.
    func accumulateGradients(_ batch: [Int], pass: Int, normalizer: Double) -> Double {
        let model = classifier.model
        let packed = PackedBatch(
            tokenIDs: batch.map { features[$0].inputIDs },
            tokenTypeIDs: batch.map { features[$0].tokenTypeIDs }
        )
        let tape = Tape(
            device: model.device,
            isRecording: true,
            dropout: DropoutNoise(seed: recipe.seed, step: UInt32(truncatingIfNeeded: pass))
        )
        let loss = tape.crossEntropy(
            model.logits(packed, tape: tape),
            targets: batch.map { Int32(features[$0].label ?? 0) },
            labelSmoothing: recipe.labelSmoothing,
            normalizer: normalizer
        )
        tape.backward()
        return loss
    }

    /// Sets the gradients to zero.
    func discardGradients() {
        if let gradients = classifier.model.parameters.gradients {
            classifier.model.device.zero(gradients)
        }
    }

    /// The tokens of some features together.
    func tokenCount(of indices: [Int]) -> Int {
        indices.reduce(0) { $0 + features[$1].count }
    }

    /// Frees gradients and optimizer state.
    func finish() {
        classifier.model.parameters.finishTraining()
    }
}
