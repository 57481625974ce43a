import EvaluationMetrics
import FineTuning
import StrictJSON

/// What `bertune train` says on standard output when it is done.
struct TrainingResult {
    /// Where the result is.
    let runFolder: RunFolder
    /// How training went.
    let summary: TrainingSummary
    /// How the result did on the test data.
    let test: EvaluationReport?
    /// The command that asks the result.
    let question: String

    /// The result for a person.
    var text: String {
        var lines: [String] = []
        if let best = summary.best { lines.append("validation  \(Self.text(best))  (step \(best.step))") }
        if let test { lines.append("test        \(Self.text(test))") }
        lines.append("The model is in \(runFolder.path); ask it with: \(question)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The result for a program, as one line.
    var json: String {
        var members: [JSONObject.Member] = [
            .init("output", .string(runFolder.path)),
            .init("steps", JSONValue(summary.steps)),
            .init("epochs", JSONValue(summary.epochs)),
            .init("seconds", JSONValue(summary.seconds)),
            .init("tokensPerSecond", JSONValue(summary.tokensPerSecond)),
            .init("trainingLoss", JSONValue(summary.trainingLoss)),
            .init("stoppedEarly", .bool(summary.stoppedEarly)),
        ]
        if let best = summary.best {
            members.append(.init("bestStep", JSONValue(best.step)))
            members.append(.init("validation", Self.object(best)))
        }
        if let test { members.append(.init("test", Self.object(test))) }
        return String(decoding: JSONValue.object(JSONObject(members)).serialized(), as: UTF8.self) + "\n"
    }

    private static func text(_ report: EvaluationReport) -> String {
        report.headline.map { "\($0.name) \(TrainingText.fixed($0.value, 4))" }.joined(separator: "  ")
    }

    private static func object(_ report: EvaluationReport) -> JSONValue {
        .object(JSONObject(report.metrics.map { JSONObject.Member($0.name, JSONValue($0.value)) }))
    }
}
