import EvaluationMetrics
import Prediction
import StrictJSON
import TextData

/// What `bertune evaluate` says.
struct EvaluationResult {
    private let evaluation: ClassificationEvaluation

    init(_ evaluation: ClassificationEvaluation) {
        self.evaluation = evaluation
    }

    /// The result for a person.
    var text: String {
        let values = evaluation.values
        let width = values.map(\.name.count).max() ?? 0
        let lines = values.map { value in
            value.name + String(repeating: " ", count: width - value.name.count + 2)
                + TrainingText.fixed(value.value, 4)
        }
        return (lines + [evaluation.truncation.description, ""] + labelTable).joined(separator: "\n") + "\n"
    }

    /// A row for each label: how well it is found.
    private var labelTable: [String] {
        let scores = evaluation.metrics.labelScores
        let width = (scores.map(\.label.count) + ["label".count]).max() ?? 0
        func row(_ cells: [String]) -> String {
            let padding = String(repeating: " ", count: max(0, width - cells[0].count))
            return cells[0] + padding
                + cells.dropFirst().map { String(repeating: " ", count: max(0, 11 - $0.count)) + $0 }.joined()
        }
        return [row(["label", "precision", "recall", "f1", "examples"])]
            + scores.map { score in
                let figures = [score.precision, score.recall, score.f1].map { TrainingText.fixed($0, 4) }
                return row([score.label] + figures + ["\(score.support)"])
            }
    }

    /// The result for a program, as one line.
    var json: String {
        let truncation = evaluation.truncation
        var members: [JSONObject.Member] = [.init("examples", JSONValue(truncation.exampleCount))]
        members += evaluation.values.map { .init($0.name, JSONValue($0.value)) }
        members.append(.init("labels", .array(evaluation.metrics.labelScores.map(Self.object))))
        members.append(.init("confusionMatrix", confusionMatrix))
        members.append(.init("maximumLength", JSONValue(truncation.maximumLength)))
        members.append(.init("truncatedExamples", JSONValue(truncation.cutExampleCount)))
        members.append(.init("truncatedTokens", JSONValue(truncation.cutTokenCount)))
        return String(decoding: JSONValue.object(JSONObject(members)).serialized(), as: UTF8.self) + "\n"
    }

    private static func object(_ score: LabelScores) -> JSONValue {
        [
            "label": .string(score.label), "precision": JSONValue(score.precision), "recall": JSONValue(score.recall),
            "f1": JSONValue(score.f1), "examples": JSONValue(score.support),
        ]
    }

    /// A row for each true label, in it a count for each predicted one.
    private var confusionMatrix: JSONValue {
        let matrix = evaluation.metrics.confusionMatrix
        let classes = 0..<matrix.classCount
        return .array(
            classes.map { reference in
                .array(classes.map { JSONValue(matrix[reference: reference, prediction: $0]) })
            }
        )
    }
}
