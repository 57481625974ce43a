import EvaluationMetrics
import StrictJSON

/// The questions of a SQuAD file by what scoring needs of them: ids and the texts of the true answers.
///
/// A reader for training looks for each answer in its context, and leaves out what it can't find; the official
/// scorers count every answer, and so does this.
struct AnswerReferences {
    let path: String
    let ids: [String]
    let answers: [[String]]

    /// Reads a file in SQuAD's format.
    ///
    /// - Throws: `InputError` for what isn't as it should be.
    init(path: String) throws {
        self.path = path
        var ids: [String] = []
        var answers: [[String]] = []
        func list(_ value: JSONValue, _ name: String, _ place: String) throws -> [JSONValue] {
            guard let list = value[name]?.array else {
                throw InputError(path: path, message: "\(place) has no list '\(name)'; give a file in SQuAD's format")
            }
            return list
        }
        let document = try InputText.json(path)
        for (article, value) in try list(document, "data", "the document").enumerated() {
            for (paragraph, value) in try list(value, "paragraphs", "data[\(article)]").enumerated() {
                let place = "data[\(article)].paragraphs[\(paragraph)]"
                for (question, value) in try list(value, "qas", place).enumerated() {
                    let place = "\(place).qas[\(question)]"
                    guard let id = value["id"]?.string else {
                        throw InputError(path: path, message: "\(place) has no text 'id'")
                    }
                    let texts = try list(value, "answers", place).map { $0["text"]?.string }
                    guard !texts.contains(nil) else {
                        throw InputError(path: path, message: "an answer of \(place) has no text 'text'")
                    }
                    ids.append(id)
                    answers.append(texts.compactMap { $0 })
                }
            }
        }
        if ids.isEmpty { throw InputError(path: path, message: "the file holds no questions") }
        self.ids = ids
        self.answers = answers
    }

    /// Where each id stands.
    private func index() throws -> [[UInt8]: Int] {
        var index: [[UInt8]: Int] = [:]
        for (position, id) in ids.enumerated() where index.updateValue(position, forKey: Array(id.utf8)) != nil {
            throw InputError(path: path, message: "two questions have the id '\(id)'; ids must differ")
        }
        return index
    }
}

// MARK: - Scoring

extension AnswerReferences {
    /// Scores predictions.
    ///
    /// - Parameters:
    ///   - predictionsPath: A JSON object with the predicted answer under each question's id.
    ///   - noAnswerPath: A JSON object with the no-answer score under each question's id, if there is one.
    ///   - threshold: The score above which the empty answer counts.
    ///   - convention: The scorer to follow.
    /// - Returns: The figures.
    /// - Throws: `InputError` for what isn't as it should be.
    func score(
        predictionsPath: String,
        noAnswerPath: String?,
        threshold: Double,
        convention: AnswerConvention
    ) throws -> ScoreResult {
        let index = try index()
        let predictions = try Self.members(of: predictionsPath)
        var texts = [String?](repeating: nil, count: ids.count)
        for member in predictions {
            guard let text = member.value.string else {
                throw InputError(path: predictionsPath, message: "the prediction of '\(member.name)' is no text")
            }
            if let position = index[Array(member.name.utf8)] { texts[position] = text }
        }
        try checkMissing(texts, in: predictionsPath, convention)
        if convention != .squad2, let position = answers.firstIndex(where: \.isEmpty) {
            throw InputError(
                path: path,
                message: "the question '\(ids[position])' has no answer; score it with --metric squad2"
            )
        }
        let metrics = AnswerMetrics(
            references: answers,
            predictions: texts,
            convention: convention,
            noAnswerScores: try noAnswerPath.map { try noAnswerScores($0, index) },
            noAnswerThreshold: threshold
        )
        return ScoreResult("questions", count: ids.count, values: metrics.officialValues)
    }

    private func checkMissing(_ texts: [String?], in path: String, _ convention: AnswerConvention) throws {
        guard let first = texts.firstIndex(of: nil) else { return }
        let count = texts.count { $0 == nil }
        let what = "there is no prediction for \(count) of \(ids.count) questions, the first '\(ids[first])'"
        if convention == .squad2 {
            throw InputError(path: path, message: "\(what); SQuAD 2.0 wants one for each, empty for no answer")
        }
        StandardError.note("\(path): \(what); they score 0")
    }

    private func noAnswerScores(_ path: String, _ index: [[UInt8]: Int]) throws -> [NoAnswerScore] {
        var seen = [Bool](repeating: false, count: ids.count)
        let scores = try Self.members(of: path).compactMap { member -> NoAnswerScore? in
            guard let score = member.value.double else {
                throw InputError(path: path, message: "the score of '\(member.name)' is no number")
            }
            guard let question = index[Array(member.name.utf8)] else { return nil }
            seen[question] = true
            return NoAnswerScore(question: question, score: score)
        }
        if let missing = seen.firstIndex(of: false) {
            throw InputError(path: path, message: "there is no score for the question '\(ids[missing])'")
        }
        return scores
    }

    private static func members(of path: String) throws -> [JSONObject.Member] {
        guard let object = try InputText.json(path).object else {
            throw InputError(path: path, message: "the document is not a JSON object of question ids")
        }
        return object.members
    }
}
