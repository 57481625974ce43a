import ArgumentParser
import EvaluationMetrics
import FineTuning
import Prediction
import Reporting
import TextData

/// `bertune compare`: holds runs against each other on the same examples.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Hold runs against each other on the same labelled data.",
        discussion: """
            Measures every run on the same examples and says whether the differences are more than chance (a paired \
            bootstrap), what the recipes say differently, and which examples changed from right to wrong. The first \
            run is the one that the others are held against.

            Without --data the validation data of the first run's recipe are taken.

            Examples:

              bertune compare runs/a runs/b --data test.csv
              bertune compare runs/seeds/seed-1 runs/seeds/seed-2 --html comparison.html
            """
    )

    @Argument(help: ArgumentHelp("Run folders, the one to compare with first.", valueName: "run"))
    var folders: [String]

    @Option(help: ArgumentHelp("The labelled data. (default: the first run's validation data)", valueName: "file"))
    var data: String?

    @Option(help: ArgumentHelp("Write a page of the comparison, too.", valueName: "file"))
    var html: String?

    @OptionGroup(title: "Data options")
    var dataOptions: DataOptions

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @Flag(help: "Print the comparison as one JSON object.")
    var json = false

    func validate() throws {
        guard folders.count > 1 else { throw ValidationError("name two runs at least") }
        for folder in folders { try PathCheck.requireName(folder, "a run folder") }
        try PathCheck.requireName(data, "--data")
        try PathCheck.requireName(html, "--html")
        if let data { try PathCheck.requireDistinct(output: html, input: data, "--data") }
    }

    func run() throws {
        try compare(TaskRegistry.row(ofFolder: folders[0]).type)
    }

    private func compare<Task: RegisteredTask>(_ type: Task.Type) throws {
        for folder in folders.dropFirst() {
            let other = try TaskRegistry.row(ofFolder: folder)
            guard other.type == Task.self else {
                let message = "is a model for \(other.name); compare models of one kind of task"
                throw InputError(path: folder, message: message)
            }
        }
        let path = try dataPath()
        let page = try html.map { try OutputFile(path: $0) }
        let dataset = try Task.Dataset.read(
            path,
            options: RunLayout.options(dataOptions, ofRun: folders[0], for: path, labelsRequired: true)
        )
        var runs: [Comparison.Run] = []
        var first: Answers<Task>?
        for folder in folders {
            let answers = try Answers<Task>(of: folder, on: dataset, threads: computeOptions.threads)
            runs.append(answers.run(named: folder, against: first))
            if first == nil { first = answers }
        }
        let count = RunPlanSummary.grouped(dataset.examples.count)
        let comparison = Comparison(measuredOn: "\(path), \(count) examples", runs: runs)
        try page?.write(comparison.report.html())
        try page?.close()
        try OutputFile(path: nil).write(json ? comparison.json : comparison.text)
    }

    /// The data that are asked for, or those that the first run was validated on.
    private func dataPath() throws -> String {
        if let data { return data }
        let recipe = RunFolder(path: folders[0]).recipePath
        guard let path = try? RunDescription.read(path: recipe).data[.validation]?.path else {
            throw ValidationError("the first run's recipe names no validation data; name data with --data")
        }
        return path
    }
}

/// What one model says about the data, and what of it is compared.
private struct Answers<Task: RegisteredTask> {
    private let evaluation: ModelEvaluation<Task>
    private let sampled: (any SampledMetrics)?
    private let isRight: [Bool]?
    private let shown: (Int) -> ReportExample?

    /// Loads a model, asks it and lets it go.
    init(of folder: String, on dataset: Task.Dataset, threads: Int?) throws {
        let model = try TaskModel<Task>(folder: folder, options: TaskOptions(), threads: threads)
        let evaluation = try model.evaluate(dataset)
        let task = model.task
        self.evaluation = evaluation
        sampled = try task.sampledMetrics(of: evaluation.answers, dataset: dataset)
        isRight = try task.correctness(of: evaluation.answers, dataset: dataset)
        shown = { task.reportExample(evaluation.answers[$0], of: dataset.examples[$0]) }
    }

    /// The run, held against the first one.
    func run(named folder: String, against first: Answers?) -> Comparison.Run {
        let runFolder = RunFolder(path: folder)
        let bootstrap = Bootstrap(exampleCount: sampled?.exampleCount ?? 0)
        var differences: [MetricDifference] = []
        if let sampled, let other = first?.sampled { differences = bootstrap.differences(from: other, to: sampled) }
        return Comparison.Run(
            name: folder,
            description: try? RunDescription.read(path: runFolder.recipePath),
            metrics: evaluation.values,
            intervals: sampled.map { bootstrap.intervals(of: $0) } ?? [],
            differences: differences,
            changed: changed(from: first),
            history: MetricsHistory(of: runFolder)
        )
    }

    private func changed(from first: Answers?) -> (lost: [ReportExample], won: [ReportExample])? {
        guard let before = first?.isRight, let now = isRight else { return nil }
        func examples(_ wasRight: Bool) -> [ReportExample] {
            now.indices.filter { before[$0] == wasRight && now[$0] != wasRight }.compactMap(shown)
        }
        return (examples(true), examples(false))
    }
}
