import TestSupport
import Testing
import TextData

/// A file that is read for a task that it is not for is refused, and told what it looks like.
@Suite("Files for another task")
struct WrongKindTests {
    enum Reader: Sendable {
        case texts, words, questions

        func read(_ path: String, labelsRequired: Bool = true) throws -> Int {
            let options = TableOptions(labelsRequired: labelsRequired)
            return switch self {
            case .texts: try TextDataset.read(path, options: options).examples.count
            case .words: try WordDataset.read(path, options: options).examples.count
            case .questions: try QuestionDataset.read(path, options: options).examples.count
            }
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let content: String
        let reader: Reader
        let message: String

        var testDescription: String { "\(name) read as \(reader)" }
    }

    private static let table = "sentence\tlabel\ngood\t1\nbad\t0\n"
    private static let sentences = "utterance\tintent\nwhere is it\tfind\nit came late\tcomplain\nthanks a lot\tthank\n"
    private static let conll = "Ann B-PER\nlives O\n\nBob B-PER\n\n"
    private static let squad = """
        {"data": [{"paragraphs": [{"context": "a b", "qas":
        [{"id": "1", "question": "a?", "answers": [{"text": "b", "answer_start": 2}]}]}]}]}
        """

    static let cases = [
        Case(name: "a.tsv", content: table, reader: .words, message: "data for text-classification (column 'sentence'"),
        Case(name: "a.txt", content: table, reader: .words, message: "data for text-classification (column 'sentence'"),
        Case(name: "a.tsv", content: sentences, reader: .words, message: "as for text-classification"),
        Case(
            name: "a.tsv",
            content: table,
            reader: .questions,
            message: "data for text-classification (column 'sentence'"
        ),
        Case(name: "a.conll", content: conll, reader: .questions, message: "data for token-classification (the name"),
        Case(
            name: "a.conll",
            content: conll,
            reader: .texts,
            message: "tagged words (the name ends in .conll), which are data for"
        ),
        Case(name: "a.txt", content: conll, reader: .texts, message: "one word a line, tags such as B-PER"),
        Case(name: "a.json", content: squad, reader: .texts, message: "data for question-answering (a JSON document"),
        Case(
            name: "a.json",
            content: squad.filter { $0 != "\n" },
            reader: .texts,
            message: "data for question-answering (SQuAD's JSON"
        ),
        Case(
            name: "a.jsonl",
            content: #"{"tokens": ["a"], "tags": ["O"]}"#,
            reader: .texts,
            message: "data for token-classification (members 'tokens' and 'tags')"
        ),
        Case(
            name: "a.jsonl",
            content: #"{"question": "a?", "context": "b", "answers": []}"#,
            reader: .words,
            message: "data for question-answering (members 'question' and 'context')"
        ),
    ]

    @Test("are refused with what they look like", arguments: cases)
    func refusal(example: Case) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(example.content.utf8, to: example.name)
        let error = #expect(throws: DataError.self) { try example.reader.read(path) }
        #expect(error?.message.contains(example.message) == true, "\(error?.description ?? "")")
        #expect(error?.path == path)
    }

    @Test("lines of tagged words are not asked about as texts")
    func wordsAsTexts() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.conll.utf8, to: "a.txt")
        #expect(throws: DataError.self) { try Reader.texts.read(path, labelsRequired: false) }
    }

    /// Texts of ten words and more whose first character is a number.
    static let numberedTexts = [
        ("a.tsv", "1\tthis is a rather long review of the film and its music\n0\tbad\n"),
        ("a.tsv", "0.1\tthis is a rather long review of the film and its music\n0.5\tbad\n"),
        ("a.tsv", "1-a\tthis is a rather long review of the film and its music\n2\tbad\n"),
        ("a.tsv", "1\ta b\t3\t4\t5\t6\tx\t8\t9\t10\n2\ta b\t3\t4\t5\t6\tx\t8\t9\t10\n"),
        ("a.pos", "1\tthis is a rather long review of the film and its music\n0\tbad\n"),
        ("a.bio", "1\tborn in a small town by the sea in the year\n0\tbad\n"),
    ]

    @Test("texts behind a number are no CoNLL-U", arguments: numberedTexts)
    func numbers(name: String, content: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(content.utf8, to: name)
        let options = TableOptions(hasHeader: false, textColumn: "2", labelColumn: "1")
        #expect(try TextDataset.read(path, options: options).examples.count == 2)
        guard name != "a.bio" else { return }
        #expect(try TaskDetection.detect(path, options: options).task != "token-classification")
    }

    @Test(
        "nor are lines that begin with one",
        arguments: ["1-star rating, I would not recommend this to anyone ever again", "1 2 3 4 5 6 7 8 9 10 11"]
    )
    func numberedLines(line: String) throws {
        let folder = try TemporaryFolder()
        for name in ["rev.txt", "rt-polarity.pos"] {
            let path = try folder.write("\(line)\nbad\n".utf8, to: name)
            #expect(try Reader.texts.read(path, labelsRequired: false) == 2)
        }
    }

    @Test("advice for lines of words leads to an answer")
    func advice() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.conll.utf8, to: "a.txt")
        let error = #expect(throws: DataError.self) { try Reader.texts.read(path, labelsRequired: false) }
        #expect(error?.message.hasSuffix("say --format lines") == true)
        #expect(
            try TextDataset.read(path, options: TableOptions(format: .lines, labelsRequired: false)).examples.count > 1
        )
        let labelled = #expect(throws: DataError.self) { try Reader.texts.read(path) }
        #expect(labelled?.likelyTask == "token-classification")
        #expect(labelled?.message.contains("--format") == false)
        #expect(labelled?.message.contains("--task") == false)
    }

    @Test("a table of texts is cut into words where no tags are needed", arguments: [table, sentences])
    func textsAsWords(content: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(content.utf8, to: "a.tsv")
        guard content == Self.table else {
            #expect(throws: DataError.self) { try Reader.words.read(path, labelsRequired: false) }
            return
        }
        #expect(try Reader.words.read(path, labelsRequired: false) == 2)
    }

    @Test("such a table is read in batches, and a guessed header said with the first")
    func textsAsWordsInBatches() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("utterance\nwhere is it\ncame late\n".utf8, to: "a.csv")
        var counts: [Int] = []
        var warnings: [DataWarning.Code] = []
        try WordDataset.forEachBatch(path, options: TableOptions(labelsRequired: false), count: 2) {
            counts.append($0.examples.count)
            warnings += $0.warnings.map(\.code)
        }
        #expect(counts == [2, 1])
        #expect(warnings == [.headerGuessed])
    }

    @Test("columns of words stay columns", arguments: ["word\ttag\na\tN\nb\tV\n", "a\tN\nb\tV\n\nc d\tN\n"])
    func columns(content: String) throws {
        let dataset = try WordDataset.read(bytes: Array(content.utf8), name: "a.tsv")
        #expect(dataset.examples[0].words == ["a", "b"])
    }

    @Test("--format conll is believed")
    func format() throws {
        let dataset = try WordDataset.read(
            bytes: Array("New York\tB-LOC\nis far\tO\n".utf8),
            name: "a.tsv",
            options: TableOptions(format: .conll)
        )
        #expect(dataset.examples[0].words == ["New York", "is far"])
    }
}
