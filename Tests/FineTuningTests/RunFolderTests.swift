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
        // Files that a run never writes belong to the user.
        _ = try RunFolder.create(at: path, overwrites: true)
        #expect(try temporary.names(in: "run") == ["notes.txt", "predictions"])
    }

    @Test("gives way where an earlier run left no model, and nothing else lies there")
    func withoutResult() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path("run")
        try RunFolder.create(at: path).write(RunDescription())
        try temporary.write("x".utf8, to: "run/metrics.jsonl")
        _ = try RunFolder.create(at: path)
        #expect(try temporary.names(in: "run").isEmpty)

        // A recipe that a person wrote is no failed run, nor is one with other files beside it.
        try temporary.write("epochs: 3\n".utf8, to: "run/recipe.yaml")
        #expect(throws: RunFolderError.self) { try RunFolder.create(at: path) }
        try RunFolder(path: path).write(RunDescription())
        try temporary.write("mine".utf8, to: "run/notes.txt")
        #expect(throws: RunFolderError.self) { try RunFolder.create(at: path) }
        #expect(try temporary.names(in: "run") == ["notes.txt", "recipe.yaml"])
    }

    @Test("is nobody else's while a run is being written to it")
    func lock() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path("run")
        try RunFolder.create(at: path).write(RunDescription())
        let descriptor = unsafe open(path, O_RDONLY)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        for overwrites in [false, true] {
            let error = #expect(throws: RunFolderError.self) { try RunFolder.create(at: path, overwrites: overwrites) }
            #expect(error?.code == .notEmpty)
            #expect(error?.message.hasPrefix("another run is being written") == true)
        }
        close(descriptor)
        _ = try RunFolder.create(at: path)
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
