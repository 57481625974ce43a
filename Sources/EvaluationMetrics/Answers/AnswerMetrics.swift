/// The figures by which a model that answers questions from texts is judged, equal to the official scorers'.
///
/// ```swift
/// let metrics = AnswerMetrics(
///     references: [["Denver Broncos", "The Denver Broncos"], []],
///     predictions: ["the Denver Broncos!", ""], convention: .squad2)
/// metrics.overall.exactMatch  // 100
/// metrics.noAnswer?.f1        // 100
/// ```
public struct AnswerMetrics: Sendable, Equatable {
    /// The mean scores of some questions.
    public struct Group: Sendable, Equatable {
        /// The share of questions whose predicted answer is a true one, in percent.
        public let exactMatch: Double
        /// The mean F1 of predicted and true answer, in percent.
        public let f1: Double
        /// The number of questions.
        public let questionCount: Int

        fileprivate init(_ scores: some Collection<QuestionScore>) {
            questionCount = scores.count
            exactMatch = ratio(100 * scores.reduce(0) { $0 + $1.exactMatch }, Double(questionCount))
            f1 = ratio(100 * scores.reduce(0) { $0 + $1.f1 }, Double(questionCount))
        }
    }

    /// The scores of one question.
    public struct QuestionScore: Sendable, Equatable {
        /// 1 if the predicted answer is a true one, else 0.
        public let exactMatch: Double
        /// The F1 of predicted and true answer, from 0 to 1.
        public let f1: Double
        /// Whether the question has an answer.
        public let hasAnswer: Bool
    }

    /// The scorer that is followed.
    public let convention: AnswerConvention
    /// The scores of each question, in their order.
    public let questionScores: [QuestionScore]
    /// The scores of all questions.
    public let overall: Group
    /// In SQuAD 2.0 the scores of the questions that have an answer, if there are any.
    public let hasAnswer: Group?
    /// In SQuAD 2.0 the scores of the questions that have none, if there are any.
    public let noAnswer: Group?
    /// The threshold of the best exact match, if no-answer scores were given.
    public let bestExactMatch: NoAnswerThreshold?
    /// The threshold of the best F1, if no-answer scores were given.
    public let bestF1: NoAnswerThreshold?
    /// The number of questions without prediction, each of which scores 0.
    public let missingCount: Int
    /// The mean loss, if it was given.
    public let loss: Double?

    /// The figures of predictions.
    ///
    /// - Parameters:
    ///   - references: The true answers of each question; none for a question without answer.
    ///   - predictions: The predicted answer of each question, empty for "no answer"; `nil` if there is no
    ///     prediction, which scores 0 as in the scorers of SQuAD 1.1 and KorQuAD, while that of 2.0 would stop.
    ///   - convention: The scorer to follow.
    ///   - noAnswerScores: For SQuAD 2.0, how sure the model is that questions have no answer, in the order of the
    ///     file they come from; a question that is left out counts as 0.
    ///   - noAnswerThreshold: The score above which "no answer" is taken for the prediction, whatever it says;
    ///     1 as the official script has it, which is above all probabilities.
    ///   - loss: The mean loss, if it is to be reported with the rest.
    /// - Precondition: There are as many predictions as references, and all scores are of questions.
    public init(
        references: [[String]],
        predictions: [String?],
        convention: AnswerConvention,
        noAnswerScores: [NoAnswerScore]? = nil,
        noAnswerThreshold: Double = 1,
        loss: Double? = nil
    ) {
        precondition(
            references.count == predictions.count,
            "\(predictions.count) predictions for \(references.count) questions"
        )
        self.convention = convention
        self.loss = loss
        missingCount = predictions.count { $0 == nil }
        let scores = zip(predictions, references).map { prediction, answers in
            prediction.map { convention.score(prediction: $0, references: answers) } ?? (0, 0)
        }
        func questionScores(_ scores: [(exactMatch: Double, f1: Double)]) -> [QuestionScore] {
            zip(scores, references).map {
                QuestionScore(exactMatch: $0.exactMatch, f1: $0.f1, hasAnswer: !$1.isEmpty)
            }
        }
        guard convention == .squad2 else {
            self.questionScores = questionScores(scores)
            overall = Group(self.questionScores)
            (hasAnswer, noAnswer, bestExactMatch, bestF1) = (nil, nil, nil, nil)
            return
        }

        let hasAnswers = references.map { !$0.isEmpty }
        var thresholdScores = [Double](repeating: 0, count: references.count)
        for score in noAnswerScores ?? [] { thresholdScores[score.question] = score.score }
        let finalScores = scores.indices.map { question -> (exactMatch: Double, f1: Double) in
            guard predictions[question] != nil, thresholdScores[question] > noAnswerThreshold else {
                return scores[question]
            }
            return hasAnswers[question] ? (0, 0) : (1, 1)
        }
        self.questionScores = questionScores(finalScores)
        (overall, hasAnswer, noAnswer) = Self.groups(self.questionScores)

        func best(_ figure: KeyPath<(exactMatch: Double, f1: Double), Double>) -> NoAnswerThreshold? {
            noAnswerScores.map { noAnswerScores in
                NoAnswerThreshold(
                    noAnswerScores: noAnswerScores.filter { predictions[$0.question] != nil },
                    answerScores: scores.map { $0[keyPath: figure] },
                    hasAnswer: hasAnswers,
                    isAnswered: predictions.map { $0?.isEmpty == false }
                )
            }
        }
        bestExactMatch = best(\.exactMatch)
        bestF1 = best(\.f1)
    }

    /// All questions, those with an answer and those without.
    private static func groups(_ scores: [QuestionScore]) -> (Group, Group?, Group?) {
        let (answerable, impossible) = (scores.filter(\.hasAnswer), scores.filter { !$0.hasAnswer })
        return (
            Group(scores), answerable.isEmpty ? nil : Group(answerable), impossible.isEmpty ? nil : Group(impossible)
        )
    }
}

// MARK: - Figures

extension AnswerMetrics {
    /// The figures of a sample of the questions, without those of thresholds.
    ///
    /// - Parameter sample: Indices of questions, each as often as the sample has the question.
    /// - Returns: What ``values`` would say of these questions, the loss and the best thresholds left out.
    public func values(of sample: [Int]) -> [MetricValue] {
        let scores = sample.map { questionScores[$0] }
        guard convention == .squad2 else { return Self.values(Group(scores), nil, nil) }
        let (overall, hasAnswer, noAnswer) = Self.groups(scores)
        return Self.values(overall, hasAnswer, noAnswer)
    }

    private static func values(_ overall: Group, _ hasAnswer: Group?, _ noAnswer: Group?) -> [MetricValue] {
        var values = [MetricValue("exactMatch", overall.exactMatch), MetricValue("f1", overall.f1)]
        for (name, group) in [("hasAnswer", hasAnswer), ("noAnswer", noAnswer)] {
            guard let group else { continue }
            values += [
                MetricValue(name + "ExactMatch", group.exactMatch, isMinor: true),
                MetricValue(name + "F1", group.f1, isMinor: true),
            ]
        }
        return values
    }

    /// All figures, always in this order: `loss` if it was given, `exactMatch`, `f1`; then in SQuAD 2.0, as far as
    /// they are defined, `hasAnswerExactMatch`, `hasAnswerF1`, `noAnswerExactMatch`, `noAnswerF1`,
    /// `bestExactMatch`, `bestExactMatchThreshold`, `bestF1`, `bestF1Threshold`.
    public var values: [MetricValue] {
        var values = loss.map { [MetricValue("loss", $0)] } ?? []
        values += Self.values(overall, hasAnswer, noAnswer)
        for (name, best) in [("bestExactMatch", bestExactMatch), ("bestF1", bestF1)] {
            guard let best else { continue }
            values += [
                MetricValue(name, best.value, isMinor: true),
                MetricValue(name + "Threshold", best.threshold, isMinor: true),
            ]
        }
        return values
    }

    /// The figures under the names and in the order of the official script: `exact_match` and `f1`, or for
    /// SQuAD 2.0 `exact`, `f1`, `total`, `HasAns_exact` and so on.
    public var officialValues: [MetricValue] {
        guard convention == .squad2 else {
            return [MetricValue("exact_match", overall.exactMatch), MetricValue("f1", overall.f1)]
        }
        var values: [MetricValue] = []
        for (prefix, group) in [("", overall), ("HasAns_", hasAnswer), ("NoAns_", noAnswer)] {
            guard let group else { continue }
            values += [
                MetricValue(prefix + "exact", group.exactMatch), MetricValue(prefix + "f1", group.f1),
                MetricValue(prefix + "total", Double(group.questionCount)),
            ]
        }
        for (name, best) in [("best_exact", bestExactMatch), ("best_f1", bestF1)] {
            guard let best else { continue }
            values += [MetricValue(name, best.value), MetricValue(name + "_thresh", best.threshold)]
        }
        return values
    }

    /// The figure of a name, or `nil` if there is none.
    public subscript(name: String) -> Double? {
        values.first { $0.name == name }?.value
    }
}
