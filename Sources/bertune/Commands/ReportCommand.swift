import ArgumentParser
import FineTuning
import Prediction
import Reporting
import TextData

/// `bertune report`: writes the report of a run on any labelled data.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the report of a run, measured on labelled data.",
        discussion: """
            `bertune train` writes report.html on its validation or test data. This writes one on data that come later, \
            or for a model of older date: metrics with their intervals, what was mixed up, whether confidence can be \
            believed, the surest mistakes, how training went. One HTML file that needs no network.

            Example:

              bertune report runs/first --data new.csv --output new.html
            """
    )

    @Argument(help: ArgumentHelp("A run folder.", valueName: "run"))
    var folder: String

    @Option(help: ArgumentHelp("The labelled data to measure on.", valueName: "file"))
    var data: String

    @Option(help: ArgumentHelp("The file to write. (default: report.html in the run folder)", valueName: "file"))
    var output: String?

    @OptionGroup(title: "Data options")
    var dataOptions: DataOptions

    @OptionGroup(title: "Task options")
    var taskFlags: TaskOptionFlags

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    func validate() throws {
        try PathCheck.requireName(folder, "the run folder")
        try PathCheck.requireName(data, "--data")
        try PathCheck.requireName(output, "--output")
        try PathCheck.requireDistinct(output: output, input: data, "--data")
    }

    func run() throws {
        try write(TaskRegistry.row(ofFolder: folder).type)
    }

    private func write<Task: RegisteredTask>(_ type: Task.Type) throws {
        let dataset = try Task.Dataset.read(
            data,
            options: RunLayout.options(dataOptions, ofRun: folder, for: data, labelsRequired: true)
        )
        let model = try TaskModel<Task>(
            folder: folder,
            options: taskFlags.applied(to: TaskOptions()),
            threads: computeOptions.threads
        )
        let runFolder = RunFolder(path: folder)
        let file = try OutputFile(path: output ?? runFolder.reportPath)
        let measured = MeasuredSet(name: "new", examples: dataset, evaluation: try model.evaluate(dataset))
        let report = try RunReport(
            on: runFolder,
            measured: measured,
            model: model,
            dataNotes: [measured.evaluation.truncation.description] + dataset.warnings.map { "\($0)" },
            facts: [
                .init("data", "\(data), \(dataset.formatDescription)"),
                .init("version", "bertune \(BERTuneVersion.current)"),
            ]
        )
        try file.write(report.html())
        try file.close()
    }
}
