import EvaluationMetrics
import FineTuning
import Foundation
import Prediction
import Reporting
import StrictJSON
import TextData

extension RunReport {
    /// The report on a run folder, from what is in it and a fresh evaluation.
    ///
    /// - Parameters:
    ///   - folder: The run folder.
    ///   - measured: The evaluation, of which set, and the examples; `nil` if nothing was measured.
    ///   - model: The model.
    ///   - dataNotes: What is to be known of the data.
    ///   - facts: How the run was made.
    /// - Throws: ``/TextData/DataError`` if an example can't be scored.
    init<Task: RegisteredTask>(
        on folder: RunFolder,
        measured: MeasuredSet<Task>?,
        model: TaskModel<Task>,
        dataNotes: [String],
        facts: [Fact]
    ) throws {
        var metrics: [Metric] = []
        var parts: [ReportPart] = []
        if let measured {
            let intervals = try measured.intervals(task: model.task)
            metrics = measured.evaluation.values.map { value in
                Metric(value, interval: intervals.first { $0.name == value.name })
            }
            parts = try model.task.report(on: measured.evaluation.answers, dataset: measured.examples)
        }
        let path = URL(fileURLWithPath: folder.path).standardizedFileURL.path
        let recipe = FileManager.default.contents(atPath: folder.recipePath) ?? Data()
        self.init(
            title: (path as NSString).lastPathComponent,
            question: "How well does it \(model.task.ability)?",
            measuredOn: measured.map(\.description) ?? "no data",
            metrics: metrics,
            history: MetricsHistory(of: folder),
            parts: parts,
            dataNotes: dataNotes,
            facts: facts,
            recipe: String(decoding: recipe, as: UTF8.self)
        )
    }
}

extension MetricsHistory {
    /// What the log of a run tells; nothing where there is none.
    init(of folder: RunFolder) {
        let log = FileManager.default.contents(atPath: folder.metricsPath) ?? Data()
        self.init(lines: log.split(separator: UInt8(ascii: "\n")))
    }
}

extension [MetricInterval] {
    /// Lower and upper end of each metric, for a program.
    var json: JSONValue {
        .object(JSONObject(map { .init($0.name, [JSONValue($0.lower), JSONValue($0.upper)]) }))
    }
}

/// An evaluation with the examples that it is of.
struct MeasuredSet<Task: RegisteredTask> {
    /// What the examples are, such as `validation`.
    let name: String
    /// The examples.
    let examples: Task.Dataset
    /// How the model did on them.
    let evaluation: ModelEvaluation<Task>

    /// What the metrics are of.
    var description: String {
        "\(RunPlanSummary.grouped(examples.examples.count)) \(name) examples"
    }

    /// How sure the metrics are.
    func intervals(task: Task) throws -> [MetricInterval] {
        guard let sampled = try task.sampledMetrics(of: evaluation.answers, dataset: examples) else { return [] }
        return Bootstrap(exampleCount: sampled.exampleCount).intervals(of: sampled)
    }
}
