import EvaluationMetrics
import Prediction
import StrictJSON
import TextData

/// What `bertune evaluate` says.
struct EvaluationResult<Task: BERTTask> {
    private let evaluation: ModelEvaluation<Task>
    private let intervals: [MetricInterval]

    init(_ evaluation: ModelEvaluation<Task>, intervals: [MetricInterval]) {
        self.evaluation = evaluation
        self.intervals = intervals
    }

    /// The result for a person.
    var text: String {
        let values = evaluation.values
        let width = values.map(\.name.count).max() ?? 0
        let lines = values.map { value in
            let name = value.name + String(repeating: " ", count: width - value.name.count + 2)
            let interval = intervals.first { $0.name == value.name }.map {
                "  (\(AnswerText.fixed($0.lower, 4)) to \(AnswerText.fixed($0.upper, 4)))"
            }
            return name + AnswerText.fixed(value.value, 4) + (interval ?? "")
        }
        let note = intervals.isEmpty ? [] : ["In parentheses: 95 % intervals, by a bootstrap over the examples."]
        let table = evaluation.evaluation.table
        return (lines + note + [evaluation.truncation.description] + (table.isEmpty ? [] : [""] + table))
            .joined(separator: "\n") + "\n"
    }

    /// The result for a program, as one line.
    var json: String {
        let truncation = evaluation.truncation
        var members: [JSONObject.Member] = [.init("examples", JSONValue(truncation.exampleCount))]
        members += evaluation.values.map { .init($0.name, JSONValue($0.value)) }
        members.append(.init("intervals", intervals.json))
        members += evaluation.evaluation.details
        members.append(.init("maximumLength", JSONValue(truncation.maximumLength)))
        members.append(.init("truncatedExamples", JSONValue(truncation.cutExampleCount)))
        members.append(.init("truncatedTokens", JSONValue(truncation.cutTokenCount)))
        members.append(.init("splitExamples", JSONValue(truncation.splitExampleCount)))
        return String(decoding: JSONValue.object(JSONObject(members)).serialized(), as: UTF8.self) + "\n"
    }
}
