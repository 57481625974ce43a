import TestSupport
import Testing
import TextData

/// A malformed file of questions and what must be said about it.
struct BadQuestions: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let code: DataError.Code
    let line: Int?
    /// A part of the message.
    let says: String

    init(_ name: String, _ text: String, _ code: DataError.Code, line: Int?, says: String) {
        testDescription = name
        self.text = text
        self.code = code
        self.line = line
        self.says = says
    }

    /// Faults of SQuAD's JSON; the fault stands on the line given.
    static let squad: [BadQuestions] = [
        .init("cut off", "{\"data\":\n[{\"paragraphs\":[", .invalidJSON, line: 2, says: "ends where"),
        .init("comma at the end", "{\"data\":[\n],}", .invalidJSON, line: 2, says: "name in double quotes"),
        .init("a name twice", "{\"data\":[],\n\"data\":[]}", .invalidJSON, line: 2, says: "given twice"),
        .init("no data", "\n{\"version\":\"1.1\"}", .missingColumn, line: 2, says: "neither SQuAD's JSON"),
        .init("data no list", "{\n\"data\":{}}", .invalidField, line: 2, says: "data: this is not a list"),
        .init("no articles", "{\"data\":[]}", .noExamples, line: nil, says: "no questions"),
        .init(
            "no paragraphs",
            "{\"data\":[\n{\"title\":\"a\"}]}",
            .missingColumn,
            line: 2,
            says: "data[0]: the object has no member 'paragraphs'"
        ),
        .init("article no object", "{\"data\":[\n7]}", .invalidField, line: 2, says: "data[0]: this is not an object"),
        .init(
            "no context",
            paragraph(#""qas":[]"#),
            .missingColumn,
            line: 2,
            says: "data[0].paragraphs[0]: the object has no member 'context'"
        ),
        .init(
            "context a number",
            paragraph("\"qas\":[],\n\"context\":7"),
            .invalidField,
            line: 3,
            says: "paragraphs[0].context: this is not a string"
        ),
        .init("no qas", paragraph(#""context":"a""#), .missingColumn, line: 2, says: "no member 'qas'"),
        .init(
            "no question",
            question(#""id":"a","answers":[]"#),
            .missingColumn,
            line: 3,
            says: "qas[0]: the object has no member 'question'"
        ),
        .init(
            "no answers",
            question(#""id":"a","question":"?""#),
            .missingLabel,
            line: 3,
            says: "the question has no answers"
        ),
        .init(
            "id a list",
            question(#""id":[],"question":"?","answers":[]"#),
            .invalidField,
            line: 3,
            says: "qas[0].id: this is not a string"
        ),
        .init(
            "answer without text",
            question(#""question":"?","answers":[{"answer_start":1}]"#),
            .missingColumn,
            line: 3,
            says: "answers[0]: the object has no member 'text'"
        ),
        .init(
            "start a text",
            question("\"question\":\"?\",\"answers\":[{\"text\":\"a\",\n\"answer_start\":\"0\"}]"),
            .invalidField,
            line: 4,
            says: "answers[0].answer_start: this is not an integer"
        ),
        .init(
            "start a fraction",
            question(#""question":"?","answers":[{"text":"a","answer_start":0.5}]"#),
            .invalidField,
            line: 3,
            says: "not an integer"
        ),
        .init(
            "is_impossible a text",
            question(#""question":"?","answers":[],"is_impossible":"no""#),
            .invalidField,
            line: 3,
            says: "is_impossible: this is neither true nor false"
        ),
        .init(
            "bad UTF-8 escape",
            question(#""question":"\ud800","answers":[]"#),
            .invalidJSON,
            line: 3,
            says: "half a surrogate pair"
        ),
        .init("a table", "question,context\na,b\n", .invalidJSON, line: 1, says: "the file is not JSON"),
    ]

    /// Faults of JSON Lines; the fault stands on line 2.
    static let lines: [BadQuestions] = [
        .init("cut off", #"{"question":"?","context""#, .invalidJSON, line: 2, says: "the line is not JSON"),
        .init("no object", "[1]", .invalidJSON, line: 2, says: "not a JSON object"),
        .init(
            "two objects",
            #"{"question":"?","context":"a","answers":[]} {}"#,
            .invalidJSON,
            line: 2,
            says: "end of the document"
        ),
        .init("no question", #"{"context":"a","answers":[]}"#, .missingColumn, line: 2, says: "'question'"),
        .init("no context", #"{"question":"?","answers":[]}"#, .missingColumn, line: 2, says: "'context'"),
        .init(
            "question null",
            #"{"question":null,"context":"a","answers":[]}"#,
            .missingColumn,
            line: 2,
            says: "'question'"
        ),
        .init(
            "context a list",
            #"{"question":"?","context":["a"],"answers":[]}"#,
            .invalidField,
            line: 2,
            says: "context: this is not a string"
        ),
        .init("no answers", #"{"question":"?","context":"a"}"#, .missingLabel, line: 2, says: "no answers"),
        .init(
            "answers a number",
            #"{"question":"?","context":"a","answers":3}"#,
            .invalidField,
            line: 2,
            says: "answers: this is not a list"
        ),
        .init(
            "more texts than starts",
            #"{"question":"?","context":"a","answers":{"text":["a","a"],"answer_start":[0]}}"#,
            .invalidField,
            line: 2,
            says: "2 texts and 1 starts"
        ),
        .init(
            "texts no list",
            #"{"question":"?","context":"a","answers":{"text":"a","answer_start":0}}"#,
            .invalidField,
            line: 2,
            says: "answers.text: this is not a list"
        ),
        .init(
            "answer a number",
            #"{"question":"?","context":"a","answer":1}"#,
            .invalidField,
            line: 2,
            says: "answer: this is not a string"
        ),
        .init(
            "a name twice",
            #"{"question":"?","question":"!","context":"a","answers":[]}"#,
            .invalidJSON,
            line: 2,
            says: "given twice"
        ),
    ]

    private static func paragraph(_ members: String) -> String {
        "{\"data\":[{\"paragraphs\":[\n{\(members)}]}]}"
    }

    private static func question(_ members: String) -> String {
        paragraph("\"context\":\"a\",\"qas\":[\n{\(members)}]")
    }
}

@Suite("malformed questions")
struct QuestionBadInputTests {
    @Test("of SQuAD's JSON are refused at their place", arguments: BadQuestions.squad)
    func squad(_ bad: BadQuestions) {
        expect(bad, name: "bad.json", text: bad.text)
    }

    @Test("of JSON Lines are refused at their line", arguments: BadQuestions.lines)
    func lines(_ bad: BadQuestions) {
        let good = #"{"question":"?","context":"a","answers":[]}"#
        expect(bad, name: "bad.jsonl", text: "\(good)\n\(bad.text)\n\(good)\n")
    }

    private func expect(_ bad: BadQuestions, name: String, text: String) {
        let error = #expect(throws: DataError.self) { try readQuestions(text, name: name) }
        guard let error else { return }
        #expect(error.code == bad.code)
        #expect(error.line == bad.line)
        #expect(error.message.contains(bad.says), "\(error.message)")
        #expect(error.description.hasPrefix(bad.line.map { "\(name):\($0)" } ?? "\(name): "))
        #expect(!error.description.contains("\n"))
    }

    @Test("files that are no text, or not there, are refused")
    func files() throws {
        let folder = try TemporaryFolder()
        for (bytes, code) in [
            ([], DataError.Code.emptyFile), ([0xFF, 0xFE, 0x7B, 0x00], .unsupportedFile),
            ([0x7B, 0x22, 0xC3, 0x28, 0x22], .invalidUTF8), ([0x1F, 0x8B, 8, 0], .unsupportedFile),
            (Array("   \n".utf8), .invalidJSON),
        ] as [([UInt8], DataError.Code)] {
            let path = try folder.write(bytes, to: "a.json")
            #expect(#expect(throws: DataError.self) { try QuestionDataset.read(path) }?.code == code)
        }
        #expect(
            #expect(throws: DataError.self) { try QuestionDataset.read(folder.path("none.json")) }?.code
                == .unreadableFile
        )
        #expect(#expect(throws: DataError.self) { try QuestionDataset.read(folder.path) }?.code == .unreadableFile)
        let path = try folder.write(Array("{}".utf8), to: "a.json")
        let options = TableOptions(format: .csv)
        let error = #expect(throws: DataError.self) { try QuestionDataset.read(path, options: options) }
        #expect(error?.code == .unsupportedFile)
    }
}
