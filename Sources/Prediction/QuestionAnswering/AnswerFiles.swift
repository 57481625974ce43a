public import StrictJSON
public import TextData

/// The files that the official SQuAD scorers and the published scripts read and write.
public enum AnswerFiles {
    /// The files of some answers: `predictions.json`, `nbest_predictions.json` and, if "no answer" was allowed,
    /// `null_odds.json`.
    ///
    /// Each is an object with the questions' ids as names, in the data's order. Where an id is given twice the last
    /// question's answer counts.
    ///
    /// - Parameters:
    ///   - answers: The answers.
    ///   - examples: Their questions.
    /// - Returns: The files' names and contents.
    public static func files(
        _ answers: [QuestionAnswer],
        of examples: [QuestionExample]
    ) -> [(name: String, content: JSONValue)] {
        var predictions = JSONObject()
        var nBest = JSONObject()
        var odds = JSONObject()
        for (answer, example) in zip(answers, examples) {
            predictions[example.id] = .string(answer.text)
            nBest[example.id] = .array(answer.candidates.map(json))
            if let value = answer.noAnswerOdds { odds[example.id] = JSONValue(Double(value)) }
        }
        var files: [(name: String, content: JSONValue)] = [
            ("predictions.json", .object(predictions)), ("nbest_predictions.json", .object(nBest)),
        ]
        if !odds.members.isEmpty { files.append(("null_odds.json", .object(odds))) }
        return files
    }

    private static func json(_ candidate: QuestionAnswer.Candidate) -> JSONValue {
        [
            "text": .string(candidate.text), "probability": JSONValue(candidate.probability),
            "start_logit": JSONValue(Double(candidate.startLogit)), "end_logit": JSONValue(Double(candidate.endLogit)),
        ]
    }
}
