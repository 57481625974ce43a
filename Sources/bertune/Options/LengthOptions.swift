public import ArgumentParser
public import FineTuning

extension BatchOrderKind: ExpressibleByArgument {}

/// The options on how long to train and on what batches, and where the recipe comes from.
struct LengthOptions: ParsableArguments {
    private static let defaults = Recipe()

    @Option(
        help: ArgumentHelp(
            """
            auto chooses --epochs, --learning-rate and --batch-size by the number of examples; default keeps to the \
            defaults; or a YAML file of recipe keys, such as a run folder's recipe.yaml to run it again. \
            (default: auto)
            """,
            valueName: "auto|default|file"
        )
    )
    var recipe: String?

    @Option(
        parsing: .unconditional,
        help: "Passes over the training data. (default: by the data, 2 to 10; \(defaults.epochs) with --recipe default)"
    )
    var epochs: Double?

    @Option(parsing: .unconditional, help: "End after so many optimizer steps, in place of --epochs.")
    var maxSteps: Int?

    @Option(
        parsing: .unconditional,
        help: """
            Examples per forward and backward pass. (default: by the data, 8 to 64; \(defaults.batchSize) with \
            --recipe default)
            """
    )
    var batchSize: Int?

    @Option(
        parsing: .unconditional,
        help: "Passes whose gradients make one step. (default: \(defaults.gradientAccumulationSteps))"
    )
    var gradientAccumulationSteps: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Tokens that the model reads at a time. (default: what it holds, at most 512; for questions 384)",
            valueName: "tokens"
        )
    )
    var maxLength: Int?

    @Option(
        parsing: .unconditional,
        help: "The seed of the head, the order of examples and dropout. (default: \(defaults.seed))"
    )
    var seed: UInt64?

    @Flag(help: "Keep the order of the file in every epoch.")
    var noShuffle = false

    @Option(help: "The rule that shuffles; reference repeats Hugging Face. (default: \(defaults.batchOrder.rawValue))")
    var batchOrder: BatchOrderKind?

    func apply(to recipe: inout Recipe) {
        recipe.epochs = epochs ?? recipe.epochs
        // --epochs on the command line is meant, whatever a file says of steps.
        recipe.maximumSteps = maxSteps ?? (epochs == nil ? recipe.maximumSteps : nil)
        recipe.batchSize = batchSize ?? recipe.batchSize
        recipe.gradientAccumulationSteps = gradientAccumulationSteps ?? recipe.gradientAccumulationSteps
        recipe.maximumLength = maxLength ?? recipe.maximumLength
        recipe.seed = seed ?? recipe.seed
        if noShuffle { recipe.shuffles = false }
        recipe.batchOrder = batchOrder ?? recipe.batchOrder
    }
}
