import TestSupport
import Testing
import TextData

/// What happens to an answer that does not stand where the file says.
@Suite("answer repair")
struct AnswerRepairTests {
    private func example(
        _ context: String,
        _ answers: String,
        more: String = ""
    ) throws -> (example: QuestionExample, report: AnswerReport) {
        let text = #"{"id":"q","question":"?","context":"\#(context)","answers":\#(answers)\#(more)}"#
        let dataset = try readQuestions(text, name: "a.jsonl")
        return (dataset.examples[0], dataset.answerReport)
    }

    @Test(
        "moves an answer to its nearest occurrence",
        arguments: [(0, 4), (3, 4), (11, 12), (8, 4), (9, 12), (40, 12), (-5, 4), (.max, 12), (.min, 4)]
    )
    func moved(_ stated: Int, _ found: Int) throws {
        let (example, report) = try example("the cat the cat", #"[{"text":"cat","answer_start":\#(stated)}]"#)
        #expect(example.answers == [.init(text: "cat", start: found)])
        #expect(report.faults.map(\.kind) == [.moved])
        #expect(report.faults[0].place == "answers[0]")
        #expect(report.faults[0].line == 1)
        #expect(report.repairedCount == 1)
    }

    @Test("counts in Unicode scalars, as Python does")
    func scalars() throws {
        let (right, report) = try example("\u{1F600}e\u{301} cat", #"[{"text":"cat","answer_start":4}]"#)
        #expect(right.answers[0].start == 4)
        #expect(report.faults.isEmpty)
        // Counted in UTF-16, as JavaScript does.
        #expect(try example("\u{1F600} cat", #"[{"text":"cat","answer_start":3}]"#).example.answers[0].start == 2)
    }

    @Test("finds the first occurrence where no place is given")
    func located() throws {
        let (example, report) = try example("the cat the cat", #"{"text":["cat"]}"#)
        #expect(example.answers == [.init(text: "cat", start: 4)])
        #expect(report.faults.map(\.kind) == [.located])
    }

    @Test(
        "takes the context's own white space and letter case",
        arguments: [("the  Cat", 4, "the\\n cAT"), (" the cat ", 4, "the\\n cAT"), ("İ", 17, "i\u{307}")]
    )
    func respelled(_ answer: String, _ start: Int, _ spelling: String) throws {
        let context = "Now the\\n cAT sat i\u{307}"
        let (example, report) = try example(context, #"[{"text":"\#(answer)","answer_start":3}]"#)
        #expect(report.faults.map(\.kind) == [.respelled])
        #expect(example.answers == [.init(text: spelling.replacing("\\n", with: "\n"), start: start)])
    }

    @Test("drops what is not there, and keeps it to be scored against")
    func lost() throws {
        let (example, report) = try example("the cat", #"[{"text":"dog","answer_start":4}]"#)
        #expect(example.answers == [.init(text: "dog", start: nil)])
        #expect(example.trainingAnswer == nil)
        #expect(!example.isImpossible)
        #expect(report.faults.map(\.kind) == [.lost])
        #expect(report.droppedQuestionCount == 1)
    }

    @Test("trains on the first answer that is there")
    func nextAnswer() throws {
        let answers = #"[{"text":"dog","answer_start":4},{"text":"cat","answer_start":4}]"#
        let (example, report) = try example("the cat", answers)
        #expect(example.trainingAnswer == .init(text: "cat", start: 4))
        #expect(report.droppedQuestionCount == 0)
    }

    @Test("takes an empty answer for none")
    func empty() throws {
        let (example, report) = try example("the cat", #"[{"text":"","answer_start":-1}]"#)
        #expect(example.isImpossible)
        #expect(report.faults.map(\.kind) == [.empty])
        let marked = try self.example("the cat", #"[{"text":"","answer_start":-1}]"#, more: #","is_impossible":true"#)
        #expect(marked.report.faults.isEmpty)
    }

    @Test("believes the answers where is_impossible contradicts them", arguments: [true, false])
    func contradicted(_ mark: Bool) throws {
        let answers = mark ? #"[{"text":"cat","answer_start":4}]"# : "[]"
        let (example, report) = try example("the cat", answers, more: #","is_impossible":\#(mark)"#)
        #expect(example.isImpossible == !mark)
        #expect(report.faults.map(\.kind) == [.contradicted])
    }

    @Test("lists every fault with its place and sums them up")
    func report() throws {
        let dataset = try readQuestions(
            """
            {"data":[{"paragraphs":[{"context":"the cat","qas":[
            {"id":"a","question":"?","answers":[{"text":"cat","answer_start":4},{"text":"cat","answer_start":5}]},
            {"id":"b","question":"?","answers":[{"text":"the","answer_start":1}]}]}]}]}
            """
        )
        #expect(
            dataset.answerReport.faults.map(\.description) == [
                "data[0].paragraphs[0].qas[0].answers[1], question 'a': 'cat' does not stand at 5 but at 4, which counts",
                "data[0].paragraphs[0].qas[1].answers[0], question 'b': 'the' does not stand at 1 but at 0, which counts",
            ]
        )
        #expect(dataset.warnings.map(\.code) == [.answerFaults])
        #expect(dataset.warnings[0].count == 2)
        #expect(
            dataset.warnings[0].message.hasPrefix("2 answer_starts are wrong and were corrected, the first: data[0]")
        )
    }
}
