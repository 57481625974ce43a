import Checkpoints
import Foundation
import TestSupport
import Testing

@Suite("durable files")
struct DurableFileTests {
    @Test("have all that was written, in whatever pieces", arguments: [0, 1, 1 << 20, 1 << 20 + 1, 3_500_000])
    func pieces(count: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try DurableFile.write(bytes, to: folder.path("whole"))
        #expect(try folder.bytes(of: "whole") == bytes)
        try DurableFile.write(to: folder.path("pieces")) { file throws(CheckpointError) in
            var start = 0
            for size in sequence(first: 1, next: { $0 * 3 % 1_500_007 }) {
                guard start < bytes.count else { break }
                let end = min(start + size, bytes.count)
                try file.write(Array(bytes[start..<end]))
                start = end
            }
        }
        #expect(try folder.bytes(of: "pieces") == bytes)
        #expect(try folder.names() == ["pieces", "whole"])
    }

    @Test("replace the old file, or leave it as it was when writing fails half-way")
    func replacing() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a")
        try DurableFile.write([1], to: path)
        try DurableFile.write([2, 3], to: path)
        let failure = #expect(throws: CheckpointError.self) {
            try DurableFile.write(to: path) { file throws(CheckpointError) in
                try file.write([UInt8](repeating: 9, count: 2_000_000))
                throw CheckpointError(.malformed, "stopped", path: path)
            }
        }
        #expect(failure?.message == "stopped")
        #expect(try folder.bytes(of: "a") == [2, 3])
        #expect(try folder.names() == ["a"])
    }

    @Test("say why they cannot be written, and leave nothing behind")
    func failures() throws {
        let folder = try TemporaryFolder()
        let absent = #expect(throws: CheckpointError.self) { try DurableFile.write([1], to: folder.path("absent/a")) }
        #expect(absent?.code == .writeFailed)
        try FileManager.default.createDirectory(atPath: folder.path("folder"), withIntermediateDirectories: false)
        let error = #expect(throws: CheckpointError.self) { try DurableFile.write([1], to: folder.path("folder")) }
        #expect(error?.code == .writeFailed)
        #expect(try folder.names() == ["folder"])
        #expect(try folder.names(in: "folder").isEmpty)
    }

    @Test(
        "come through a full disk",
        .enabled(if: smallDisk != nil, "needs BERTUNE_SMALL_DISK, a folder on a full disk")
    )
    func fullDisk() throws {
        let path = try #require(smallDisk) + "/weights"
        try DurableFile.write([1, 2, 3], to: path)
        let large = [UInt8](repeating: 1, count: 8 << 20)
        let error = #expect(throws: CheckpointError.self) { try DurableFile.write(large, to: path) }
        #expect(error?.code == .writeFailed)
        #expect(error?.message.contains("\(large.count) bytes") == true)
        #expect(try readBytes(path) == [1, 2, 3])
        #expect(try FileManager.default.contentsOfDirectory(atPath: try #require(smallDisk)) == ["weights"])
    }

    @Test("leave strays only when their process dies, and those are swept")
    func strays() throws {
        let folder = try TemporaryFolder()
        let own = ProcessInfo.processInfo.processIdentifier
        try folder.write([1], to: ".model.safetensors.\(own)-1f.bertune-unfinished")
        // No process has a number this large.
        try folder.write([1], to: ".model.safetensors.2147483647-1f.bertune-unfinished")
        try folder.write([1], to: ".notes.bertune-unfinished")
        try folder.write([1], to: "model.safetensors")
        #expect(DurableFile.sweepStrays(in: folder.path) == [".model.safetensors.2147483647-1f.bertune-unfinished"])
        #expect(try folder.names().count == 3)
        #expect(DurableFile.sweepStrays(in: folder.path("absent")).isEmpty)
    }

    @Test("take names of any length the system takes")
    func longNames() throws {
        let folder = try TemporaryFolder()
        let name = String(repeating: "한", count: 80)
        try DurableFile.write([1], to: folder.path(name))
        #expect(try folder.bytes(of: name) == [1])
    }
}

/// A folder on a disk of a few megabytes; making one needs rights that a test has not.
private let smallDisk = ProcessInfo.processInfo.environment["BERTUNE_SMALL_DISK"]

@Suite("append-only files")
struct AppendOnlyFileTests {
    @Test("grow by whole lines, over several openings")
    func lines() throws {
        let folder = try TemporaryFolder()
        for line in ["one", "two", ""] {
            let file = try AppendOnlyFile(path: folder.path("log"))
            try file.append(Array(line.utf8))
            try file.synchronizeToDisk()
        }
        #expect(try folder.bytes(of: "log") == Array("one\ntwo\n\n".utf8))
    }

    @Test(
        "lose a line that was never finished",
        arguments: [("one\ntw", "one\nnew\n"), ("tw", "new\n"), ("one\n", "one\nnew\n")]
    )
    func unfinishedLine(before: String, after: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(before.utf8, to: "log")
        let file = try AppendOnlyFile(path: folder.path("log"))
        try file.append(Array("new".utf8))
        #expect(try folder.bytes(of: "log") == Array(after.utf8))
    }

    @Test("say why they cannot be written")
    func failures() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: CheckpointError.self) { _ = try AppendOnlyFile(path: folder.path("absent/log")) }
        #expect(error?.code == .writeFailed)
    }
}
