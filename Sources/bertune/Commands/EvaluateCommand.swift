import ArgumentParser
import FineTuning
import Prediction
import StrictJSON
import Tensors
import TextData

/// `bertune evaluate`: measures a model on a file of labelled texts.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a fine-tuned model on labelled data.",
        discussion: """
            The data are those that `bertune train` reads. Prints the metrics of the model's task with the range in \
            which they lie on other data of this kind, and how well each label, type or kind of question is done.

            With --calibrate a text classifier also learns from the data, which it must not have been trained on, how \
            sure it may be: one number, the temperature, by which its outputs are divided. It is stored in the run \
            folder and changes probabilities, not labels.

            Examples:

              bertune evaluate runs/first --data test.csv
              bertune evaluate runs/first --data test.csv --json | jq .accuracy
              bertune evaluate runs/squad --data dev-v2.0.json --predictions answers
              bertune evaluate runs/first --data valid.csv --calibrate
            """
    )

    @Argument(
        help: ArgumentHelp("A run folder, or any folder of a BERT fine-tuned for one of the tasks.", valueName: "run")
    )
    var folderOrID: String

    @Option(help: ArgumentHelp("The labelled data to measure on.", valueName: "file"))
    var data: String

    @OptionGroup(title: "Data options")
    var dataOptions: DataOptions

    @OptionGroup(title: "Task options")
    var taskFlags: TaskOptionFlags

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @OptionGroup(title: "Computing options")
    var precisionOptions: PrecisionOptions

    @OptionGroup(title: "Computing options")
    var profileOptions: ProfileOptions

    @Option(help: ArgumentHelp("Write the metrics to a JSON file, too.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp("Write the answers to a folder, in the files of the task's benchmarks.", valueName: "folder")
    )
    var predictions: String?

    @Flag(help: "Store the temperature that makes a text classifier's confidence believable on these data.")
    var calibrate = false

    @Flag(help: "Print the metrics as one JSON object.")
    var json = false

    func validate() throws {
        try PathCheck.requireName(folderOrID, "the run folder")
        try PathCheck.requireName(data, "--data")
        try PathCheck.requireName(output, "--output")
        try PathCheck.requireName(predictions, "--predictions")
        try PathCheck.requireDistinct(output: output, input: data, "--data")
        if calibrate, taskFlags.applied(to: TaskOptions()) != TaskOptions() {
            throw ValidationError("--calibrate stores what the run's own settings ask for; take the task options out")
        }
    }

    func run() async throws {
        let folder = try await ModelLocation.folder(of: folderOrID)
        if calibrate, folder != folderOrID {
            throw ValidationError("--calibrate stores the temperature in a run folder, and not with a model of the Hub")
        }
        let row = try TaskRegistry.row(ofFolder: folder)
        try profileOptions.run { try evaluate(row.type, folder: folder, profile: $0) }
    }

    private func evaluate<Task: RegisteredTask>(
        _ type: Task.Type,
        folder: String,
        profile: OperationProfile?
    ) throws {
        let dataset = try Task.Dataset.read(
            data,
            options: RunLayout.options(dataOptions, ofRun: folder, for: data, labelsRequired: true)
        )
        RunLayout.note(dataset.warnings)
        let model = try TaskModel<Task>(
            folder: folder,
            options: taskFlags.applied(to: TaskOptions()),
            threads: computeOptions.threads,
            precision: precisionOptions.precision,
            profile: profile
        )
        // Before the work whose result is to be written there.
        let file = try output.map { try OutputFile(path: $0) }
        let predictionFolder = try predictions.map { try PredictionFolder($0) }
        let measured = MeasuredSet(name: "", examples: dataset, evaluation: try model.evaluate(dataset))
        try predictionFolder?.write(model.task.predictionFiles(measured.evaluation.answers, of: dataset))
        if calibrate { try storeTemperature(of: model, in: folder, measured: measured) }
        let result = EvaluationResult(measured.evaluation, intervals: try measured.intervals(task: model.task))
        try file?.write(result.json)
        try file?.close()
        try OutputFile(path: nil).write(json ? result.json : result.text)
    }

    /// Chooses the temperature on the data and stores it beside the model.
    private func storeTemperature<Task: RegisteredTask>(
        of model: TaskModel<Task>,
        in folder: String,
        measured: MeasuredSet<Task>
    ) throws {
        let answers = measured.evaluation.answers
        guard let task = try model.task.temperatureScaled(on: answers, dataset: measured.examples) else {
            throw ValidationError("--calibrate is for text classification; \(model.task.name) knows no temperature")
        }
        model.task = task
        try model.saveTask(to: folder)
        let settings = String(decoding: JSONValue.object(task.settings).serialized(), as: UTF8.self)
        StandardError.note("stored in \(RunFolder(path: folder).file("task.json")): \(settings)")
    }
}
