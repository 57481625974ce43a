import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("Several runs in one command")
struct SeriesTests {
    private static let training = [
        "train", "--model", "model", "--train", "train.csv", "--batch-size", "4", "--learning-rate", "1e-3", "--epochs",
        "2",
    ]

    private func json(_ text: some StringProtocol) throws -> JSONValue {
        try JSONValue.parse(Array(text.utf8))
    }

    @Test("--seeds leaves a run folder a seed, a table and summary.json")
    func seeds() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let arguments =
            Self.training + ["--validation", "validation.csv", "--test", "test.csv", "--output", "runs", "--seeds"]
        let process = try BertuneProcess(arguments + ["3", "1", "2", "--quiet"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.errorLines.allSatisfy { $0.contains("unknown to the model's vocabulary") })
        #expect(try folder.names(in: "runs") == ["seed-1", "seed-2", "seed-3", "summary.json"])
        for part in [
            "seed-3", "mean", "standard deviation", "minimum", "maximum", "The best by accuracy is seed-", "test",
        ] {
            #expect(process.output.contains(part), "no '\(part)' in \(process.output)")
        }
        let summary = try json(String(decoding: folder.bytes(of: "runs/summary.json"), as: UTF8.self))
        let runs = try #require(summary["runs"]?.array)
        #expect(runs.compactMap { $0["name"]?.string } == ["seed-3", "seed-1", "seed-2"])
        let accuracies = runs.compactMap { $0["validation"]?["accuracy"]?.double }
        let mean = accuracies.reduce(0, +) / 3
        let squares = accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        expectClose(summary["validation"]?["accuracy"]?["mean"]?.double ?? .nan, mean, absolute: 1e-12)
        expectClose(
            summary["validation"]?["accuracy"]?["standardDeviation"]?.double ?? .nan,
            (squares / 2).squareRoot(),
            absolute: 1e-12
        )
        // A run of a series is the run that its seed alone makes.
        let single = try BertuneProcess(
            Self.training + ["--validation", "validation.csv", "--output", "one", "--seed", "2", "--quiet"],
            in: folder
        )
        #expect(single.status == 0)
        #expect(try folder.bytes(of: "one/model.safetensors") == folder.bytes(of: "runs/seed-2/model.safetensors"))

        let again = try BertuneProcess(arguments + ["1", "2"], in: folder)
        #expect(again.status == 64)
        #expect(again.errors.contains("--overwrite"))
        let over = try BertuneProcess(arguments + ["1", "2", "--overwrite", "--json", "--quiet"], in: folder)
        #expect(over.status == 0, "\(over.errors)")
        #expect(try json(over.output)["runs"]?.array?.count == 2)
        #expect(try json(over.output)["output"]?.string == "runs")
        let told = try BertuneProcess(arguments + ["1", "2", "--overwrite", "--quiet"], in: folder)
        #expect(told.output.contains("The folder holds runs of an earlier series, too: seed-3\n"), "\(told.output)")

        // The folder of several runs is no model, and its runs have names.
        for command in [["predict", "runs", "a film"], ["evaluate", "runs", "--data", "test.csv"]] {
            let process = try BertuneProcess(command, in: folder)
            #expect(process.status == 65)
            #expect(process.errorLines.count == 1)
            #expect(process.errors.contains("runs: the folder holds several runs: seed-1, seed-2, seed-3; name one"))
            #expect(process.errors.contains(", the best on its validation data"))
        }
    }

    @Test("the table has the f1 of two labels")
    func binaryF1() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let rows = (0..<12).map { "a film \($0),\(["no", "yes"][$0 % 2])" }
        try folder.write((["text,label"] + rows).joined(separator: "\n").utf8, to: "train.csv")
        let process = try BertuneProcess(
            Self.training + ["--validation-split", "0.5", "--output", "runs", "--seeds", "1", "2", "--quiet"],
            in: folder
        )
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.output.contains(/validation +loss +accuracy +macroF1 +f1\n/), "\(process.output)")
        let evaluation = try BertuneProcess(["evaluate", "runs/seed-1", "--data", "train.csv"], in: folder)
        #expect(evaluation.output.contains("f1 is that of 'yes', the second of the two"), "\(evaluation.output)")
    }

    @Test("seeds share the examples that are held back")
    func sharedSplit() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(
            Self.training + ["--validation-split", "0.4", "--output", "runs", "--seeds", "1", "2", "--quiet"],
            in: folder
        )
        #expect(process.status == 0, "\(process.errors)")
        for seed in ["1", "2"] {
            let recipe = String(decoding: try folder.bytes(of: "runs/seed-\(seed)/recipe.yaml"), as: UTF8.self)
            #expect(recipe.contains("\nseed: \(seed)\n"))
            #expect(recipe.contains("\n  splitSeed: 42\n"))
        }
    }

    @Test("--folds validates on each part once, and each fold can be run again")
    func folds() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(Self.training + ["--output", "runs", "--folds", "3", "--json"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        #expect(try folder.names(in: "runs") == ["fold-1", "fold-2", "fold-3", "summary.json"])
        #expect(process.errors.contains("fold 1 of 3, 6 of 15 training examples") || process.errors.contains("of 15"))
        let result = try json(process.output)
        #expect(result["validation"]?["accuracy"]?["mean"]?.double != nil)
        let again = try BertuneProcess(
            ["train", "--recipe", "runs/fold-2/recipe.yaml", "--output", "again", "--quiet"],
            in: folder
        )
        #expect(again.status == 0, "\(again.errors)")
        #expect(try folder.bytes(of: "again/model.safetensors") == folder.bytes(of: "runs/fold-2/model.safetensors"))
        let tooMany = try BertuneProcess(Self.training + ["--output", "many", "--folds", "16"], in: folder)
        #expect(tooMany.status == 64)
        #expect(tooMany.errors.contains("choose fewer folds"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("many")))
    }

    @Test("a run that learned nothing is warned of, one that diverged doesn't end the others")
    func degenerate() throws {
        let folder = try TemporaryFolder.withTinyModel()
        // Where one answer is right for all, nothing can be better than one answer for all.
        try folder.write("text,label\na good film,positive\na bad film,positive\n".utf8, to: "one.csv")
        let still = try BertuneProcess(
            Self.training + ["--validation", "one.csv", "--output", "still", "--seeds", "1", "2", "--quiet"],
            in: folder
        )
        #expect(still.status == 0)
        #expect(still.output.contains("warning: seed-1: ") && still.output.contains("warning: seed-2: "))
        let diverged = try BertuneProcess(
            Self.training.map { $0 == "1e-3" ? "1e30" : $0 } + ["--output", "away", "--seeds", "1", "2", "--quiet"],
            in: folder
        )
        #expect(diverged.status == 75)
        #expect(diverged.errors.contains("error: all 2 runs diverged; of the last: at step"), "\(diverged.errors)")
        #expect(diverged.errors.matches(of: /diverged/).count == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.path("away/summary.json")))
        // Nothing was learned, so nothing stands in the way of another recipe.
        let again = try BertuneProcess(
            Self.training + ["--output", "away", "--seeds", "1", "2", "--quiet"],
            in: folder
        )
        #expect(again.status == 0, "\(again.errors)")
    }

    @Test("the recipe is chosen by the data, said in the plan and kept in numbers")
    func automatic() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let start = ["train", "--model", "model", "--train", "train.csv", "--output"]
        let process = try BertuneProcess(start + ["auto", "--epochs", "1"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.errors.contains("15 examples: under 5,000, so learning rate 5e-05"))
        #expect(!process.errors.contains("10 epochs (of"))
        let recipe = String(decoding: try folder.bytes(of: "auto/recipe.yaml"), as: UTF8.self)
        for line in ["epochs: 1.0", "learningRate: 5e-05", "batchSize: 8"] { #expect(recipe.contains("\n\(line)\n")) }

        let plain = try BertuneProcess(start + ["default", "--recipe", "default", "--quiet"], in: folder)
        #expect(plain.status == 0, "\(plain.errors)")
        let defaults = String(decoding: try folder.bytes(of: "default/recipe.yaml"), as: UTF8.self)
        for line in ["epochs: 3.0", "learningRate: 2e-05", "batchSize: 16"] {
            #expect(defaults.contains("\n\(line)\n"))
        }
        try folder.write("epochs: 1\n".utf8, to: "mine.yaml")
        let file = try BertuneProcess(start + ["file", "--recipe", "mine.yaml", "--quiet"], in: folder)
        #expect(file.status == 0, "\(file.errors)")
        let own = String(decoding: try folder.bytes(of: "file/recipe.yaml"), as: UTF8.self)
        #expect(own.contains("\nlearningRate: 2e-05\n"))
    }

    @Test(
        "wrong usage is told before anything is read or written",
        arguments: [
            (["--seeds", "3"], "--seeds takes the seeds themselves"),
            (["--seeds", "1", "1"], "a seed twice"), (["--seeds", "1,2,1"], "a seed twice"),
            (["--seeds", "1", "two"], "'two' is none"), (["--seeds", ","], "',' is none"),
            (["--seeds", "1,,2"], "'1,,2' is none"), (["--seeds", "-1", "2"], "--seeds"),
            (["--seeds", "1", "2", "--seed", "3"], "--seed and --seeds exclude each other"),
            (["--seeds", "1", "2", "--folds", "3"], "--seeds and --folds exclude each other"),
            (["--folds", "1"], "--folds must be at least 2"),
            (["--folds", "3", "--validation", "v"], "--folds validates on the training data"),
            (["--folds", "3", "--validation-split", "0.1"], "--folds validates on the training data"),
            (["--layer-decay", "2"], "--layer-decay must be a number above 0 and at most 1"),
            (["--head-learning-rate", "0"], "--head-learning-rate must be a number above 0"),
            (["--embeddings-learning-rate", "-1"], "--embeddings-learning-rate must be a number above 0"),
            (["--layer-decay", "0.9", "--lower-layers-learning-rate", "1"], "--lower-layers-learning-rate exclude"),
            (["--freeze-encoder", "--layer-decay", "0.9"], "--freeze-encoder and --layer-decay exclude"),
            (["--frozen-layers", "-1"], "--frozen-layers must be a whole number of at least 0"),
            (["--class-weights", "heavy"], "pairs such as spam=2"),
            (["--class-weights", "a=0"], "--class-weights must be balanced"),
            (["--schedule", "sine"], "sine"),
            (["--recipe", ""], "--recipe is empty"),
        ]
    )
    func usage(arguments: [String], message: String) throws {
        let folder = try TemporaryFolder()
        let process = try BertuneProcess(
            ["train", "--output", "o", "--model", "m", "--train", "t"] + arguments,
            in: folder
        )
        #expect(process.status == 64)
        #expect(process.errorLines.count == 1)
        #expect(process.errors.contains(message), "\(process.errors)")
        #expect(try folder.listing().isEmpty)
    }

    @Test(
        "what only model or data show to be wrong is told in the option's name, and nothing is written",
        arguments: [
            (["--frozen-layers", "4"], "--frozen-layers must be at most 3"),
            (["--reinitialize-layers", "4"], "--reinitialize-layers must be at most 3"),
            (
                ["--frozen-layers", "2", "--reinitialize-layers", "2"],
                "--frozen-layers and --reinitialize-layers overlap"
            ),
            (["--class-weights", "positiv=2"], "--class-weights names the label \"positiv\""),
        ]
    )
    func laterUsage(arguments: [String], message: String) throws {
        let folder = try TemporaryFolder.withTinyModel()
        let before = try folder.listing()
        let process = try BertuneProcess(Self.training + ["--output", "o"] + arguments, in: folder)
        #expect(process.status == 64)
        #expect(process.errors.contains(message), "\(process.errors)")
        #expect(try folder.listing() == before)
    }
}
