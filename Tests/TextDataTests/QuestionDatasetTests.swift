import TestSupport
import Testing
import TextData

/// Reads questions from a text.
func readQuestions(
    _ text: String,
    name: String = "questions.json",
    labelsRequired: Bool = true
) throws -> QuestionDataset {
    try QuestionDataset.read(
        bytes: Array(text.utf8),
        name: name,
        options: TableOptions(labelsRequired: labelsRequired)
    )
}

@Suite("question data sets")
struct QuestionDatasetTests {
    private static let squad = """
        {"version": "v2.0", "data": [{"title": "Tesla", "paragraphs": [{"context": "Tesla was founded by Elon Musk.",
        "qas": [{"id": "a", "question": "Who founded Tesla?", "is_impossible": false,
        "answers": [{"text": "Elon Musk", "answer_start": 21}, {"text": "Musk", "answer_start": 26}]},
        {"id": "b", "question": "Who founded Google?", "is_impossible": true, "answers": [],
        "plausible_answers": [{"text": "Elon Musk", "answer_start": 21}]}]}]}]}
        """

    @Test("SQuAD's JSON is read as it is")
    func squad() throws {
        let dataset = try readQuestions(Self.squad)
        #expect(dataset.formatDescription == "SQuAD JSON, version v2.0")
        #expect(dataset.examples.map(\.id) == ["a", "b"])
        #expect(dataset.examples.map(\.isImpossible) == [false, true])
        let first = dataset.examples[0]
        #expect(first.title == "Tesla")
        #expect(first.question == "Who founded Tesla?")
        #expect(first.context == "Tesla was founded by Elon Musk.")
        #expect(first.answers == [.init(text: "Elon Musk", start: 21), .init(text: "Musk", start: 26)])
        #expect(first.trainingAnswer?.range == 21..<30)
        #expect(dataset.hasImpossibleQuestions)
        #expect(dataset.warnings.isEmpty)
        #expect(dataset.answerReport.answerCount == 2)
    }

    @Test(
        "every flat form gives the same question",
        arguments: [
            #"{"id":"a","question":"Wo?","context":"Dort, dort.","answers":[{"text":"dort","answer_start":6}]}"#,
            #"{"id":"a","question":"Wo?","context":"Dort, dort.","answers":{"text":["dort"],"answer_start":[6]}}"#,
            #"{"id":"a","question":"Wo?","context":"Dort, dort.","answer":"dort","answer_start":6}"#,
            #"{"id":"a","question":"Wo?","context":"Dort, dort.","answer":{"text":"dort","answer_start":6}}"#,
        ],
        ["lines.jsonl", "one.json", "list.json", "data.json"]
    )
    func flat(_ record: String, _ name: String) throws {
        let text =
            switch name {
            case "list.json": "[\(record), \(record.replacing(#""a""#, with: "7"))]"
            case "data.json": #"{"data": [\#(record)]}"#
            case "one.json": record
            default: "\(record)\n\n\(record.replacing(#""a""#, with: "7"))\n"
            }
        let dataset = try readQuestions(text, name: name)
        #expect(dataset.examples[0].id == "a")
        #expect(dataset.examples[0].answers == [.init(text: "dort", start: 6)])
        #expect(dataset.answerReport.faults.isEmpty)
        if dataset.examples.count == 2 { #expect(dataset.examples[1].id == "7") }
        if name == "lines.jsonl" { #expect(dataset.examples.map(\.line) == [1, 3]) }
    }

    @Test("JSON Lines are told from one document, whatever the name")
    func detection() throws {
        let record = #"{"question":"Wo?","context":"Dort.","answers":[]}"#
        #expect(try readQuestions("\(record)\r\n\(record)", name: "a.txt").examples.count == 2)
        #expect(try readQuestions("{\n" + Self.squad.dropFirst(), name: "a.txt").examples.count == 2)
        #expect(try readQuestions("\u{FEFF}" + Self.squad, name: "a.json").examples.count == 2)
    }

    @Test("ids are made up where there are none, and are numbers or strings")
    func ids() throws {
        let dataset = try readQuestions(
            #"[{"question":"a","context":"b","answers":[]},{"id":12,"question":"a","context":"b","answers":[]}]"#
        )
        #expect(dataset.examples.map(\.id) == ["1", "12"])
        #expect(dataset.examples.map(\.isImpossible) == [true, true])
    }

    @Test("questions without answers can be predicted on")
    func unlabelled() throws {
        let text = #"{"question":"Wo?","context":"Dort."}"#
        let dataset = try readQuestions(text, name: "a.jsonl", labelsRequired: false)
        #expect(!dataset.examples[0].isLabelled)
        #expect(!dataset.hasImpossibleQuestions)
        let error = #expect(throws: DataError.self) { try readQuestions(text, name: "a.jsonl") }
        #expect(error?.code == .missingLabel)
    }

    @Test("parts keep the path, and know their strata and groups")
    func subsets() throws {
        let dataset = try readQuestions(Self.squad)
        #expect(dataset.subset([1]).examples.map(\.id) == ["b"])
        #expect(dataset.subset([1]).path == "questions.json")
        #expect(dataset.stratum(of: dataset.examples[0]) != dataset.stratum(of: dataset.examples[1]))
        #expect(dataset.group(of: dataset.examples[0]) == dataset.group(of: dataset.examples[1]))
    }

    @Test("repeated ids and empty texts are said")
    func warnings() throws {
        let dataset = try readQuestions(
            #"[{"id":"a","question":" ","context":"b","answers":[]},{"id":"a","question":"c","context":"b","answers":[]}]"#
        )
        #expect(dataset.warnings.map(\.code) == [.emptyTexts, .repeatedIdentifiers])
        #expect(dataset.answerReport.count(.repeatedID) == 1)
    }
}

@Suite(
    "public question data",
    .enabled(if: TestData.sharedFolder != nil, "the folder of shared data is not there (BERTUNE_SHARED)")
)
struct SharedQuestionTests {
    @Test(
        "is read whole and without fault",
        arguments: [
            ("squad/reconstructed/dev-v1.1.rebuilt.json", 10_570, 0),
            ("squad/reconstructed/dev-v2.0.rebuilt.json", 11_873, 5_945),
            ("squad/reconstructed/train-v1.1.rebuilt.json", 87_599, 0),
            ("korean/korquad1/KorQuAD_v1.0_dev.json", 5_774, 0),
        ]
    )
    func counts(_ name: String, _ count: Int, _ impossibleCount: Int) throws {
        let path = try #require(TestData.shared("data/" + name))
        let clock = ContinuousClock()
        let begun = clock.now
        let dataset = try QuestionDataset.read(path)
        print("\(name): \(dataset.examples.count) questions read in \(clock.now - begun)")
        #expect(dataset.examples.count == count)
        #expect(dataset.examples.count(where: \.isImpossible) == impossibleCount)
        #expect(dataset.answerReport.faults.isEmpty)
        #expect(dataset.warnings.isEmpty)
    }
}
