import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("From data to answers")
struct WorkflowTests {
    private static let training = [
        "train", "--model", "model", "--train", "train.csv", "--validation", "validation.csv", "--epochs", "4",
        "--batch-size", "4", "--learning-rate", "1e-3", "--logging-steps", "5",
    ]

    private func trained(_ arguments: [String] = []) throws -> TemporaryFolder {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(Self.training + ["--output", "run"] + arguments, in: folder)
        try #require(process.status == 0, "\(process.errors)")
        return folder
    }

    private func json(_ line: some StringProtocol) throws -> JSONValue {
        try JSONValue.parse(Array(line.utf8))
    }

    @Test("train leaves a whole run folder, and says what it does")
    func train() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(
            Self.training + ["--output", "runs/first", "--test", "test.csv", "--json"],
            in: folder
        )
        #expect(process.status == 0, "\(process.errors)")
        #expect(
            try folder.names(in: "runs/first") == [
                "README.md", "config.json", "metrics.jsonl", "model.safetensors", "recipe.yaml", "report.html",
                "special_tokens_map.json", "task.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt",
            ]
        )
        for part in ["15 examples", "6 examples", "3: negative, neutral, positive", "16 (4 epochs of 4)", "tokens/s"] {
            #expect(process.errors.contains(part), "no '\(part)' in \(process.errors)")
        }
        let result = try json(process.output)
        #expect(result["steps"]?.int == 16)
        #expect(result["validation"]?["accuracy"]?.double != nil)
        #expect(result["test"]?["loss"]?.double != nil)

        let lines = String(decoding: try folder.bytes(of: "runs/first/metrics.jsonl"), as: UTF8.self)
            .split(separator: "\n")
        let records = try lines.map { try json($0) }
        let steps = records.filter { $0["evaluation"] == nil }
        #expect(steps.compactMap { $0["step"]?.int } == [5, 10, 15, 16])
        for name in ["epoch", "loss", "learningRate", "gradientNorm", "tokensPerSecond"] {
            #expect(steps.allSatisfy { $0[name]?.double != nil })
        }
        let evaluations = records.filter { $0["evaluation"] != nil }
        #expect(evaluations.compactMap { $0["step"]?.int }.prefix(4) == [4, 8, 12, 16])
        #expect(evaluations.last?["split"]?.string == "test")
    }

    @Test("the same recipe gives the same bits, for any number of threads, and from recipe.yaml")
    func determinism() throws {
        let folder = try trained(["--threads", "1"])
        let weights = try folder.bytes(of: "run/model.safetensors")
        let threads = try BertuneProcess(Self.training + ["--output", "threads", "--threads", "3"], in: folder)
        #expect(threads.status == 0)
        #expect(try folder.bytes(of: "threads/model.safetensors") == weights)
        let again = try BertuneProcess(
            ["train", "--recipe", "run/recipe.yaml", "--output", "again", "--quiet"],
            in: folder
        )
        #expect(again.status == 0)
        #expect(again.errorLines.allSatisfy { $0.contains("unknown to the model's vocabulary") })
        #expect(try folder.bytes(of: "again/model.safetensors") == weights)
        #expect(try folder.bytes(of: "again/recipe.yaml") == folder.bytes(of: "run/recipe.yaml"))
        let seed = try BertuneProcess(
            ["train", "--recipe", "run/recipe.yaml", "--output", "seed", "--seed", "7", "--quiet"],
            in: folder
        )
        #expect(seed.status == 0)
        #expect(try folder.bytes(of: "seed/model.safetensors") != weights)
    }

    @Test("a recipe's data must be what they were, unless named anew")
    func changedData() throws {
        let folder = try trained()
        try folder.edit("train.csv") { $0 + "\none more film,neutral" }
        let before = try folder.listing()
        let arguments = ["train", "--recipe", "run/recipe.yaml", "--output", "again", "--quiet"]
        let process = try BertuneProcess(arguments, in: folder)
        #expect(process.status == 65)
        #expect(process.errors.hasPrefix("bertune: error: train.csv: has changed since the recipe was written"))
        #expect(try folder.listing() == before)
        #expect(try BertuneProcess(arguments + ["--train", "train.csv"], in: folder).status == 0)
    }

    @Test("holds back a part of the training data, and says so")
    func validationSplit() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(
            [
                "train", "--model", "model", "--train", "train.csv", "--validation-split", "0.2", "--output", "run",
                "--max-steps", "2",
            ],
            in: folder
        )
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.errors.contains("3 of 15 training examples are held back"))
    }

    @Test("an earlier run is kept unless it may be overwritten")
    func overwriting() throws {
        let folder = try trained()
        let before = try folder.listing()
        let refused = try BertuneProcess(Self.training + ["--output", "run"], in: folder)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("--overwrite"))
        #expect(try folder.listing() == before)
        let process = try BertuneProcess(Self.training + ["--output", "run", "--overwrite", "--quiet"], in: folder)
        #expect(process.status == 0)
        let weights = "run/model.safetensors"
        #expect(try folder.listing()[weights] == before[weights])
    }

    @Test("a recipe that a person changed is not written over unasked, though a run wrote it first")
    func changedRecipe() throws {
        let folder = try trained()
        let recipe = try folder.bytes(of: "run/recipe.yaml") + Array("# my notes\n".utf8)
        try folder.write(recipe, to: "second/recipe.yaml")
        let arguments = ["train", "--recipe", "second/recipe.yaml", "--output", "second", "--quiet"]
        let refused = try BertuneProcess(arguments, in: folder)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("second: the folder holds a recipe, or a run that was not finished"))
        #expect(try folder.bytes(of: "second/recipe.yaml") == recipe)
        #expect(try folder.names(in: "second") == ["recipe.yaml"])
    }

    @Test("nothing is written before the data are tokenized")
    func untokenizable() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let before = try folder.listing()
        let process = try BertuneProcess(
            [
                "train", "--model", "model", "--train", "train.csv", "--output", "run", "--long-texts", "max",
                "--window-overlap", "3", "--max-length", "5",
            ],
            in: folder
        )
        #expect(process.status != 0)
        #expect(process.errorLines.count == 1, "\(process.errors)")
        #expect(try folder.listing() == before)
    }

    @Test(
        "a folder that another command is writing to is refused, and left as it is",
        arguments: [
            ["train", "--train", "train.csv"],
            ["train", "--train", "train.csv", "--overwrite", "--seeds", "1", "2"],
            ["squad", "--data", "questions.json", "--dev", "questions.json", "--doc-stride", "8"],
        ]
    )
    func lockedFolder(command: [String]) throws {
        let folder = try TemporaryFolder.withTinyModel()
        let question =
            #"{"id": "1", "question": "film?", "answers": [{"text": "good", "answer_start": 2}]}"#
        let paragraph = #"{"context": "a good film", "qas": [\#(question)]}"#
        try folder.write(
            #"{"version": "1.1", "data": [{"title": "a", "paragraphs": [\#(paragraph)]}]}"#.utf8,
            to: "questions.json"
        )
        try FileManager.default.createDirectory(atPath: folder.path("run"), withIntermediateDirectories: false)
        let descriptor = unsafe open(folder.path("run"), O_RDONLY)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let process = try BertuneProcess(
            command + ["--model", "model", "--output", "run", "--epochs", "1", "--quiet"],
            in: folder
        )
        #expect(process.status == 64, "\(process.errors)")
        #expect(process.errors.contains("run: another run is being written to this folder"), "\(process.errors)")
        #expect(try folder.names(in: "run").isEmpty)
    }

    @Test("evaluate measures, for people and for programs")
    func evaluate() throws {
        let folder = try trained()
        let text = try BertuneProcess(["evaluate", "run", "--data", "test.csv"], in: folder)
        #expect(text.status == 0)
        #expect(text.output.contains("accuracy"))
        #expect(text.output.contains("Nothing is cut off"))
        #expect(text.output.contains("label     precision  recall      f1  examples"))
        let process = try BertuneProcess(
            ["evaluate", "run", "--data", "test.csv", "--json", "--output", "metrics.json"],
            in: folder
        )
        #expect(process.status == 0)
        let metrics = try json(process.output)
        #expect(metrics["examples"]?.int == 3)
        #expect(metrics["labels"]?.array?.map { $0["examples"]?.int } == [1, 1, 1])
        #expect(metrics["confusionMatrix"]?.array?.count == 3)
        #expect(String(decoding: try folder.bytes(of: "metrics.json"), as: UTF8.self) == process.output)
    }

    @Test("predict answers to arguments, standard input and files alike")
    func predict() throws {
        let folder = try trained()
        let texts = ["a good film", "a bad film"]
        let arguments = try BertuneProcess(["predict", "run"] + texts, in: folder)
        #expect(arguments.status == 0, "\(arguments.errors)")
        let lines = arguments.output.split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(lines.map { $0.last.map(String.init) } == texts)
        #expect(lines.allSatisfy { $0.count == 3 && (Double($0[1]) ?? 0) > 0.33 })
        let input = try BertuneProcess(["predict", "run"], input: texts.joined(separator: "\n"), in: folder)
        #expect(input.output == arguments.output)
        try folder.write(("text\n" + texts.joined(separator: "\n")).utf8, to: "texts.csv")
        let file = try BertuneProcess(
            ["predict", "run", "--input", "texts.csv", "--output", "answers.txt"],
            in: folder
        )
        #expect(file.status == 0, "\(file.errors)")
        #expect(file.output.isEmpty)
        #expect(String(decoding: try folder.bytes(of: "answers.txt"), as: UTF8.self) == arguments.output)
    }

    @Test("predict tells labels, probabilities and logits as JSON")
    func predictJSON() throws {
        let folder = try trained()
        // A folder that does not say whether its examples were pairs takes both.
        try folder.edit("run/task.json") { $0.replacing("\"hasPairs\": false", with: "") }
        let process = try BertuneProcess(
            ["predict", "run", "a \"good\"\tfilm", "--pair", "a bad one", "--logits", "--top-k", "9"],
            in: folder
        )
        #expect(process.status == 0, "\(process.errors)")
        let answer = try json(process.output)
        #expect(answer["text"]?.string == "a \"good\"\tfilm")
        #expect(answer["pair"]?.string == "a bad one")
        let labels = try #require(answer["labels"]?.array)
        #expect(Set(labels.compactMap { $0["label"]?.string }) == ["negative", "neutral", "positive"])
        #expect(labels[0]["label"]?.string == answer["label"]?.string)
        expectClose(labels.compactMap { $0["score"]?.double }.reduce(0, +), 1, absolute: 1e-12)
        #expect(answer["logits"]?.array?.count == 3)
    }

    @Test("predict says how many texts were cut")
    func truncation() throws {
        let folder = try trained()
        let text = String(repeating: "film ", count: 100)
        let process = try BertuneProcess(["predict", "run", text, "a film"], in: folder)
        #expect(process.status == 0)
        #expect(process.errors.contains("1 of 2 texts are longer than 40 tokens and were cut"))
    }
}
