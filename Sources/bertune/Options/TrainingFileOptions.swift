import ArgumentParser
import FineTuning
import Prediction

/// The options that say what a training run reads and where it writes.
struct TrainingFileOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The pretrained model: a folder, or a Hugging Face Hub id.", valueName: "folder|id"))
    var model: String?

    @Option(help: ArgumentHelp("The training data.", valueName: "file"))
    var train: String?

    @Option(help: ArgumentHelp("Data that decide which model is best.", valueName: "file"))
    var validation: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Part of the training data to hold back for validation.", valueName: "part")
    )
    var validationSplit: Double?

    @Option(help: ArgumentHelp("Data that measure the result at the end.", valueName: "file"))
    var test: String?

    @Option(help: ArgumentHelp("The run folder to write.", valueName: "folder"))
    var output: String

    @Flag(help: "Replace an earlier run in the output folder.")
    var overwrite = false

    @Option(help: "What to train for. (default: found out from the training data)")
    var task: TaskName?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "All labels in the order of their ids, as in --labels neg pos. (default: the training data's, sorted)",
            valueName: "label"
        )
    )
    var labels: [String] = []

    func validate() throws {
        let paths = [
            ("--model", model), ("--train", train), ("--validation", validation), ("--test", test),
            ("--output", output),
        ]
        for (option, path) in paths { try PathCheck.requireName(path, option) }
        if let validationSplit, !(validationSplit > 0 && validationSplit < 1) {
            throw ValidationError("--validation-split must be above 0 and below 1, but is \(validationSplit)")
        }
        if validation != nil && validationSplit != nil {
            throw ValidationError("--validation and --validation-split exclude each other; give one of them")
        }
    }

    /// Refuses a command line that leaves to a recipe file what no recipe file is there to say.
    func requireModelAndData() throws {
        if model == nil { throw ValidationError("Missing expected argument '--model <folder|id>'") }
        if train == nil { throw ValidationError("Missing expected argument '--train <file>'") }
    }

    /// What a recipe file says, with the command line's words over it.
    ///
    /// - Parameters:
    ///   - description: The recipe file's description, or the default one.
    ///   - dataOptions: How data files are read.
    /// - Returns: The description to follow; data files that the command line names have no fingerprint yet.
    func applied(to description: RunDescription, dataOptions: DataOptions) -> RunDescription {
        var description = description
        description.task = task?.row.name ?? description.task
        description.model = model ?? description.model
        description.layout = dataOptions.applied(to: description.layout)
        if let train {
            description.data[.training] = DataSource(unread: train)
            // Other data may have other labels.
            description.labels = nil
        }
        if !labels.isEmpty { description.labels = labels }
        if let validation {
            description.data[.validation] = DataSource(unread: validation)
            description.layout.validationSplit = nil
            (description.layout.folds, description.layout.fold) = (nil, nil)
        }
        if let validationSplit { description.holdBack(validationSplit) }
        if let test { description.data[.test] = DataSource(unread: test) }
        return description
    }
}

extension RunDescription {
    /// Lets a part of the training data validate, in place of what a recipe file says.
    mutating func holdBack(_ part: Double) {
        data[.validation] = nil
        (layout.folds, layout.fold) = (nil, nil)
        layout.validationSplit = part
    }
}

extension DataSource {
    /// A file that hasn't been looked at.
    fileprivate init(unread path: String) {
        self.init(path: path, sha256: "", bytes: 0, examples: 0)
    }
}
