import StrictJSON
import TestSupport
import Testing

@Suite("Lists of labels and numbers on the command line")
struct TextTaskCommandTests {
    private static let recipe = ["--epochs", "2", "--batch-size", "4", "--learning-rate", "1e-3", "--quiet"]

    private static let lists = (0..<12).map { index in
        let labels = [["\"joy\""], ["\"fear\""], ["\"fear\"", "\"joy\""], []][index % 4].joined(separator: ", ")
        return
            "{\"text\": \"\(["good", "bad", "good and bad", "a film"][index % 4]) \(index)\", \"labels\": [\(labels)]}"
    }
    .joined(separator: "\n")

    private static let pairs =
        "sentence1\tsentence2\tscore\n"
        + (0..<12).map { "a film \($0)\t\(["a film", "a city", "the role"][$0 % 3])\t\([5, 1, 2.5][$0 % 3])" }
        .joined(separator: "\n")

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder.withTinyModel()
        try folder.write(Self.lists.utf8, to: "lists.jsonl")
        try folder.write(Self.pairs.utf8, to: "pairs.tsv")
        return folder
    }

    private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> BertuneProcess {
        let process = try BertuneProcess(arguments, in: folder)
        try #require(process.status == 0, "\(process.errors)")
        return process
    }

    private func json(_ line: some StringProtocol) throws -> JSONValue {
        try JSONValue.parse(Array(line.utf8))
    }

    @Test("labels are learnt, their thresholds kept, and all above them told")
    func labels() throws {
        let folder = try folder()
        let training = [
            "train", "--task", "multi-label-classification", "--model", "model", "--train", "lists.jsonl",
            "--validation", "lists.jsonl", "--output", "run",
        ]
        #expect(try run(training + Self.recipe, in: folder).output.contains("microF1"))
        let thresholds = try json(String(decoding: folder.bytes(of: "run/task.json"), as: UTF8.self))["settings"]?[
            "thresholds"
        ]
        #expect(thresholds?.array?.count == 2)
        let evaluation = try run(["evaluate", "run", "--data", "lists.jsonl", "--json"], in: folder)
        #expect(try json(evaluation.output)["labels"]?.array?.count == 2)
        #expect(try run(["evaluate", "run", "--data", "lists.jsonl"], in: folder).output.contains("threshold"))
        let all = try run(["predict", "run", "good", "--threshold", "0", "--json"], in: folder)
        #expect(try json(all.output)["labels"]?.array?.count == 2)
        let none = try run(["predict", "run", "good", "--threshold", "1"], in: folder)
        #expect(none.output == "(none)\tgood\n")
        let again = try run(["train", "--recipe", "run/recipe.yaml", "--output", "again", "--quiet"], in: folder)
        #expect(!again.errors.contains("step"))
        #expect(try folder.bytes(of: "again/model.safetensors") == folder.bytes(of: "run/model.safetensors"))
    }

    @Test("numbers are learnt and told within their range")
    func numbers() throws {
        let folder = try folder()
        let training = [
            "train", "--task", "sentence-similarity", "--model", "model", "--train", "pairs.tsv",
            "--validation-split", "0.25", "--output", "run",
        ]
        let trained = try run(training + Self.recipe, in: folder)
        #expect(trained.output.contains("pearson"))
        #expect(trained.output.contains("bertune predict run \"some text\" --pair \"another text\"\n"))
        #expect(try run(["predict", "run", "some text", "--pair", "another text"], in: folder).status == 0)
        let answer = try run(["predict", "run", "a film", "--pair", "a city", "--logits"], in: folder)
        #expect(try (1...5).contains(#require(json(answer.output)["score"]?.double)))
        #expect(try json(answer.output)["logits"]?.array?.count == 1)
        let single = try BertuneProcess(["predict", "run", "a film"], in: folder)
        #expect(single.status == 65)
        #expect(single.errors.contains("pairs of texts"))
        let evaluation = try run(["evaluate", "run", "--data", "pairs.tsv", "--json"], in: folder)
        for name in ["loss", "pearson", "spearman", "meanSquaredError", "meanAbsoluteError"] {
            #expect(try json(evaluation.output)[name]?.double != nil)
        }
    }

    @Test("long texts are read in windows, in training and afterwards alike")
    func windows() throws {
        let folder = try folder()
        let long = Array(repeating: "this film is good", count: 40).joined(separator: " ")
        try folder.edit("train.csv") { $0 + "\n\(long),positive" }
        let training = [
            "train", "--model", "model", "--train", "train.csv", "--validation", "validation.csv", "--output", "run",
            "--long-texts", "mean", "--window-overlap", "8", "--max-length", "32", "--epochs", "1",
        ]
        let process = try run(training, in: folder)
        #expect(process.errors.contains("1 are read in windows of 32 tokens"), "\(process.errors)")
        let recipe = String(decoding: try folder.bytes(of: "run/recipe.yaml"), as: UTF8.self)
        #expect(recipe.contains("  longTexts: mean\n  windowOverlap: 8\n"))
        let answer = try run(["predict", "run", long], in: folder)
        #expect(answer.errors.contains("1 of 1 texts are longer than 32 tokens and were read in windows"))
        let cut = try run(["predict", "run", long, "--long-texts", "cut"], in: folder)
        #expect(cut.errors.contains("were cut"))
    }

    /// A training file that is none, and what is to be said of it.
    struct BadFile: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let task: String
        let name: String
        let content: String
        let message: String

        static func labels(_ description: String, _ name: String, _ content: String, _ message: String) -> BadFile {
            BadFile(
                testDescription: description,
                task: "multi-label-classification",
                name: name,
                content: content,
                message: message
            )
        }

        static func score(_ description: String, _ name: String, _ content: String, _ message: String) -> BadFile {
            BadFile(
                testDescription: description,
                task: "text-regression",
                name: name,
                content: content,
                message: message
            )
        }
    }

    static let badFiles: [BadFile] = [
        .labels("an empty file", "t.csv", "", "t.csv: the file is empty"),
        .labels("a header alone", "t.csv", "text,labels\n", "t.csv: "),
        .labels("no column of labels", "t.csv", "text,stars\na,1\n", "t.csv:1: no column is called 'labels'"),
        .labels("no label at all", "t.csv", "text,labels\na,\nb,\n", "t.csv: there are no labels"),
        .labels("one label", "t.csv", "text,labels\na,x\nb,\n", "t.csv: 'x' is the only label"),
        .labels(
            "an empty label",
            "t.csv",
            "text,labels\na,x|y\nb,x|\n",
            "t.csv:3: one of the labels in 'labels' is empty"
        ),
        .labels("a label twice", "t.csv", "text,labels\na,y|x|x\n", "t.csv:2: 'labels' has the label 'x' twice"),
        .labels("a ragged row", "t.csv", "text,labels\na,x|y\nb\n", "t.csv:3: the row has 1 field"),
        .labels(
            "a string for an array",
            "t.jsonl",
            "{\"text\": \"a\", \"labels\": \"x\"}\n",
            "t.jsonl:1: 'labels' is no array"
        ),
        .labels(
            "a number with a fraction",
            "t.jsonl",
            "{\"text\": \"a\", \"labels\": [1.5]}\n",
            "t.jsonl:1: 'labels' holds"
        ),
        .labels(
            "a line without labels",
            "t.jsonl",
            "{\"text\": \"a\", \"labels\": [\"x\", \"y\"]}\n{\"text\": \"b\"}\n",
            "t.jsonl:2: there are no 'labels'"
        ),
        .labels("a line cut off", "t.jsonl", "{\"text\": \"a\", \"labels\": [\"x\"", "t.jsonl:1:"),
        .score("an empty file", "t.csv", "", "t.csv: the file is empty"),
        .score("a header alone", "t.csv", "text,score\n", "t.csv: "),
        .score("no column of numbers", "t.csv", "text,other\na,1\n", "t.csv:1: no column is called 'score'"),
        .score("a word", "t.csv", "text,score\na,1\nb,good\n", "t.csv:3: 'good' is no number"),
        .score("a decimal comma", "t.tsv", "text\tscore\na\t1,5\n", "t.tsv:2: '1,5' is no number"),
        .score("not a number", "t.csv", "text,score\na,1\nb,NaN\n", "t.csv:3: 'NaN' is no number"),
        .score("a number too large", "t.csv", "text,score\na,1\nb,1e999\n", "t.csv:3: '1e999' is no number"),
        .score("no number", "t.csv", "text,score\na,1\nb,\n", "t.csv:3: the label is empty"),
        .score("one number", "t.csv", "text,score\na,1\nb,1\n", "t.csv: all examples have the same number"),
        .score("a ragged row", "t.csv", "text,score\na,1\nb,2,3\n", "t.csv:3: the row has 3 fields"),
        .score("a Boolean", "t.jsonl", "{\"text\": \"a\", \"score\": true}\n", "t.jsonl:1: 'score' is no number"),
        .score("an array", "t.jsonl", "{\"text\": \"a\", \"score\": [1]}\n", "t.jsonl:1: 'score' is no number"),
        .score("bad JSON", "t.jsonl", "{\"text\": \"a\", \"score\": 1,}\n", "t.jsonl:1:"),
    ]

    @Test("a bad file is told in one line with its place, and nothing is written", arguments: badFiles)
    func badFile(_ file: BadFile) throws {
        let folder = try TemporaryFolder.withTinyModel()
        try folder.write(file.content.utf8, to: file.name)
        let before = try folder.listing()
        let process = try BertuneProcess(
            ["train", "--task", file.task, "--model", "model", "--train", file.name, "--output", "run"],
            in: folder
        )
        #expect(process.status == 65, "\(process.errors)")
        #expect(process.errorLines.count == 1)
        #expect(process.errors.hasPrefix("bertune: error: \(file.message)"), "\(process.errors)")
        #expect(try folder.listing() == before)
    }

    @Test(
        "an option that is wrong, or of another task, is wrong usage",
        arguments: [
            ["--threshold", "0.5"], ["--threshold", "2"], ["--window-overlap", "3"], ["--lowest-score", "1"],
            ["--long-texts", "split"], ["--label-columns", ","], ["--label-separator", ""],
        ]
    )
    func badOptions(_ options: [String]) throws {
        let folder = try TemporaryFolder.withTinyModel()
        let before = try folder.listing()
        let process = try BertuneProcess(
            ["train", "--model", "model", "--train", "train.csv", "--output", "run"] + options,
            in: folder
        )
        #expect(process.status == 64, "\(process.errors)")
        #expect(process.errorLines.count == 1)
        #expect(try folder.listing() == before)
    }

    @Test("what numbers have no use for is refused before anything is written")
    func smoothing() throws {
        let folder = try folder()
        let before = try folder.listing()
        let process = try BertuneProcess(
            [
                "train", "--task", "sentence-similarity", "--model", "model", "--train", "pairs.tsv", "--output", "run",
                "--label-smoothing", "0.1",
            ],
            in: folder
        )
        #expect(process.status == 64)
        #expect(process.errorLines.count == 1)
        #expect(process.errors.contains("--label-smoothing has no use here: sentence-similarity learns numbers"))
        #expect(try folder.listing() == before)
    }
}
