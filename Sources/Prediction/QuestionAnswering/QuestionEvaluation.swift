public import EvaluationMetrics
public import StrictJSON
internal import TextData

/// How answers to questions agree with those that people gave, by the official scorers.
///
/// Data with questions that have no answer, and models that may say so, are scored as SQuAD 2.0; data that call
/// themselves KorQuAD as that; all others as SQuAD 1.1.
public struct QuestionEvaluation: TaskEvaluation {
    /// The scores of the answers.
    public let metrics: AnswerMetrics
    /// The scores of the best texts, whether or not "no answer" was preferred, with the search for the best
    /// threshold; `nil` where every question is given an answer.
    public let search: AnswerMetrics?
    /// The threshold of the best F1; `nil` where every question is given an answer.
    let bestThreshold: Double?

    init(_ answers: [QuestionAnswer], dataset: QuestionDataset, allowsNoAnswer: Bool) {
        let references = dataset.examples.map { $0.answers.map(\.text) }
        let isKorean = dataset.version?.hasPrefix("KorQuAD") == true
        let convention: AnswerConvention =
            allowsNoAnswer || dataset.hasImpossibleQuestions ? .squad2 : isKorean ? .korquad : .squad
        metrics = AnswerMetrics(references: references, predictions: answers.map(\.text), convention: convention)
        guard allowsNoAnswer else {
            (search, bestThreshold) = (nil, nil)
            return
        }
        let scores = answers.enumerated().compactMap { index, answer in
            answer.noAnswerOdds.map { NoAnswerScore(question: index, score: Double($0)) }
        }
        let search = AnswerMetrics(
            references: references,
            predictions: answers.map(\.bestText),
            convention: .squad2,
            noAnswerScores: scores,
            // The search reads all texts; none is to count as "no answer" for its odds.
            noAnswerThreshold: .infinity
        )
        self.search = search
        // Where it is best to answer nothing the official search says 0, which only probabilities never go below.
        let share = 100 * Double(dataset.examples.count(where: \.isImpossible)) / Double(max(references.count, 1))
        let answersNothing = search.bestF1.map { $0.threshold == 0 && $0.value <= share } ?? false
        bestThreshold =
            answersNothing ? scores.map(\.score).min().map { min(0, $0 - 1) } : search.bestF1?.threshold
    }

    /// Exact match and F1, then with and without answer as far as there are such questions, then the best that
    /// another threshold would give.
    public var values: [MetricValue] {
        metrics.values + (search?.values.filter { $0.name.hasPrefix("best") } ?? [])
    }

    /// A row for each kind of question.
    public var table: [String] {
        guard metrics.hasAnswer != nil || metrics.noAnswer != nil else { return [] }
        let groups: [(String, AnswerMetrics.Group?)] = [
            ("with answer", metrics.hasAnswer), ("without answer", metrics.noAnswer), ("all", metrics.overall),
        ]
        let rows = groups.compactMap { name, group in
            group.map {
                [name, AnswerText.fixed($0.exactMatch, 2), AnswerText.fixed($0.f1, 2), "\($0.questionCount)"]
            }
        }
        return AnswerText.table([["questions", "exact match", "f1", "count"]] + rows)
    }

    /// The figures under the names of the official scripts.
    public var details: [JSONObject.Member] {
        let figures = metrics.officialValues + (search?.officialValues.filter { $0.name.hasPrefix("best") } ?? [])
        return [.init("official", .object(JSONObject(figures.map { .init($0.name, JSONValue($0.value)) })))]
    }
}
