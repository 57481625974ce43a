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
        return (lines + [evaluation.truncation.description]).joined(separator: "\n") + "\n"
    }

    /// The result for a program, as one line.
    var json: String {
        let truncation = evaluation.truncation
        var members: [JSONObject.Member] = [.init("examples", JSONValue(truncation.exampleCount))]
        members += evaluation.values.map { .init($0.name, JSONValue($0.value)) }
        members.append(.init("maximumLength", JSONValue(truncation.maximumLength)))
        members.append(.init("truncatedExamples", JSONValue(truncation.cutExampleCount)))
        members.append(.init("truncatedTokens", JSONValue(truncation.cutTokenCount)))
        return String(decoding: JSONValue.object(JSONObject(members)).serialized(), as: UTF8.self) + "\n"
    }
}
