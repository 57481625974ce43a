/// A question about a text, and its answers where they are known.
public struct QuestionExample: Sendable {
    /// An answer: a part of the context.
    public struct Answer: Sendable, Equatable {
        /// The answer's text.
        public var text: String
        /// Where the text begins in the context, in Unicode scalars, as Python counts (`answer_start`).
        ///
        /// `nil` if it does not stand there at all: such an answer can be scored against, but not trained on.
        public var start: Int?

        /// Creates an answer.
        ///
        /// - Parameters:
        ///   - text: The answer's text.
        ///   - start: Where it begins in the context, in Unicode scalars.
        public init(text: String, start: Int?) {
            self.text = text
            self.start = start
        }

        /// The part of the context, in Unicode scalars, if it is known.
        public var range: Range<Int>? {
            start.map { $0..<($0 + text.unicodeScalars.count) }
        }
    }

    /// The name of the question, under which its answer is written to `predictions.json`.
    public var id: String
    /// The question.
    public var question: String
    /// The text that the answer is looked for in.
    public var context: String
    /// The answers that people gave, the one to train on first; empty if there is none or none is known.
    public var answers: [Answer]
    /// Whether the context is known to hold no answer.
    public var isImpossible: Bool
    /// The title of the text, if the file has one.
    public var title: String?
    /// The line of the file on which the question begins, counted from 1; 0 if that is not known.
    public var line: Int

    /// Creates an example.
    ///
    /// - Parameters:
    ///   - id: The name of the question.
    ///   - question: The question.
    ///   - context: The text that the answer is looked for in.
    ///   - answers: The answers that people gave, the one to train on first.
    ///   - isImpossible: Whether the context is known to hold no answer.
    ///   - title: The title of the text.
    ///   - line: The line of the file on which the question begins, counted from 1.
    public init(
        id: String,
        question: String,
        context: String,
        answers: [Answer] = [],
        isImpossible: Bool = false,
        title: String? = nil,
        line: Int = 0
    ) {
        self.id = id
        self.question = question
        self.context = context
        self.answers = answers
        self.isImpossible = isImpossible
        self.title = title
        self.line = line
    }

    /// Whether it is known what the answer is, or that there is none.
    public var isLabelled: Bool { isImpossible || !answers.isEmpty }

    /// The answer to train on: the first whose place in the context is known.
    public var trainingAnswer: Answer? { answers.first { $0.start != nil } }
}
