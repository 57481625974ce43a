import FineTuning
import Prediction
import TextData

extension TrainingInputs {
    /// The same inputs with new examples to learn from, if the recipe or the command line asks for any.
    ///
    /// What has been held back to validate on is out of reach by now, and stays as it is.
    ///
    /// - Parameters:
    ///   - options: What the command line says of it.
    ///   - threads: The threads that compute; `nil` for all cores.
    /// - Returns: The inputs; their notes tell what was made.
    /// - Throws: What keeps the data from being augmented.
    func augmented(by options: TrainingAugmentationOptions, threads: Int?) async throws -> TrainingInputs {
        guard let settings = source.augmentation else { return self }
        let augmentation = try await DataAugmentation(
            settings,
            translation: options.method,
            model: model,
            threads: threads
        )
        let result = try await augmentation.augmented(
            training,
            avoiding: [validation, test].compactMap(\.self),
            seed: recipe.seed
        )
        var inputs = self
        inputs.training = result.dataset
        inputs.notes.append("augmentation: \(result.report)")
        return inputs
    }
}
