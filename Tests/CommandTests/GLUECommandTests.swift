import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("The benchmark GLUE on the command line")
struct GLUECommandTests {
    private static let command = [
        "glue", "--data", "glue", "--model", "model", "--output", "runs", "--epochs", "1", "--batch-size", "4",
        "--quiet",
    ]

    /// Small files in the benchmark's layout: CoLA, STS-B and MNLI whole, RTE without test data, WNLI without any for
    /// development.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder.withTinyModel()
        func write(_ name: String, _ header: String?, _ rows: [String]) throws {
            try folder.write(((header.map { [$0] } ?? []) + rows).joined(separator: "\n").utf8, to: "glue/\(name).tsv")
        }
        let cola = (0..<8).map { "s\t\($0 % 2)\t\t\($0 % 2 == 0 ? "good a is" : "a film is good") \($0)" }
        try write("CoLA/train", nil, cola)
        try write("CoLA/dev", nil, cola.dropLast(2))
        try write("CoLA/test", "index\tsentence", ["0\ta film", "1\tgood is", "2\ta city"])
        let similar = (0..<8).map { "\($0)\ta film \($0)\t\(["a film", "a city"][$0 % 2])\t\([5, 0.5][$0 % 2])" }
        let header = "index\tsentence1\tsentence2"
        try write("STS-B/train", header + "\tscore", similar)
        try write("STS-B/dev", header + "\tscore", similar)
        try write("STS-B/test", header, ["0\ta film\ta film"])
        let labels = ["entailment", "neutral", "contradiction"]
        let pairs = (0..<9).map { "\($0)\ta film \($0)\t\(["a film", "a city", "no film"][$0 % 3])\t\(labels[$0 % 3])" }
        for name in ["train", "dev_matched", "dev_mismatched"] {
            try write("MNLI/\(name)", header + "\tgold_label", pairs)
        }
        for name in ["MNLI/test_matched", "MNLI/test_mismatched", "AX/AX"] {
            try write(name, header, ["0\ta film\ta film", "1\ta city\ta film"])
        }
        let entailment = (0..<6).map { "\($0)\ta\tb\t\(["entailment", "not_entailment"][$0 % 2])" }
        for name in ["train", "dev"] { try write("RTE/\(name)", header + "\tlabel", entailment) }
        try write("WNLI/train", header + "\tlabel", ["0\ta\tb\t1"])
        return folder
    }

    private func text(_ name: String, in folder: TemporaryFolder) throws -> String {
        String(decoding: try folder.bytes(of: name), as: UTF8.self)
    }

    @Test("trains, measures, answers and packs what there are data for, and says what there are none for")
    func benchmark() throws {
        let folder = try folder()
        let process = try BertuneProcess(Self.command + ["--json"], in: folder)
        try #require(process.status == 0, "\(process.errors)")
        let result = try JSONValue.parse(Array(process.output.utf8))
        let tasks = result["tasks"]?.array ?? []
        #expect(tasks.compactMap { $0["task"]?.string } == ["CoLA", "STS-B", "MNLI", "RTE"])
        #expect(tasks.first?["development"]?.array?.first?["matthewsCorrelation"]?.double != nil)
        #expect(tasks[2]["development"]?.array?.compactMap { $0["part"]?.string } == ["MNLI-m", "MNLI-mm"])
        #expect(tasks[3]["development"]?.array?.first?["accuracy"]?.double != nil)
        let missing = result["missing"]?.array?.compactMap { $0["task"]?.string }
        #expect(missing == ["SST-2", "MRPC", "QQP", "QNLI", "WNLI"])
        #expect(try text("runs/results.json", in: folder).contains("\"average\""))

        let files = ["CoLA.tsv", "STS-B.tsv", "MNLI-m.tsv", "MNLI-mm.tsv", "AX.tsv"]
        #expect(result["submission"]?["files"]?.array?.compactMap(\.string) == files)
        #expect(try folder.names(in: "runs/submission") == files.sorted())
        let cola = try text("runs/submission/CoLA.tsv", in: folder).split(separator: "\n")
        #expect(cola.first == "index\tprediction")
        #expect(cola.dropFirst().allSatisfy { ["0", "1"].contains($0.split(separator: "\t").last) })
        #expect(cola.count == 4 && cola.last?.hasPrefix("2\t") == true)
        #expect(
            try text("runs/submission/STS-B.tsv", in: folder).split(separator: "\n")[1].wholeMatch(
                of: /0\t[0-5]\.\d{3}/
            ) != nil
        )
        let words = try text("runs/submission/AX.tsv", in: folder).split(separator: "\n").dropFirst()
        #expect(words.allSatisfy { $0.wholeMatch(of: /\d\t(entailment|neutral|contradiction)/) != nil })
        #expect(try folder.bytes(of: "runs/submission.zip").starts(with: Array("PK".utf8)))

        let answer = try BertuneProcess(["predict", "runs/CoLA", "a film"], in: folder)
        #expect(answer.output.contains("acceptable"))
        let again = try BertuneProcess(
            ["train", "--recipe", "runs/CoLA/recipe.yaml", "--output", "again", "--quiet"],
            in: folder
        )
        #expect(again.status == 0, "\(again.errors)")
        #expect(try folder.bytes(of: "again/model.safetensors") == folder.bytes(of: "runs/CoLA/model.safetensors"))
    }

    @Test("takes chosen tasks one after the other into one submission, and tells it to a person")
    func chosenTasks() throws {
        let folder = try folder()
        for (name, files) in [(["cola"], "CoLA.tsv"), (["sts-b", "rte"], "CoLA.tsv, STS-B.tsv")] {
            let process = try BertuneProcess(Self.command + ["--tasks"] + name, in: folder)
            try #require(process.status == 0, "\(process.errors)")
            #expect(process.output.contains("runs/submission.zip holds \(files)\n"), "\(process.output)")
            #expect(process.output.contains("It lacks"))
            #expect(process.output.contains("only with all 11 files"))
        }
        // The figures are those of both commands.
        let results = try JSONValue.parse(folder.bytes(of: "runs/results.json"))
        #expect(results["tasks"]?.array?.compactMap { $0["task"]?.string } == ["CoLA", "STS-B", "RTE"])
        let scores = (results["tasks"]?.array ?? []).compactMap { $0["score"]?.double }
        #expect(abs((results["average"]?.double ?? .nan) - scores.reduce(0, +) / 3) < 1e-12)
        let several = try BertuneProcess(["predict", "runs", "a film"], in: folder)
        #expect(several.errors.contains("several runs: CoLA, RTE, STS-B"), "\(several.errors)")
        let twice = try BertuneProcess(Self.command + ["--tasks", "cola"], in: folder)
        #expect(twice.status == 64)
        #expect(twice.errors.contains("--overwrite"))
    }

    private func results(in folder: TemporaryFolder) throws -> JSONValue {
        try JSONValue.parse(folder.bytes(of: "runs/results.json"))
    }

    /// Eight steps of one example, in which training diverges from the second or third on.
    private static let diverging =
        command.map { $0 == "4" ? "1" : $0 } + ["--overwrite", "--learning-rate", "1e30"]

    @Test("figures and answers go with the run that they are of, and stay with it")
    func divergence() throws {
        let folder = try folder()
        let first = try BertuneProcess(Self.command + ["--tasks", "cola"], in: folder)
        try #require(first.status == 0, "\(first.errors)")
        let good = try folder.listing()

        let early = try BertuneProcess(Self.diverging + ["--tasks", "cola"], in: folder)
        #expect(early.status == 75)
        #expect(early.errorLines.count == 1, "\(early.errors)")
        #expect(early.errors.contains("its earlier run and the figures of that stay"), "\(early.errors)")
        #expect(try folder.listing() == good)

        // The first step has a learning rate of 0, so that its evaluation is a good one.
        let late = try BertuneProcess(
            Self.diverging + ["--tasks", "cola", "--evaluate-every", "1", "--warmup-ratio", "0.9"],
            in: folder
        )
        #expect(late.status == 75)
        #expect(late.errors.contains("have replaced its earlier run, and the figures of that are gone"))
        #expect(try results(in: folder)["tasks"]?.array?.isEmpty == true)
        #expect(!(try folder.names(in: "runs").contains("submission.zip")))
    }

    @Test("what made tasks diverge is said once for each")
    func divergences() throws {
        let folder = try folder()
        let process = try BertuneProcess(Self.diverging + ["--tasks", "cola,rte"], in: folder)
        #expect(process.status == 75)
        #expect(process.errors.matches(of: /the loss is/).count == 2, "\(process.errors)")
        #expect(process.errorLines.last == "bertune: error: training diverged on 2 of 2 tasks")
    }

    @Test("tasks that were not trained alike have no average")
    func differentSettings() throws {
        let folder = try folder()
        for arguments in [["--tasks", "cola"], ["--tasks", "rte", "--seed", "7"]] {
            let process = try BertuneProcess(Self.command + arguments, in: folder)
            try #require(process.status == 0, "\(process.errors)")
            guard arguments.contains("--seed") else { continue }
            #expect(process.output.contains("There is no average, as not all tasks were trained alike:\n"))
            #expect(process.output.contains(/RTE: model, learningRate: auto, .*seed: 7/), "\(process.output)")
        }
        #expect(try text("runs/results.json", in: folder).contains(/"average": *null/))
        // The same run under another name of the model is another model's.
        try FileManager.default.copyItem(atPath: folder.path("model"), toPath: folder.path("other"))
        let process = try BertuneProcess(
            Self.command.map { $0 == "model" ? "other" : $0 } + ["--tasks", "rte", "--overwrite"],
            in: folder
        )
        try #require(process.status == 0, "\(process.errors)")
        #expect(process.output.contains("  RTE: other, "), "\(process.output)")
    }

    @Test("a folder that another command is writing to is refused")
    func lockedFolder() throws {
        let folder = try folder()
        try FileManager.default.createDirectory(atPath: folder.path("runs"), withIntermediateDirectories: false)
        let descriptor = unsafe open(folder.path("runs"), O_RDONLY)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let process = try BertuneProcess(Self.command + ["--tasks", "cola"], in: folder)
        #expect(process.status == 64, "\(process.errors)")
        #expect(process.errors.contains("another run is being written to this folder"))
        #expect(try folder.names(in: "runs").isEmpty)
    }

    @Test(
        "what can't be done is told in one line before anything is written",
        arguments: [
            (["--tasks", "cola,nope"], 64, "'nope' is none of CoLA"), (["--tasks", "qqp"], 66, "glue/QQP/train.tsv"),
            (["--metric", "accuracy"], 64, "accuracy"),
            (["--label-smoothing", "0.1"], 64, "--label-smoothing has no use for STS-B"),
            (["--recipe", "r.yaml"], 65, "no use for options.longTexts, layout.textColumn, layout.validationSplit;"),
        ] as [([String], Int32, String)]
    )
    func refusals(_ arguments: [String], _ status: Int32, _ message: String) throws {
        let folder = try folder()
        let recipe = "options:\n  longTexts: mean\nlayout:\n  textColumn: a\n  validationSplit: 0.1\n"
        try folder.write(recipe.utf8, to: "r.yaml")
        let before = try folder.listing()
        let process = try BertuneProcess(Self.command + arguments, in: folder)
        #expect(process.status == status, "\(process.errors)")
        #expect(process.errorLines.count == 1, "\(process.errors)")
        #expect(process.errors.contains(message), "\(process.errors)")
        #expect(try folder.listing() == before)
    }

    @Test("a folder without data is told")
    func noData() throws {
        let folder = try folder()
        let process = try BertuneProcess(
            ["glue"] + Self.command.dropFirst().map { $0 == "glue" ? "nowhere" : $0 },
            in: folder
        )
        #expect(process.status == 66)
        #expect(process.errors.contains("nowhere"))
    }

    @Test("a file that is damaged is told with its line before any training")
    func damagedFile() throws {
        let folder = try folder()
        try folder.edit("glue/RTE/train.tsv") { $0 + "\n9\ta\tb\tmaybe" }
        let before = try folder.listing()
        let process = try BertuneProcess(Self.command, in: folder)
        #expect(process.status == 65)
        #expect(
            process.errors.contains("glue/RTE/train.tsv:8: the label 'maybe' is none of RTE's"),
            "\(process.errors)"
        )
        #expect(try folder.listing() == before)
    }
}
