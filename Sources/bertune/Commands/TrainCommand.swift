import ArgumentParser
import EvaluationMetrics
import FineTuning
import Foundation
import Prediction
import TextData

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

    @OptionGroup(title: "Model and data")
    var files: TrainingFileOptions

    @OptionGroup(title: "Data options")
    var dataOptions: DataOptions

    @OptionGroup(title: "Task options")
    var taskFlags: TaskOptionFlags

    @OptionGroup(title: "Recipe options")
    var recipeOptions: RecipeOptions

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @Flag(help: "Print the result as one JSON object on standard output.")
    var json = false

    @Flag(help: "Show no plan and no progress.")
    var quiet = false

    func validate() throws {
        if recipeOptions.recipeFile == nil { try files.requireModelAndData() }
    }

    func run() async throws {
        var description = files.applied(to: try recipeOptions.description(), dataOptions: dataOptions)
        description.options = taskFlags.applied(to: description.options)
        let row = try row(for: description)
        try await run(row.type, row: row, description: description)
    }

    /// The task that is asked for.
    private func row(for description: RunDescription) throws -> TaskRegistry.Row {
        let name = description.task ?? "text-classification"
        guard let row = TaskRegistry.row(named: name) else {
            let names = TaskRegistry.rows.map(\.name).joined(separator: ", ")
            throw InputError(
                path: recipeOptions.recipeFile ?? "--task",
                message: "task: \(name) is none of \(names)"
            )
        }
        return row
    }

    private func run<Task: RegisteredTask>(
        _ type: Task.Type,
        row: TaskRegistry.Row,
        description: RunDescription
    ) async throws {
        let inputs: TrainingInputs<Task> = try inputs(description, row: row)
        if Self.isSameFolder(inputs.model, files.output) {
            throw ValidationError("--output is the folder of the model that is to be trained; name another one")
        }
        try RunFolder.checkAvailability(of: files.output, overwrites: files.overwrite)
        let model = try model(for: inputs, folder: await ModelLocation.folder(of: inputs.model))
        if !quiet {
            for note in model.loadingNotes + inputs.notes { StandardError.note(note) }
        }
        let runFolder = try RunFolder.create(at: files.output, overwrites: files.overwrite)
        try runFolder.write(inputs.description(of: model.task))
        let observer: any TrainingObserver =
            quiet ? SilentObserver() : TerminalProgress(style: .ofStandardError)
        let trainer = Trainer(model, recipe: inputs.recipe, runFolder: runFolder, observer: observer)
        let summary = try trainer.fit(inputs.training, validation: inputs.validation)
        let test = try inputs.test.map { dataset in
            EvaluationReport(
                step: summary.best?.step ?? summary.steps,
                epoch: summary.best?.epoch ?? summary.epochs,
                split: "test",
                metrics: try model.evaluate(dataset).values
            )
        }
        if let test { try MetricsLog(path: runFolder.metricsPath).append(test) }
        let result = TrainingResult(runFolder: runFolder, summary: summary, test: test)
        try OutputFile(path: nil).write(json ? result.json : result.text)
    }

    /// Reads the recipe and the data; what only they show to be wrong on the command line is wrong usage.
    private func inputs<Task: RegisteredTask>(
        _ description: RunDescription,
        row: TaskRegistry.Row
    ) throws -> TrainingInputs<Task> {
        do {
            return try TrainingInputs(description, row: row)
        } catch let error as RecipeError where recipeOptions.sets(error.key) {
            throw ValidationError(RecipeOptions.inOptionNames(error))
        } catch let error as RecipeError where error.key == "validationSplit" && files.validationSplit != nil {
            throw ValidationError("--validation-split: \(error.message)")
        } catch let error as DataError where error.code == .invalidLabelSet && !files.labels.isEmpty {
            throw ValidationError("--labels: \(error.message); give them one by one, as in --labels neg pos")
        }
    }

    private func model<Task: RegisteredTask>(for inputs: TrainingInputs<Task>, folder: String) throws -> TaskModel<Task>
    {
        do {
            return try TaskModel(
                pretrained: folder,
                task: inputs.task,
                threads: computeOptions.threads,
                maximumLength: inputs.recipe.maximumLength,
                seed: inputs.recipe.seed
            )
        } catch let error as PredictionError where error.code == .badLength && recipeOptions.sets("maximumLength") {
            throw ValidationError("--max-length: \(error.message)")
        }
    }

    private static func isSameFolder(_ left: String, _ right: String) -> Bool {
        let resolved = [left, right].map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().standardizedFileURL.path }
        return resolved[0] == resolved[1]
    }
}
