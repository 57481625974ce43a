import ArgumentParser
import FineTuning

/// The options of `bertune train` that say how its training data are augmented.
struct TrainingAugmentationOptions: ParsableArguments {
    @Option(help: "Train on new examples too, made after the validation data have been held back.")
    var augment: AugmentationSettings.Method?

    @Option(parsing: .unconditional, help: "New examples that are tried for each one. (default: 1)")
    var augmentCopies: Int?

    @OptionGroup
    var method: AugmentationMethodOptions

    /// What a recipe file says, with the command line's words over it.
    ///
    /// - Parameter settings: The recipe file's settings, if it has any.
    /// - Returns: The settings to follow; `nil` if the data are to be taken as they are.
    /// - Throws: `ValidationError` for settings of nothing, or such as can't be followed.
    func applied(to settings: AugmentationSettings?) throws -> AugmentationSettings? {
        var result = settings
        if let augment, augment != settings?.method { result = AugmentationSettings(augment) }
        guard let result else {
            // Nothing would be augmented, in silence.
            if let option = augmentCopies == nil ? method.firstGiven : "--augment-copies" {
                throw ValidationError("\(option) needs --augment METHOD")
            }
            return nil
        }
        return try method.applied(to: result, copies: augmentCopies, by: "--augment-copies")
    }
}
