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

    func validate() throws {
        if let augmentCopies, !(1...1000).contains(augmentCopies) {
            throw ValidationError("--augment-copies must be from 1 to 1000, but is \(augmentCopies)")
        }
    }

    /// What a recipe file says, with the command line's words over it.
    ///
    /// - Parameter settings: The recipe file's settings, if it has any.
    /// - Returns: The settings to follow; `nil` if the data are to be taken as they are.
    /// - Throws: `ValidationError` for copies of nothing.
    func applied(to settings: AugmentationSettings?) throws -> AugmentationSettings? {
        var result = settings
        if let augment, augment != settings?.method { result = AugmentationSettings(augment) }
        guard var result else {
            if augmentCopies != nil { throw ValidationError("--augment-copies needs --augment METHOD") }
            return nil
        }
        result.copies = augmentCopies ?? result.copies
        return try method.applied(to: result)
    }
}
