import Prediction
import StrictJSON
import Tokenization

/// How an answer is written: a line of text, or a JSON object.
struct PredictionLine {
    /// Whether a line is a JSON object.
    let writesJSON: Bool
    /// Whether the head's raw outputs are told.
    let writesLogits: Bool
    /// How many labels are told.
    let topK: Int

    /// Adds the line of an answer, with its line end.
    ///
    /// - Parameters:
    ///   - input: What was asked.
    ///   - prediction: What the model says.
    ///   - bytes: The lines before, to which this is added.
    func append(_ input: TextInput, _ prediction: ClassificationPrediction, to bytes: inout [UInt8]) {
        let labels = prediction.labels.prefix(topK)
        guard writesJSON else {
            for label in labels { bytes += "\(label.label)\t\(TrainingText.fixed(label.score, 4))\t".utf8 }
            bytes += Self.onOneLine(input.text)
            if let pair = input.pair { bytes += "\t".utf8 + Self.onOneLine(pair) }
            bytes.append(UInt8(ascii: "\n"))
            return
        }
        var members: [JSONObject.Member] = [.init("text", .string(input.text))]
        if let pair = input.pair { members.append(.init("pair", .string(pair))) }
        if let best = labels.first {
            members.append(.init("label", .string(best.label)))
            members.append(.init("score", JSONValue(best.score)))
        }
        if topK > 1 {
            let scored = labels.map { label -> JSONValue in
                ["label": .string(label.label), "score": JSONValue(label.score)]
            }
            members.append(.init("labels", .array(scored)))
        }
        if writesLogits { members.append(.init("logits", .array(prediction.logits.map { JSONValue(Double($0)) }))) }
        bytes += JSONValue.object(JSONObject(members)).serialized()
        bytes.append(UInt8(ascii: "\n"))
    }

    /// A text whose tabs and line ends, which would be taken for structure, are blanks.
    private static func onOneLine(_ text: String) -> [UInt8] {
        text.utf8.map { $0 < 0x20 ? 0x20 : $0 }
    }
}
