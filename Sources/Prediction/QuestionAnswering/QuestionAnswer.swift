/// What a model says about one question.
public struct QuestionAnswer: Sendable, Equatable {
    /// A possible answer.
    public struct Candidate: Sendable, Equatable {
        /// The text; empty for "no answer".
        public var text: String
        /// The part of the context, in Unicode scalars; `nil` for "no answer".
        public var range: Range<Int>?
        /// The score of the first token as the answer's start, of `[CLS]` for "no answer".
        public var startLogit: Float
        /// The score of the last token as the answer's end, of `[CLS]` for "no answer".
        public var endLogit: Float
        /// The softmax of the scores of all candidates that were kept.
        public var probability: Double

        /// Creates a candidate.
        public init(text: String, range: Range<Int>?, startLogit: Float, endLogit: Float, probability: Double) {
            self.text = text
            self.range = range
            self.startLogit = startLogit
            self.endLogit = endLogit
            self.probability = probability
        }

        /// The sum of both scores, by which candidates are ranked.
        public var score: Float { startLogit + endLogit }
    }

    /// The answer; empty if the model finds none.
    public var text: String
    /// The best candidates, best first; "no answer" is among them if it is allowed.
    public var candidates: [Candidate]
    /// How much better "no answer" scores than the best answer (`null_odds`); `nil` if an answer must be given.
    public var noAnswerOdds: Float?

    /// Creates an answer.
    public init(text: String, candidates: [Candidate], noAnswerOdds: Float? = nil) {
        self.text = text
        self.candidates = candidates
        self.noAnswerOdds = noAnswerOdds
    }

    /// The candidate that is the answer; `nil` if the context has none.
    public var best: Candidate? {
        text.isEmpty ? nil : candidates.first { !$0.text.isEmpty }
    }

    /// The best text, whether or not "no answer" scores better.
    public var bestText: String {
        candidates.first { !$0.text.isEmpty }?.text ?? ""
    }
}
