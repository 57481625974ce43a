import Foundation
import TestSupport
import Testing

/// Data that are too many for memory go to a scratch file.
@Suite("Large data")
struct LargeDataTests {
    /// More bytes than are kept in memory, in a few texts.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder.withTinyModel()
        let text = String(repeating: "a film that i like ", count: 40_000)
        let rows = (0..<30).map { "\(text)\($0),\($0 % 2 == 0 ? "good" : "bad")" }
        try folder.write((["text,label"] + rows).joined(separator: "\n").utf8, to: "large.csv")
        return folder
    }

    @Test("are trained on, and nothing is left behind")
    func training() throws {
        let folder = try folder()
        try folder.write([], to: "scratch/empty")
        let process = try BertuneProcess(
            ["train", "--model", "model", "--train", "large.csv", "--max-steps", "1", "--output", "run"],
            in: folder,
            environment: ["TMPDIR": folder.path("scratch")]
        )
        #expect(process.status == 0, "\(process.errors)")
        #expect(try folder.names(in: "scratch") == ["empty"])
    }

    @Test("that find no room are told of, and nothing is written")
    func noRoom() throws {
        let folder = try folder()
        let before = try folder.listing()
        let process = try BertuneProcess(
            ["train", "--model", "model", "--train", "large.csv", "--max-steps", "1", "--output", "run"],
            in: folder,
            environment: ["TMPDIR": folder.path("nowhere")]
        )
        #expect(process.status == 74)
        #expect(process.errorLines.count == 1, "\(process.errors)")
        #expect(process.errors.contains("nowhere: the scratch file"), "\(process.errors)")
        #expect(process.errors.contains("set TMPDIR"))
        #expect(try folder.listing() == before)
    }
}
