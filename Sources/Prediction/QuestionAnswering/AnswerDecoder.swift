internal import Foundation
public import TextData

/// Turns start and end scores into answers: the one decoder of evaluation and prediction.
///
/// Of each window the best starts are paired with the best ends; a pair is a candidate if it lies within the context,
/// does not end before it starts and is not too long. All windows of a question together give the n-best list. "No
/// answer" scores what `[CLS]` scores in the window that is surest of an answer. This is what the published
/// `run_qa.py` does, but for ties, which it leaves to chance: here the higher score goes first, then the earlier
/// start, then the shorter answer.
public struct AnswerDecoder: Sendable, Equatable {
    /// How many starts and ends of a window are paired, and how many candidates are kept (`n_best_size`).
    public var nBestCount: Int
    /// The most tokens of an answer (`max_answer_length`).
    public var maximumAnswerLength: Int
    /// Whether "no answer" is an answer (`version_2_with_negative`).
    public var allowsNoAnswer: Bool
    /// How much better "no answer" must score than the best answer to be given (`null_score_diff_threshold`).
    public var nullThreshold: Double

    /// A decoder; without more, that of `run_qa.py`.
    ///
    /// - Parameters:
    ///   - nBestCount: How many starts and ends are paired and how many candidates are kept.
    ///   - maximumAnswerLength: The most tokens of an answer.
    ///   - allowsNoAnswer: Whether "no answer" is an answer.
    ///   - nullThreshold: How much better "no answer" must score than the best answer to be given.
    /// - Precondition: Both numbers are at least 1.
    public init(
        nBestCount: Int = 20,
        maximumAnswerLength: Int = 30,
        allowsNoAnswer: Bool = false,
        nullThreshold: Double = 0
    ) {
        precondition(nBestCount >= 1 && maximumAnswerLength >= 1, "n-best and answer length must be at least 1.")
        self.nBestCount = nBestCount
        self.maximumAnswerLength = maximumAnswerLength
        self.allowsNoAnswer = allowsNoAnswer
        self.nullThreshold = nullThreshold
    }

    /// Decodes the scores of all windows of all questions.
    ///
    /// - Parameters:
    ///   - logits: For each feature the start and the end score of every token in turn, `[features][2 * tokens]`.
    ///   - features: The windows; those of one question stand together.
    ///   - examples: The questions.
    /// - Returns: An answer for each question; "no answer" for one without windows, or whose context has no tokens.
    /// - Precondition: There are two scores a token.
    public func decode(
        _ logits: [[Float]],
        features: [QuestionFeature],
        examples: [QuestionExample]
    ) -> [QuestionAnswer] {
        var answers = [QuestionAnswer](repeating: QuestionAnswer(text: "", candidates: []), count: examples.count)
        var first = 0
        while first < features.count {
            let example = features[first].exampleIndex
            let end = features[first...].firstIndex { $0.exampleIndex != example } ?? features.count
            answers[example] = decode(
                logits[first..<end],
                windows: features[first..<end],
                context: examples[example].context
            )
            first = end
        }
        return answers
    }

    /// Decodes the scores of the windows of one question.
    private func decode(
        _ logits: ArraySlice<[Float]>,
        windows: ArraySlice<QuestionFeature>,
        context: String
    ) -> QuestionAnswer {
        var spans: [AnswerSpan] = []
        var null: AnswerSpan?
        for (scores, window) in zip(logits, windows) {
            let tokenCount = window.inputIDs.count
            precondition(scores.count == 2 * tokenCount, "\(scores.count) scores for \(tokenCount) tokens.")
            appendSpans(of: window, scores: scores, to: &spans)
            let windowNull = AnswerSpan(startLogit: scores[0], endLogit: scores[1], range: nil)
            if null.map({ $0.score > windowNull.score }) ?? true { null = windowNull }
        }
        if allowsNoAnswer, let null { spans.append(null) }
        spans.sort(by: AnswerSpan.precedes)
        spans.removeLast(max(0, spans.count - nBestCount))
        if allowsNoAnswer, let null, !spans.contains(where: { $0.range == nil }) { spans.append(null) }

        let scalars = Array(context.unicodeScalars)
        var candidates = spans.map { span in
            var text = ""
            if let range = span.range { text.unicodeScalars.append(contentsOf: scalars[range]) }
            return QuestionAnswer.Candidate(
                text: text,
                range: span.range,
                startLogit: span.startLogit,
                endLogit: span.endLogit,
                probability: 0
            )
        }
        // Of a context without tokens the reference says "empty", too; but there is nothing that could be an answer.
        let hasContext = windows.contains { !$0.contextTokens.isEmpty }
        if hasContext, !candidates.contains(where: { $0.range != nil }) { candidates.insert(.placeholder, at: 0) }
        Self.setProbabilities(of: &candidates)
        return answer(candidates, null: null)
    }

    /// Chooses among the candidates.
    private func answer(_ candidates: [QuestionAnswer.Candidate], null: AnswerSpan?) -> QuestionAnswer {
        var answer = QuestionAnswer(text: candidates.first?.text ?? "", candidates: candidates)
        guard allowsNoAnswer, let null else { return answer }
        let best = candidates.first { !$0.text.isEmpty }
        // Term by term in single precision, as the reference computes it; where nothing can be the answer, against the
        // scores of its "empty".
        let odds = null.score - (best?.startLogit ?? 0) - (best?.endLogit ?? 0)
        answer.noAnswerOdds = odds
        answer.text = Double(odds) > nullThreshold ? "" : best?.text ?? ""
        return answer
    }

    /// Softmax over the candidates, in double precision.
    private static func setProbabilities(of candidates: inout [QuestionAnswer.Candidate]) {
        let largest = candidates.map(\.score).max() ?? 0
        let weights = candidates.map { exp(Double($0.score) - Double(largest)) }
        let sum = weights.reduce(0, +)
        for (index, weight) in weights.enumerated() { candidates[index].probability = weight / sum }
    }
}

// MARK: - Spans of one window

extension AnswerDecoder {
    private func appendSpans(of window: QuestionFeature, scores: [Float], to spans: inout [AnswerSpan]) {
        let starts = bestTokens(scores, column: 0)
        let ends = bestTokens(scores, column: 1)
        for start in starts {
            guard let first = window.contextRange(ofToken: start) else { continue }
            for end in ends where end >= start && end - start < maximumAnswerLength {
                guard let last = window.contextRange(ofToken: end), last.upperBound > first.lowerBound else { continue }
                spans.append(
                    AnswerSpan(
                        startLogit: scores[2 * start],
                        endLogit: scores[2 * end + 1],
                        range: first.lowerBound..<last.upperBound
                    )
                )
            }
        }
    }

    /// The tokens that score best in a column, best first, of equal ones the earlier first.
    ///
    /// Few are wanted of many, so most tokens cost one comparison with the worst that is kept.
    private func bestTokens(_ scores: [Float], column: Int) -> [Int] {
        var best: [(token: Int, score: Float)] = []
        best.reserveCapacity(nBestCount + 1)
        for token in 0..<(scores.count / 2) {
            let score = scores[2 * token + column]
            if best.count == nBestCount, let worst = best.last, !(score > worst.score) { continue }
            let place = best.firstIndex { score > $0.score } ?? best.count
            best.insert((token, score), at: place)
            if best.count > nBestCount { best.removeLast() }
        }
        return best.map(\.token)
    }
}

/// A part of the context, or none, and its scores.
private struct AnswerSpan {
    let startLogit: Float
    let endLogit: Float
    /// `nil` for "no answer", whose place in ties is the very beginning.
    let range: Range<Int>?

    var score: Float { startLogit + endLogit }

    static func precedes(_ left: AnswerSpan, _ right: AnswerSpan) -> Bool {
        if left.score != right.score { return left.score > right.score }
        let (leftRange, rightRange) = (left.range ?? 0..<0, right.range ?? 0..<0)
        return (leftRange.lowerBound, leftRange.upperBound) < (rightRange.lowerBound, rightRange.upperBound)
    }
}

extension QuestionAnswer.Candidate {
    /// What the reference writes where no pair of a good start and a good end can be an answer.
    fileprivate static let placeholder = QuestionAnswer.Candidate(
        text: "empty",
        range: nil,
        startLogit: 0,
        endLogit: 0,
        probability: 0
    )
}
