import ArgumentParser
import EvaluationMetrics
import FineTuning
import Prediction
import TextData

/// `bertune squad`: the whole benchmark in one command, from the training file to the official figures.
struct SquadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "squad",
        abstract: "Train on SQuAD, answer the development set and score it.",
        discussion: """
            Reads SQuAD 1.1, SQuAD 2.0 and KorQuAD 1.0 as they are. The output folder is a run folder; its folder \
            predictions holds predictions.json, nbest_predictions.json and, for SQuAD 2.0, null_odds.json, as the \
            official scorers read them. The development set takes no part in training; hold back a part of the \
            training data to have the best weights kept and the threshold for "no answer" chosen.

            Examples:

              bertune squad --model models/bert-base --data train-v1.1.json \\
                  --dev dev-v1.1.json --output runs/squad
              bertune squad --model models/bert-base --data train-v2.0.json \\
                  --dev dev-v2.0.json --validation-split 0.05 --output runs/squad2 \\
                  --batch-size 12 --learning-rate 3e-5 --epochs 2
            """
    )

    @Option(help: ArgumentHelp("The pretrained model: a folder, or a Hugging Face Hub id.", valueName: "folder|id"))
    var model: String

    @Option(help: ArgumentHelp("The training data.", valueName: "file"))
    var data: String

    @Option(help: ArgumentHelp("The data to answer and score.", valueName: "file"))
    var dev: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Part of the training data to hold back for validation.", valueName: "part")
    )
    var validationSplit: Double?

    @Option(help: ArgumentHelp("The run folder to write.", valueName: "folder"))
    var output: String

    @Flag(help: "Replace an earlier run in the output folder.")
    var overwrite = false

    @OptionGroup(title: "Question options")
    var questionFlags: QuestionOptionFlags

    @OptionGroup
    var recipeOptions: RecipeOptions

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @Flag(help: "Print the figures as one JSON object on standard output.")
    var json = false

    @Flag(help: "Show no plan and no progress, only warnings of the data and errors.")
    var quiet = false

    func validate() throws {
        for (option, path) in [("--model", model), ("--data", data), ("--dev", dev), ("--output", output)] {
            try PathCheck.requireName(path, option)
        }
        if let validationSplit, !(validationSplit > 0 && validationSplit < 1) {
            throw ValidationError("--validation-split must be above 0 and below 1, but is \(validationSplit)")
        }
    }

    func run() async throws {
        var description = try recipeOptions.description()
        guard let row = TaskRegistry.row(named: "question-answering") else {
            preconditionFailure("The registry has no question answering.")
        }
        if let task = description.task, task != row.name {
            throw ValidationError("--recipe is one for \(task), and squad trains \(row.name); use `bertune train`")
        }
        let used =
            ["validationSplit", "folds", "fold", "splitSeed"].map { "layout." + $0 }
            + QuestionAnswering.optionNames.map { "options." + $0 }
        let ignored = description.sectionKeys.filter { !used.contains($0) }
        try recipeOptions.refuse((description.labels == nil ? [] : ["labels"]) + ignored, by: "squad")
        description.task = row.name
        description.model = model
        description.data[.test] = nil
        description.data[.training] = DataSource(path: data, sha256: "", bytes: 0, examples: 0)
        if let validationSplit { description.holdBack(validationSplit) }
        questionFlags.apply(to: &description.options)
        // Before the hours of training whose result is to be measured on it.
        let questions = try QuestionDataset.read(dev)
        let inputs: TrainingInputs<QuestionAnswering> = try recipeOptions.inOptionNames {
            try TrainingInputs(description, row: row, completing: recipeOptions.completing)
        }
        try inputs.task.check(questions)
        try RunFolder.checkAvailability(of: output, overwrites: overwrite)
        let job = TrainingJob(
            inputs: inputs,
            modelFolder: try await ModelLocation.folder(of: model),
            makeFolder: { try RunFolder.create(at: output, overwrites: overwrite) },
            threads: computeOptions.threads,
            observer: quiet ? QuietProgress() : TerminalProgress(style: .ofStandardError),
            note: { if !quiet { StandardError.note($0) } },
            warn: StandardError.note
        )
        let result = try recipeOptions.inOptionNames { try job.run() }.result
        // Its lock keeps other runs out until the answers are written, too.
        try withExtendedLifetime(result.runFolder) { try score(questions, summary: result.summary) }
    }

    /// Answers the development set with the model as it was saved.
    private func score(_ questions: QuestionDataset, summary: TrainingSummary) throws {
        let answerer = try QuestionAnswerer(folder: output, threads: computeOptions.threads)
        let evaluation = try answerer.evaluate(questions)
        let report = EvaluationReport(
            step: summary.best?.step ?? summary.steps,
            epoch: summary.best?.epoch ?? summary.epochs,
            split: "test",
            metrics: evaluation.values
        )
        try MetricsLog(path: RunFolder(path: output).metricsPath).append(report)
        let folder = try PredictionFolder(RunFolder(path: output).file("predictions"))
        try folder.write(answerer.task.predictionFiles(evaluation.answers, of: questions))
        let measured = MeasuredSet(name: "test", examples: questions, evaluation: evaluation)
        let result = EvaluationResult(evaluation, intervals: try measured.intervals(task: answerer.task))
        try OutputFile(path: nil).write(json ? result.json : result.text + "\nThe answers are in \(folder.path).\n")
    }
}
