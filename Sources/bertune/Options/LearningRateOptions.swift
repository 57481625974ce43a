public import ArgumentParser
public import FineTuning

extension LearningRateScheduleKind: ExpressibleByArgument {}

/// The options on how fast which part of the model learns.
struct LearningRateOptions: ParsableArguments {
    private static let defaults = Recipe()

    @Option(
        parsing: .unconditional,
        help: """
            The learning rate at its peak. (default: by the data, 1e-5 to 5e-5; \(defaults.learningRate) with \
            --recipe default)
            """
    )
    var learningRate: Double?

    @Option(help: "The learning rate after the warm-up. (default: \(defaults.schedule.rawValue))")
    var schedule: LearningRateScheduleKind?

    @Option(
        parsing: .unconditional,
        help: "Part of all steps in which the learning rate rises. (default: \(defaults.warmupRatio))"
    )
    var warmupRatio: Double?

    @Option(parsing: .unconditional, help: "Steps in which the learning rate rises, in place of --warmup-ratio.")
    var warmupSteps: Int?

    @Option(
        parsing: .unconditional,
        help: "Factor on the learning rate for each layer further down from the head, such as 0.9. (default: none)"
    )
    var layerDecay: Double?

    @Option(parsing: .unconditional, help: "Learning rate of the embeddings, in place of --layer-decay.")
    var embeddingsLearningRate: Double?

    @Option(parsing: .unconditional, help: "Learning rate of the lower half of the layers.")
    var lowerLayersLearningRate: Double?

    @Option(parsing: .unconditional, help: "Learning rate of the upper half of the layers.")
    var upperLayersLearningRate: Double?

    @Option(parsing: .unconditional, help: "Learning rate of the pooler and the head.")
    var headLearningRate: Double?

    @Flag(help: "Keep the embeddings as they are.")
    var freezeEmbeddings = false

    @Option(parsing: .unconditional, help: "Keep so many of the lowest layers as they are. (default: 0)")
    var frozenLayers: Int?

    @Flag(help: "Keep embeddings and all layers as they are; the head alone learns.")
    var freezeEncoder = false

    func apply(to recipe: inout Recipe) {
        recipe.learningRate = learningRate ?? recipe.learningRate
        recipe.schedule = schedule ?? recipe.schedule
        recipe.warmupRatio = warmupRatio ?? recipe.warmupRatio
        recipe.warmupSteps = warmupSteps ?? (warmupRatio == nil ? recipe.warmupSteps : nil)
        // Of two ways to say the same thing the command line's is meant, whichever a file chose.
        if layerDecay != nil {
            recipe.learningRates = GroupLearningRates(head: recipe.learningRates.head)
        } else if [embeddingsLearningRate, lowerLayersLearningRate, upperLayersLearningRate].contains(where: {
            $0 != nil
        }) {
            recipe.layerDecay = nil
        }
        recipe.layerDecay = layerDecay ?? recipe.layerDecay
        recipe.learningRates.embeddings = embeddingsLearningRate ?? recipe.learningRates.embeddings
        recipe.learningRates.lowerLayers = lowerLayersLearningRate ?? recipe.learningRates.lowerLayers
        recipe.learningRates.upperLayers = upperLayersLearningRate ?? recipe.learningRates.upperLayers
        if let headLearningRate {
            recipe.headLearningRate = headLearningRate
            recipe.learningRates.head = nil
        }
        if freezeEmbeddings { recipe.freezesEmbeddings = true }
        recipe.frozenLayers = frozenLayers ?? recipe.frozenLayers
        if freezeEncoder { recipe.freezesEncoder = true }
    }
}
