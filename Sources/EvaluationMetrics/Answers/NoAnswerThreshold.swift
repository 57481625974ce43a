/// How sure a model is that a question has no answer.
public struct NoAnswerScore: Sendable, Equatable {
    /// The index of the question among the references.
    public let question: Int
    /// The score, higher for surer: a probability, or the null score less the best answer's.
    public let score: Double

    /// Creates a score.
    public init(question: Int, score: Double) {
        self.question = question
        self.score = score
    }
}

/// The threshold for "no answer" that would have given the best figure, and that figure.
public struct NoAnswerThreshold: Sendable, Equatable {
    /// The figure, in percent.
    public let value: Double
    /// The highest score at which a question still counts as answered: the empty answer is given above it.
    public let threshold: Double

    /// Searches as the official SQuAD 2.0 script does.
    ///
    /// It starts from no question being answered, at the threshold 0, and lets the questions be answered one by
    /// one in the order of their scores, of equal scores in the order in which they are given. A question that has
    /// an answer adds what its prediction scores; one that has none costs 1 if its prediction is not empty. The
    /// first threshold of the best sum is the answer.
    ///
    /// - Parameters:
    ///   - noAnswerScores: The scores, in the order of the file they come from.
    ///   - answerScores: What each question's prediction scores, from 0 to 1.
    ///   - hasAnswer: Whether each question has an answer.
    ///   - isAnswered: Whether each question's prediction is other than the empty text.
    init(noAnswerScores: [NoAnswerScore], answerScores: [Double], hasAnswer: [Bool], isAnswered: [Bool]) {
        let order = noAnswerScores.indices.sorted {
            let (left, right) = (noAnswerScores[$0].score, noAnswerScores[$1].score)
            return left == right ? $0 < $1 : left < right
        }
        var current = Double(hasAnswer.count { !$0 })
        var best = current
        var threshold = 0.0
        for index in order {
            let question = noAnswerScores[index].question
            if hasAnswer[question] {
                current += answerScores[question]
            } else if isAnswered[question] {
                current -= 1
            }
            if current > best {
                best = current
                threshold = noAnswerScores[index].score
            }
        }
        value = ratio(100 * best, Double(answerScores.count))
        self.threshold = threshold
    }
}
