import Checkpoints
import EvaluationMetrics
import FineTuning
import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("RunFolder")
struct RunFolderTests {
    @Test("is made with the folders it lies in")
    func creation() throws {
        let temporary = try TemporaryFolder()
        let folder = try RunFolder.create(at: temporary.path("runs/first"))
        try folder.write(RunDescription())
        #expect(try temporary.names(in: "runs/first") == ["recipe.yaml"])
        #expect(try Recipe.read(path: folder.recipePath) == Recipe())
        #expect(RunFolder(path: "a/").weightsPath == "a/model.safetensors")
    }

    @Test("keeps an earlier run unless told to overwrite it")
    func earlierRun() throws {
        let temporary = try TemporaryFolder()
        for name in ["recipe.yaml", "config.json", "predictions/test.jsonl", "notes.txt"] {
            try temporary.write("x".utf8, to: "run/\(name)")
        }
        let path = temporary.path("run")
        let error = #expect(throws: RunFolderError.self) { try RunFolder.create(at: path) }
        #expect(error?.code == .notEmpty)
        #expect(try temporary.names(in: "run").count == 4)
        // Nothing is touched before the new run has weights.
        _ = try RunFolder.create(at: path, overwrites: true)
        #expect(
            try temporary.names(in: "run") == [
                ".bertune-next", "config.json", "notes.txt", "predictions", "recipe.yaml",
            ]
        )
    }

    @Test("never gives way unasked to what a run left that was cut short, nor to a recipe that a person changed")
    func withoutResult() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path("run")
        try RunFolder.create(at: path).write(RunDescription())
        try temporary.write("x".utf8, to: "run/metrics.jsonl")
        for _ in 0..<2 {
            let error = #expect(throws: RunFolderError.self) { try RunFolder.create(at: path) }
            #expect(error?.code == .notEmpty)
            #expect(error?.message.hasPrefix("the folder holds a recipe, or a run that was not finished") == true)
            #expect(try temporary.names(in: "run") == ["metrics.jsonl", "recipe.yaml"])
            try temporary.write((RunDescription().yaml + "# my notes\n").utf8, to: "run/recipe.yaml")
        }
    }

    @Test("is nobody else's for as long as a value lives that was made for a run")
    func lock() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path("run")
        do {
            let folder = try RunFolder.create(at: path)
            // Also while nothing is written to it yet.
            for overwrites in [false, true] {
                let error = #expect(throws: RunFolderError.self) {
                    try RunFolder.create(at: path, overwrites: overwrites)
                }
                #expect(error?.code == .notEmpty)
                #expect(error?.message.hasPrefix("another run is being written") == true)
            }
            // Asking whether the folder is free takes nothing from whoever has it.
            try RunFolder.checkAvailability(of: path, overwrites: false)
            withExtendedLifetime(folder) {}
        }
        _ = try RunFolder.create(at: path)
    }

    @Test("a folder of several runs is one command's from its first run on")
    func seriesLock() throws {
        let temporary = try TemporaryFolder()
        var series = SeriesFolder(path: temporary.path("runs"))
        _ = try series.createRun("seed-1")
        var other = SeriesFolder(path: series.path)
        let error = #expect(throws: RunFolderError.self) { try other.createRun("seed-2") }
        #expect(error?.code == .notEmpty)
        #expect(try temporary.names(in: "runs") == ["seed-1"])
        withExtendedLifetime(series) {}
    }

    @Test("leaves an earlier run's model alone until there is another")
    func earlierModel() throws {
        let temporary = try TemporaryFolder()
        for name in ["recipe.yaml", "config.json", "model.safetensors", "vocab.txt", "notes.txt"] {
            try temporary.write("old".utf8, to: "run/\(name)")
        }
        // Also where a run before was killed on the way.
        try temporary.write("old".utf8, to: "run/.bertune-next/config.json")
        let folder = try RunFolder.create(at: temporary.path("run"), overwrites: true)
        try folder.write(RunDescription())
        #expect(try temporary.names(in: "run/.bertune-next") == ["recipe.yaml"])
        for name in ["recipe.yaml", "config.json", "model.safetensors", "vocab.txt", "notes.txt"] {
            #expect(try temporary.bytes(of: "run/\(name)") == Array("old".utf8))
        }
    }

    @Test("never overwrites what is no run")
    func foreignFolder() throws {
        let temporary = try TemporaryFolder()
        try temporary.write("x".utf8, to: "home/model.safetensors")
        for overwrites in [false, true] {
            let error = #expect(throws: RunFolderError.self) {
                try RunFolder.create(at: temporary.path("home"), overwrites: overwrites)
            }
            #expect(error?.code == .notARunFolder)
        }
        #expect(try temporary.names(in: "home") == ["model.safetensors"])
        let error = #expect(throws: RunFolderError.self) {
            try RunFolder.create(at: temporary.path("home/model.safetensors"), overwrites: true)
        }
        #expect(error?.code == .notAFolder)
    }

    @Test("says why it can't be made")
    func unwritable() throws {
        let temporary = try TemporaryFolder()
        try temporary.write("x".utf8, to: "file")
        let error = #expect(throws: RunFolderError.self) { try RunFolder.create(at: temporary.path("file/run")) }
        #expect(error?.code == .writeFailed)
    }
}

@Suite("MetricsLog")
struct MetricsLogTests {
    @Test("appends a JSON object a line")
    func lines() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path("metrics.jsonl")
        do {
            let log = try MetricsLog(path: path)
            try log.append(
                StepReport(
                    step: 10,
                    epoch: 0.3125,
                    loss: 0.5,
                    learningRate: 2e-5,
                    gradientNorm: 1.25,
                    tokensPerSecond: 5120
                )
            )
        }
        // A second log continues the file.
        let log = try MetricsLog(path: path)
        try log.append(
            EvaluationReport(step: 32, epoch: 1, metrics: [MetricValue("loss", 0.25), MetricValue("accuracy", .nan)])
        )
        let text = String(decoding: try temporary.bytes(of: "metrics.jsonl"), as: UTF8.self)
        #expect(
            text == """
                {"step":10,"epoch":0.3125,"loss":0.5,"learningRate":2e-05,"gradientNorm":1.25,"tokensPerSecond":5120.0}
                {"step":32,"epoch":1.0,"split":"validation","evaluation":{"loss":0.25,"accuracy":null}}

                """
        )
        for line in text.split(separator: "\n") { _ = try JSONValue.parse(Array(line.utf8)) }
    }

    @Test("says when it can't be written")
    func errors() throws {
        let temporary = try TemporaryFolder()
        let error = #expect(throws: CheckpointError.self) { try MetricsLog(path: temporary.path("no/metrics.jsonl")) }
        #expect(error?.code == .writeFailed)
        #expect(error?.message.contains("No such file or directory") == true)
    }

    @Test(
        "notices a full disk",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full")
    )
    func fullDisk() throws {
        let log = try MetricsLog(path: "/dev/full")
        let error = #expect(throws: CheckpointError.self) { try log.append(["step": 1]) }
        #expect(error?.message.contains("No space left on device") == true)
    }
}
