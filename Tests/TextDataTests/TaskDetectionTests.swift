import TestSupport
import Testing
import TextData

@Suite("task detection")
struct TaskDetectionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let content: String
        let task: String
        let reason: String
        var alternatives: [String] = []

        var testDescription: String { "\(name): \(task)" }
    }

    static let cases = [
        Case(
            name: "a.csv",
            content: "text,label\ngood,1\nbad,0\n",
            task: "text-classification",
            reason: "2 different labels in 'label'"
        ),
        Case(
            name: "a.csv",
            content: "text,label\na,1\nb,2\nc,3\n",
            task: "text-classification",
            reason: "3 different labels",
            alternatives: ["text-regression"]
        ),
        Case(
            name: "a.tsv",
            content: "sentence1\tsentence2\tlabel\na\tb\tentailment\nc\td\tneutral\n",
            task: "text-pair-classification",
            reason: "columns 'sentence1' and 'sentence2', 2 different labels in 'label'"
        ),
        Case(
            name: "a.tsv",
            content: "sentence1\tsentence2\tscore\na\tb\t5.000\nc\td\t0.500\n",
            task: "sentence-similarity",
            reason: "numbers with fractions in 'score', from 0.5 to 5"
        ),
        Case(
            name: "a.tsv",
            content: "sentence1\tsentence2\tscore\na\tb\t5\nc\td\t3\n",
            task: "sentence-similarity",
            reason: "numbers in 'score', from 3 to 5",
            alternatives: ["text-pair-classification"]
        ),
        Case(name: "a.csv", content: "text,label\na,0.25\nb,1\n", task: "text-regression", reason: "from 0.25 to 1"),
        Case(
            name: "a.jsonl",
            content: "{\"text\": \"a\", \"label\": 0.25}\n{\"text\": \"b\", \"label\": 1}\n",
            task: "text-regression",
            reason: "numbers with fractions in 'label'"
        ),
        Case(
            name: "a.jsonl",
            content: "{\"text\": \"a\", \"labels\": [\"x\", \"y\"]}\n{\"text\": \"b\", \"labels\": []}\n",
            task: "multi-label-classification",
            reason: "lists of labels in 'labels'"
        ),
        Case(
            name: "a.csv",
            content: "text,label\na,x|y\nb,y\nc,x\nd,x|z\ne,z|y\nf,y|x\n",
            task: "multi-label-classification",
            reason: "labels with | between them in 'label'",
            alternatives: ["text-classification"]
        ),
        Case(
            name: "a.csv",
            content: "text,label\na,x|y\nb,\nc,x\nd,z\n",
            task: "multi-label-classification",
            reason: "lists of labels in 'label'"
        ),
        Case(
            name: "a.csv",
            content: "text,label\n" + (0..<40).map { "t \($0),\($0 == 7 ? "n/a" : "\($0)")\n" }.joined(),
            task: "text-regression",
            reason: "numbers in 'label', from 0 to 39, but for 'n/a' on line 9",
            alternatives: ["text-classification"]
        ),
        Case(
            name: "a.csv",
            content: "text,score\na,1.5\nb,2\nc,?\nd,3\ne,0.5\n",
            task: "text-regression",
            reason: "numbers in 'score', from 0.5 to 3, but for '?' on line 4",
            alternatives: ["text-classification"]
        ),
        Case(
            name: "a.csv",
            content: "text,label\na,1\nb,2\nc,3\nd,other\ne,1\nf,2\n",
            task: "text-classification",
            reason: "4 different labels"
        ),
        Case(
            name: "a.csv",
            content: "text,label\n" + (0..<310).map { "t \($0),\($0 < 300 ? "\($0 % 30)" : "oos")\n" }.joined(),
            task: "text-classification",
            reason: "31 different labels"
        ),
        Case(
            name: "a.jsonl",
            content: "{\"sentence\": \"a\", \"labels\": [{\"start\": 0, \"end\": 1, \"label\": \"X\"}]}\n",
            task: "token-classification",
            reason: "members 'sentence' and 'labels'"
        ),
        Case(
            name: "a.jsonl",
            content: "{\"words\": [\"a\"], \"upos\": [\"NOUN\"]}\n",
            task: "token-classification",
            reason: "members 'words' and 'upos'"
        ),
        Case(
            name: "a.jsonl",
            content: "{\"tokens\": [\"a\"], \"tags\": [\"O\"]}\n",
            task: "token-classification",
            reason: "members 'tokens' and 'tags'"
        ),
        Case(
            name: "a.json",
            content: "{\"text\": \"a\", \"spans\": []}\n",
            task: "token-classification",
            reason: "members 'text' and 'spans'"
        ),
        Case(name: "a.conll", content: "a O\n\nb O\n", task: "token-classification", reason: "the name ends in .conll"),
        Case(
            name: "a.txt",
            content: "-DOCSTART- -X- O O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\n\n",
            task: "token-classification",
            reason: "-DOCSTART-"
        ),
        Case(
            name: "a.tsv",
            content: "## a comment\nEU\tB-ORG\n\t O\nfilm\tO\n\nno\tO\n\n",
            task: "token-classification",
            reason: "tags such as B-ORG"
        ),
        Case(
            name: "a.txt",
            content: "# sent_id = 1\n1\tA\ta\tDET\tDT\t_\t2\tdet\t_\t_\n",
            task: "token-classification",
            reason: "CoNLL-U"
        ),
        Case(
            name: "a.jsonl",
            content: "{\"question\": \"a?\", \"context\": \"b\", \"answers\": []}\n",
            task: "question-answering",
            reason: "members 'question' and 'context'"
        ),
        Case(
            name: "a.json",
            content: "{\"version\": \"1.1\", \"data\": [{\"title\": \"t\", \"paragraphs\": []}]}",
            task: "question-answering",
            reason: "SQuAD's JSON"
        ),
        Case(
            name: "a.json",
            content:
                "{\n \"data\": [{\n  \"paragraphs\": [{\"context\": \"c\", \"qas\": [{\"question\": \"q\"}]}]\n }]\n}\n",
            task: "question-answering",
            reason: "a JSON document with questions"
        ),
    ]

    @Test("tells the task and what shows it", arguments: cases)
    func detection(example: Case) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(example.content.utf8, to: example.name)
        let detection = try TaskDetection.detect(path)
        #expect(detection.task == example.task)
        #expect(detection.reason.contains(example.reason), "\(detection.reason)")
        #expect(detection.alternatives == example.alternatives)
    }

    @Test("doubt is said")
    func doubt() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("text,label\na,1\nb,2\nc,3\n".utf8, to: "a.csv")
        #expect(
            "\(try TaskDetection.detect(path))"
                == "text-classification: column 'text', 3 different labels in 'label'; it could also be text-regression"
        )
    }

    @Test(
        "what can't be told is the reader's error",
        arguments: [
            ("a.csv", "text,other\na,b\n", DataError.Code.missingColumn), ("a.csv", "", .emptyFile),
            ("a.csv", "text,label\na,x\nb,\nc,y\n", .missingLabel), ("a.csv", "text,label\n", .noExamples),
            ("a.bin", "PK\u{3}\u{4}", .unsupportedFile),
        ]
    )
    func errors(name: String, content: String, code: DataError.Code) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(content.utf8, to: name)
        let error = #expect(throws: DataError.self) { try TaskDetection.detect(path) }
        #expect(error?.code == code)
    }
}
