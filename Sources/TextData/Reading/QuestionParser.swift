import StrictJSON

/// Makes examples of the JSON objects of questions, and checks their answers.
struct QuestionParser {
    private let answersRequired: Bool
    private var report = AnswerReport()
    private var count = 0

    /// A parser; `answersRequired` refuses questions that neither have answers nor are said to have none.
    init(answersRequired: Bool) {
        self.answersRequired = answersRequired
    }

    /// An answer as the file has it.
    private struct StatedAnswer {
        let text: String
        let start: Int?
        let place: JSONPlace
    }

    /// Reads a question: an element of SQuAD's `qas`, or a flat record.
    ///
    /// - Parameters:
    ///   - question: The JSON object.
    ///   - context: The text that the question is about.
    ///   - locator: The same text, ready to be searched.
    ///   - line: The line, or 0.
    /// - Returns: The example, its answers checked against the context.
    /// - Throws: ``DataError`` if a member is missing or of the wrong type.
    mutating func example(
        _ question: PlacedJSON,
        context: String,
        locator: AnswerLocator,
        line: Int
    ) throws(DataError) -> QuestionExample {
        count += 1
        var example = QuestionExample(
            id: try id(of: question, line: line),
            question: try question.required(QuestionMembers.question).string(),
            context: context,
            title: try question.member("title").map { (title) throws(DataError) in try title.string() },
            line: line
        )
        let isMarkedImpossible = try question.member("is_impossible").map { (mark) throws(DataError) in
            try mark.boolean()
        }
        let stated = try statedAnswers(of: question)
        if stated == nil && isMarkedImpossible != true && answersRequired {
            throw question.error(
                .missingLabel,
                "the question has no answers; write \"answers\": [] if its context holds none",
                field: "answers"
            )
        }
        func fault(_ kind: AnswerFault.Kind, _ message: String, _ place: JSONPlace? = nil) -> AnswerFault {
            AnswerFault(kind, message, id: example.id, place: "\(place ?? question.place)", line: line)
        }
        let answers = (stated ?? []).filter { !$0.text.isEmpty }
        for empty in (stated ?? []) where empty.text.isEmpty && isMarkedImpossible != true {
            report.faults.append(fault(.empty, "the answer's text is empty; it counts as none", empty.place))
        }
        for answer in answers {
            report.answerCount += 1
            let (checked, found) = Self.checked(answer, locator: locator)
            if let found { report.faults.append(fault(found.kind, found.message, answer.place)) }
            example.answers.append(checked)
        }
        example.isImpossible = answers.isEmpty && (stated != nil || isMarkedImpossible == true)
        if let isMarkedImpossible, isMarkedImpossible != example.isImpossible, stated != nil {
            let what = example.isImpossible ? "there is no answer" : "there are answers"
            report.faults.append(
                fault(.contradicted, "is_impossible is \(isMarkedImpossible) but \(what); the answers count")
            )
        }
        if !example.answers.isEmpty && example.trainingAnswer == nil { report.droppedQuestionCount += 1 }
        return example
    }

    /// The report on all questions, with the ids that are given twice.
    func finishedReport(_ examples: [QuestionExample]) -> AnswerReport {
        var report = report
        var known: Set<UTF8Key> = []
        known.reserveCapacity(examples.count)
        for example in examples where !known.insert(UTF8Key(example.id)).inserted {
            report.faults.append(
                AnswerFault(
                    .repeatedID,
                    "an earlier question has the same id; files of predictions keep the last one's answer",
                    id: example.id,
                    place: "",
                    line: example.line
                )
            )
        }
        return report
    }

    /// The id: a string or a number; the question's number where there is none.
    private func id(of question: PlacedJSON, line: Int) throws(DataError) -> String {
        guard let id = question.member("id") ?? question.member("guid") else { return String(count) }
        if let number = id.value.int { return String(number) }
        return try id.string()
    }
}

// MARK: - Answers

extension QuestionParser {
    /// The answers in any of their forms; `nil` if there is no member for them.
    private func statedAnswers(of question: PlacedJSON) throws(DataError) -> [StatedAnswer]? {
        if let answers = question.member("answers") {
            if answers.value.object != nil { return try columns(answers) }
            var stated: [StatedAnswer] = []
            for answer in try answers.elements() { stated.append(try one(answer, startIn: answer)) }
            return stated
        }
        if let answer = question.member("answer") {
            return [try one(answer, startIn: answer.value.object == nil ? question : answer)]
        }
        return nil
    }

    /// An answer: `{"text": …, "answer_start": …}`, or a string whose start may stand beside it.
    private func one(_ answer: PlacedJSON, startIn holder: PlacedJSON) throws(DataError) -> StatedAnswer {
        let text = answer.value.object == nil ? answer : try answer.required("text")
        let start = try holder.member("answer_start").map { (start) throws(DataError) in try start.integer() }
        return StatedAnswer(text: try text.string(), start: start, place: answer.place)
    }

    /// Answers as the datasets library keeps them: a list of texts and a list of starts.
    private func columns(_ answers: PlacedJSON) throws(DataError) -> [StatedAnswer] {
        let texts = try answers.required("text").elements()
        guard
            let starts = try answers.member("answer_start").map({ (starts) throws(DataError) in
                try starts.elements()
            })
        else {
            var stated: [StatedAnswer] = []
            for text in texts { stated.append(StatedAnswer(text: try text.string(), start: nil, place: text.place)) }
            return stated
        }
        guard starts.count == texts.count else {
            throw answers.error(
                .invalidField,
                "there are \(texts.count) texts and \(starts.count) starts; there must be one for each",
                field: "answers"
            )
        }
        var stated: [StatedAnswer] = []
        for (text, start) in zip(texts, starts) {
            let start = start.value.isNull ? nil : try start.integer()
            stated.append(StatedAnswer(text: try text.string(), start: start, place: text.place))
        }
        return stated
    }

    /// An answer in its right place, and what was wrong with it.
    private static func checked(
        _ answer: StatedAnswer,
        locator: AnswerLocator
    ) -> (answer: QuestionExample.Answer, fault: (kind: AnswerFault.Kind, message: String)?) {
        let scalars = Array(answer.text.unicodeScalars)
        if let start = answer.start, locator.holds(scalars, at: start) {
            return (QuestionExample.Answer(text: answer.text, start: start), nil)
        }
        let shown = "'\(excerpt(answer.text))'"
        if let found = locator.nearest(scalars, to: answer.start ?? 0) {
            let moved = QuestionExample.Answer(text: answer.text, start: found)
            guard let start = answer.start else {
                return (moved, (.located, "\(shown) has no answer_start; it first stands at \(found)"))
            }
            return (moved, (.moved, "\(shown) does not stand at \(start) but at \(found), which counts"))
        }
        if let range = locator.nearestAlike(scalars, to: answer.start ?? 0) {
            var text = ""
            text.unicodeScalars.append(contentsOf: locator.context[range])
            return (
                QuestionExample.Answer(text: text, start: range.lowerBound),
                (.respelled, "\(shown) stands at \(range.lowerBound) as '\(excerpt(text))', which counts")
            )
        }
        return (
            QuestionExample.Answer(text: answer.text, start: nil),
            (.lost, "\(shown) does not stand in the context; it is dropped from training")
        )
    }

    /// A text cut short, on one line.
    private static func excerpt(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(40).map { $0.value < 0x20 ? " " : String($0) }.joined()
        return text.unicodeScalars.count > 40 ? shown + "…" : shown
    }
}
