import ArgumentParser
import FineTuning

/// The options that keep a model from learning its training data by heart, or from missing rare classes.
struct RegularizationOptions: ParsableArguments {
    private static let defaults = Recipe()

    @Option(
        parsing: .unconditional,
        help: "Weight decay; biases and layer normalisations are exempt. (default: \(defaults.weightDecay))"
    )
    var weightDecay: Double?

    @Option(
        parsing: .unconditional,
        help: "Largest global norm of gradients; 0 for no limit. (default: \(defaults.maxGradientNorm))"
    )
    var maxGradientNorm: Double?

    @Option(parsing: .unconditional, help: "Dropout everywhere; 0 turns it off. (default: the model's own)")
    var dropout: Double?

    @Option(
        parsing: .unconditional,
        help: "Part of a label's weight that is spread over all. (default: \(defaults.labelSmoothing))"
    )
    var labelSmoothing: Double?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "How much classes count: balanced, by how rare they are; or weights, as in spam=2 ham=0.5. (default: 1 each)",
            valueName: "balanced|label=weight"
        )
    )
    var classWeights: [String] = []

    @Option(parsing: .unconditional, help: "Begin so many of the topmost layers with new weights. (default: 0)")
    var reinitializeLayers: Int?

    @Flag(help: "Begin the pooler with new weights.")
    var reinitializePooler = false

    func apply(to recipe: inout Recipe) throws {
        recipe.weightDecay = weightDecay ?? recipe.weightDecay
        recipe.maxGradientNorm = maxGradientNorm ?? recipe.maxGradientNorm
        if let dropout { recipe.setDropout(dropout) }
        recipe.labelSmoothing = labelSmoothing ?? recipe.labelSmoothing
        if !classWeights.isEmpty { recipe.classWeights = try weights() }
        recipe.reinitializedLayers = reinitializeLayers ?? recipe.reinitializedLayers
        if reinitializePooler { recipe.reinitializesPooler = true }
    }

    private func weights() throws -> ClassWeights {
        if classWeights == ["balanced"] { return .balanced }
        return .given(
            try classWeights.map { text in
                // A label may have an equals sign in it, a weight hasn't.
                guard let separator = text.lastIndex(of: "="),
                    let weight = Double(text[text.index(after: separator)...])
                else {
                    throw ValidationError(
                        "--class-weights must be balanced or pairs such as spam=2 ham=0.5, but has '\(text)'"
                    )
                }
                return ClassWeights.LabelWeight(String(text[..<separator]), weight)
            }
        )
    }
}
