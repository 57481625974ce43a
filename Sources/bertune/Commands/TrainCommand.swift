import ArgumentParser
import FineTuning

/// `bertune train`: fine-tunes a pretrained model on a file of labelled texts.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Fine-tune a pretrained BERT on labelled texts.",
        discussion: """
            The data are CSV, TSV or JSON Lines with a column of texts and one of labels, found by their names. \
            The output folder holds the model and its tokeniser as transformers loads them, the recipe and the \
            course of training. Nothing is written before the model and all data have been read and found good.

            Name a validation file, or hold back a part of the training file. Without either, nothing is evaluated \
            during training and the last weights are kept.

            Examples:

              bertune train --model models/minilm --train train.csv \\
                  --validation validation.csv --output runs/first
              bertune train --model models/minilm --train reviews.jsonl \\
                  --validation-split 0.1 --output runs/second --epochs 10 \\
                  --learning-rate 5e-5 --early-stopping-patience 2 --metric loss
              bertune train --model models/minilm --train train.tsv --no-header \\
                  --text-column 4 --label-column 2 --quoting none --output runs/cola
              bertune train --recipe runs/first/recipe.yaml --seed 43 \\
                  --output runs/first-43
            """
    )

    /// The tasks, by their names on the Hugging Face Hub.
    enum Task: String, ExpressibleByArgument, CaseIterable {
        case textClassification = "text-classification"
    }

    @Option(help: "What to train for.")
    var task = Task.textClassification

    @Option(help: ArgumentHelp("The pretrained model: a folder, or a Hugging Face Hub id.", valueName: "folder|id"))
    var model: String?

    @Option(help: ArgumentHelp("The training data.", valueName: "file"))
    var train: String?

    @Option(help: ArgumentHelp("Data that decide which model is best.", valueName: "file"))
    var validation: String?

    @Option(
        help: ArgumentHelp(
            "Part of the training data to hold back for validation, the same part of each label.",
            valueName: "part"
        )
    )
    var validationSplit: Double?

    @Option(help: ArgumentHelp("Data that measure the result at the end.", valueName: "file"))
    var test: String?

    @Option(help: ArgumentHelp("The run folder to write.", valueName: "folder"))
    var output: String

    @Flag(help: "Replace an earlier run in the output folder.")
    var overwrite = false

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "All labels in the order of their ids. (default: those of the training data, sorted)",
            valueName: "label"
        )
    )
    var labels: [String] = []

    @OptionGroup(title: "Data options")
    var dataOptions: DataOptions

    @OptionGroup(title: "Recipe options")
    var recipeOptions: RecipeOptions

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @Flag(help: "Print the result as one JSON object on standard output.")
    var json = false

    @Flag(help: "Show no plan and no progress.")
    var quiet = false

    func validate() throws {
        if let validationSplit, !(validationSplit > 0 && validationSplit < 1) {
            throw ValidationError("--validation-split must be above 0 and below 1, but is \(validationSplit)")
        }
        if validation != nil && validationSplit != nil {
            throw ValidationError("--validation and --validation-split exclude each other; give one of them")
        }
        if recipeOptions.recipeFile == nil {
            if model == nil { throw ValidationError("Missing expected argument '--model <folder|id>'") }
            if train == nil { throw ValidationError("Missing expected argument '--train <file>'") }
        }
    }
}
