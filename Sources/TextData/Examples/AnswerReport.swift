/// Something wrong with an answer or an id in a data file, and what was done about it.
public struct AnswerFault: Sendable, Equatable {
    /// The kind of fault.
    public enum Kind: String, Sendable, CaseIterable {
        /// The answer does not stand where `answer_start` says, but elsewhere in the context: it was moved there.
        case moved
        /// There is no `answer_start`: the answer's first occurrence counts.
        case located
        /// The answer stands in the context with other white space or letter case: the context's form counts.
        case respelled
        /// The answer does not stand in the context: it is dropped from training.
        case lost
        /// The answer's text is empty: it counts as none.
        case empty
        /// `is_impossible` contradicts the list of answers: the list counts, as in the official scorer.
        case contradicted
        /// Another question has the same id.
        case repeatedID
    }

    /// The kind of fault.
    public let kind: Kind
    /// The question's id.
    public let id: String
    /// Where it stands in a JSON document, such as `data[0].paragraphs[2].qas[1].answers[0]`.
    public let place: String
    /// The line, counted from 1; 0 if that is not known.
    public let line: Int
    /// What is wrong and what was done, in a sentence.
    public let message: String

    init(_ kind: Kind, _ message: String, id: String, place: String, line: Int) {
        self.kind = kind
        self.id = id
        self.place = place
        self.line = line
        self.message = message
    }
}

// MARK: - CustomStringConvertible

extension AnswerFault: CustomStringConvertible {
    /// The place, the question and the message.
    public var description: String {
        let origin = line > 0 ? "line \(line)" : place
        return "\(origin.isEmpty ? "" : origin + ", ")question '\(id)': \(message)"
    }
}

/// What was wrong with the answers and ids of a data file.
public struct AnswerReport: Sendable, Equatable {
    /// Every fault, in the file's order; repeated ids after the others.
    public internal(set) var faults: [AnswerFault] = []
    /// The number of answers that were looked at.
    public internal(set) var answerCount = 0
    /// The number of questions whose answers are all lost, which training therefore leaves out.
    public internal(set) var droppedQuestionCount = 0

    init() {}

    /// The number of faults of a kind.
    public func count(_ kind: AnswerFault.Kind) -> Int {
        faults.count { $0.kind == kind }
    }

    /// The number of answers whose place was corrected.
    public var repairedCount: Int { count(.moved) + count(.located) + count(.respelled) }

    /// A warning for each kind of fault, with the number of cases and the first.
    func warnings(path: String) -> [DataWarning] {
        AnswerFault.Kind.allCases.compactMap { kind in
            guard let first = faults.first(where: { $0.kind == kind }) else { return nil }
            let count = count(kind)
            return DataWarning(
                kind == .repeatedID ? .repeatedIdentifiers : .answerFaults,
                "\(count == 1 ? kind.one : "\(count) \(kind.many)"), the first: \(first)",
                path: path,
                line: first.line > 0 ? first.line : nil,
                count: count
            )
        }
    }
}

extension AnswerFault.Kind {
    /// The words for one case.
    fileprivate var one: String {
        switch self {
        case .moved: "1 answer_start is wrong and was corrected"
        case .located: "1 answer_start is missing and was found"
        case .respelled: "1 answer is written differently in its context, whose form counts"
        case .lost: "1 answer does not stand in its context and is dropped from training"
        case .empty: "1 answer is empty and counts as none"
        case .contradicted: "1 is_impossible contradicts the answers, which count"
        case .repeatedID: "1 id is given twice"
        }
    }

    /// The words for several cases, after their number.
    fileprivate var many: String {
        switch self {
        case .moved: "answer_starts are wrong and were corrected"
        case .located: "answer_starts are missing and were found"
        case .respelled: "answers are written differently in their contexts, whose form counts"
        case .lost: "answers do not stand in their contexts and are dropped from training"
        case .empty: "answers are empty and count as none"
        case .contradicted: "is_impossible contradict the answers, which count"
        case .repeatedID: "ids are given again"
        }
    }
}
