import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("Questions and answers")
struct QuestionTests {
    /// The tiny model, and `train.json` and `dev.json` in the form of SQuAD 2.0.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder.withTinyModel()
        func write(_ count: Int, to name: String) throws {
            let words = ["film", "movie", "story", "plot"]
            let questions = (0..<count).map { index in
                let context = "the \(words[index % 4]) was good and never dull, the scene was sad"
                let answer =
                    index % 3 == 0 ? "" : #"{"text": "good", "answer_start": \#(9 + words[index % 4].utf8.count)}"#
                return """
                    {"context": "\(context)", "qas": [{"id": "q\(index)", "question": "what was the \(words[index % 4])?",
                    "is_impossible": \(index % 3 == 0), "answers": [\(answer)]}]}
                    """
            }
            let text =
                #"{"version": "v2.0", "data": [{"title": "a", "paragraphs": [\#(questions.joined(separator: ","))]}]}"#
            try folder.write(text.utf8, to: name)
        }
        try write(24, to: "train.json")
        try write(6, to: "dev.json")
        return folder
    }

    private static let length = ["--max-length", "32", "--doc-stride", "4", "--epochs", "1", "--batch-size", "8"]

    private func json(_ line: some StringProtocol) throws -> JSONValue {
        try JSONValue.parse(Array(line.utf8))
    }

    @Test("squad trains, writes the official files and scores them")
    func squad() throws {
        let folder = try folder()
        let process = try BertuneProcess(
            [
                "squad", "--model", "model", "--data", "train.json", "--dev", "dev.json", "--output", "run",
                "--validation-split", "0.25",
            ] + Self.length,
            in: folder
        )
        try #require(process.status == 0, "\(process.errors)")
        for part in ["exactMatch", "bestF1", "with answer", "without answer", "run/predictions"] {
            #expect(process.output.contains(part), "no '\(part)' in \(process.output)")
        }
        #expect(
            try folder.names(in: "run/predictions") == ["nbest_predictions.json", "null_odds.json", "predictions.json"]
        )
        let predictions = try JSONValue.parse(folder.bytes(of: "run/predictions/predictions.json"))
        #expect(predictions.object?.members.map(\.name) == (0..<6).map { "q\($0)" })
        let task = try JSONValue.parse(folder.bytes(of: "run/task.json"))
        #expect(task["task"]?.string == "question-answering")
        #expect(task["settings"]?["nullThreshold"]?.double != nil)
        #expect(task["settings"]?["documentStride"]?.int == 4)
        let configuration = try JSONValue.parse(folder.bytes(of: "run/config.json"))
        #expect(configuration["architectures"]?.array?.first?.string == "BertForQuestionAnswering")
        #expect(configuration["id2label"] == nil)

        // The same model gives the same files and figures to evaluate.
        let evaluation = try BertuneProcess(
            ["evaluate", "run", "--data", "dev.json", "--predictions", "answers", "--json"],
            in: folder
        )
        try #require(evaluation.status == 0, "\(evaluation.errors)")
        for name in try folder.names(in: "answers") {
            #expect(try folder.bytes(of: "answers/\(name)") == folder.bytes(of: "run/predictions/\(name)"))
        }
        let scores = try json(evaluation.output)
        #expect(scores["examples"]?.int == 6)
        let official = try #require(scores["official"])
        let score = try BertuneProcess(
            [
                "score", "--metric", "squad2", "--predictions", "answers/predictions.json", "--references", "dev.json",
                "--json",
            ],
            in: folder
        )
        #expect(score.status == 0, "\(score.errors)")
        for name in ["exact", "f1", "HasAns_exact", "NoAns_f1"] {
            #expect(try json(score.output)[name]?.double == official[name]?.double)
        }
    }

    @Test("predict answers questions from the command line and from files")
    func predict() throws {
        let folder = try folder()
        let training = try BertuneProcess(
            [
                "train", "--task", "question-answering", "--model", "model", "--train", "train.json", "--output", "run",
                "--quiet",
            ]
                + Self.length,
            in: folder
        )
        try #require(training.status == 0, "\(training.errors)")
        let context = "the film was good and never dull"
        func run(_ arguments: [String], input: String = "") throws -> BertuneProcess {
            try BertuneProcess(["predict", "run"] + arguments, input: input, in: folder)
        }
        let answers = try run([
            "--question", "what?", "--question", "who?", "--context", context, "--json", "--top-k", "2",
        ])
        try #require(answers.status == 0, "\(answers.errors)")
        let lines = try answers.output.split(separator: "\n").map { try json($0) }
        #expect(lines.map { $0["question"]?.string } == ["what?", "who?"])
        for line in lines {
            #expect(line["candidates"]?.array?.count == 2)
            let candidates = line["candidates"]?.array ?? []
            for candidate in candidates {
                guard let start = candidate["start"]?.int, let end = candidate["end"]?.int else { continue }
                #expect(
                    String(context.unicodeScalars.map { Character($0) }[start..<end]) == candidate["answer"]?.string
                )
            }
        }
        try folder.write(context.utf8, to: "context.txt")
        let fromFile = try run([
            "--question", "what?", "--question", "who?", "--context-file", "context.txt", "--json", "--top-k", "2",
        ])
        #expect(fromFile.output == answers.output)

        // A threshold that nothing reaches always answers; one below all never does.
        let always = try run(["--question", "what?", "--context", context, "--null-threshold", "1000"])
        #expect(always.status == 0 && !always.output.contains("(no answer)"))
        let never = try run(["--question", "what?", "--context", context, "--null-threshold", "-1000"])
        #expect(never.output.hasPrefix("(no answer)\t"))

        let piped = try run(["--json"], input: #"{"id": "x", "question": "what?", "context": "\#(context)"}"# + "\n")
        #expect(piped.status == 0, "\(piped.errors)")
        #expect(try json(piped.output)["id"]?.string == "x")
        let whole = try run(["--input", "dev.json", "--output", "answers.jsonl"])
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(try folder.bytes(of: "answers.jsonl").split(separator: UInt8(ascii: "\n")).count == 6)

        for (arguments, says) in [
            (["--question", "what?"], "--context"), (["--context", "a"], "--question"),
            (["--question", "a", "--context", "b", "--context", "c"], "one for each"),
            (["--question", "a", "--context-file", "none.txt"], "none.txt"), (["a text"], "--question"),
            (["--question", "a", "--context", "b", "--n-best", "0"], "--n-best must be"),
        ] {
            let refused = try run(arguments)
            #expect(refused.status != 0)
            #expect(refused.errorLines.count == 1)
            #expect(refused.errors.contains(says), "\(refused.errors)")
        }
    }

    @Test(
        "bad data end in one line, and nothing is written",
        arguments: [
            ("{\"data\": [{\"paragraphs\": [{\"qas\": []}]}]}", "bad.json:1:"),
            ("{\"data\": [\n{\"title\": 3}]}", "bad.json:2:"), ("{\"data\": [", "bad.json:1:"),
            ("{\"data\": []}", "no questions"), ("", "empty"),
            (
                "{\"data\": [{\"paragraphs\": [{\"context\": \"a\", \"qas\": [{\"id\": \"b\", \"question\": \"c\"}]}]}]}",
                "no answers"
            ),
        ],
        ["--data", "--dev"]
    )
    func badData(_ bad: (text: String, says: String), _ option: String) throws {
        let folder = try folder()
        try folder.write(bad.text.utf8, to: "bad.json")
        let before = try folder.listing()
        let files =
            option == "--data"
            ? ["--data", "bad.json", "--dev", "dev.json"] : ["--data", "train.json", "--dev", "bad.json"]
        let process = try BertuneProcess(
            ["squad", "--model", "model", "--output", "run"] + files + Self.length,
            in: folder
        )
        #expect(process.status == 65)
        #expect(process.errorLines.count == 1)
        #expect(process.errors.contains(bad.says), "\(process.errors)")
        #expect(try folder.listing() == before)
    }

    @Test("train ends with a question that can be asked")
    func hint() throws {
        let folder = try folder()
        let process = try BertuneProcess(
            ["train", "--model", "model", "--train", "train.json", "--output", "my run", "--quiet"] + Self.length,
            in: folder
        )
        try #require(process.status == 0, "\(process.errors)")
        #expect(
            process.output.hasSuffix(
                "bertune predict 'my run' --question \"a question about it?\" --context \"some text\"\n"
            ),
            "\(process.output)"
        )
        let answer = try BertuneProcess(
            ["predict", "my run", "--question", "a question about it?", "--context", "some text"],
            in: folder
        )
        #expect(answer.status == 0, "\(answer.errors)")
    }

    @Test("squad holds back what a recipe file says, and refuses what it would ignore")
    func squadRecipe() throws {
        let folder = try folder()
        let command =
            [
                "squad", "--model", "model", "--data", "train.json", "--dev", "dev.json", "--output", "run", "--recipe",
                "r.yaml", "--quiet",
            ] + Self.length
        for (recipe, message) in [
            ("layout:\n  textColumn: a\naugmentation:\n  method: eda\n", "layout.textColumn, augmentation; take"),
            ("labels: [a, b]\noptions:\n  nBestCount: 5\n  longTexts: mean\n", "no use for labels, options.longTexts;"),
            ("task: text-classification\n", "--recipe is one for text-classification"),
        ] {
            try folder.write(recipe.utf8, to: "r.yaml")
            let process = try BertuneProcess(command, in: folder)
            #expect([64, 65].contains(process.status))
            #expect(process.errorLines.count == 1)
            #expect(process.errors.contains(message), "\(process.errors)")
        }
        try folder.write("layout:\n  validationSplit: 0.25\n".utf8, to: "r.yaml")
        let process = try BertuneProcess(command, in: folder)
        try #require(process.status == 0, "\(process.errors)")
        let written = String(decoding: try folder.bytes(of: "run/recipe.yaml"), as: UTF8.self)
        #expect(written.contains("  validationSplit: 0.25\n"))
        #expect(String(decoding: try folder.bytes(of: "run/metrics.jsonl"), as: UTF8.self).contains("\"validation\""))
    }
}
