import Checkpoints
import Foundation
import TestSupport
import Testing

@Suite("Stored zip archives")
struct StoredZipTests {
    @Test("have the bytes that the format asks for")
    func bytes() throws {
        var archive = StoredZip()
        try archive.add("a.txt", Array("123456789".utf8))
        let bytes = archive.archive
        #expect(bytes.count == 30 + 5 + 9 + 46 + 5 + 22)
        #expect(bytes.starts(with: Array("PK\u{3}\u{4}".utf8) + [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]))
        // The checksum by which implementations of CRC-32 are checked, then both sizes.
        #expect(Array(bytes[14..<26]) == [0x26, 0x39, 0xF4, 0xCB, 9, 0, 0, 0, 9, 0, 0, 0])
        #expect(Array(bytes[30..<44]) == Array("a.txt123456789".utf8))
        #expect(Array(bytes[44..<48]) == Array("PK\u{1}\u{2}".utf8))
        #expect(Array(bytes.suffix(22).prefix(4)) == Array("PK\u{5}\u{6}".utf8))
        #expect(Array(bytes.suffix(10)) == [51, 0, 0, 0, 44, 0, 0, 0, 0, 0])
    }

    @Test(
        "refuse names that lead out of a folder, and the same name twice",
        arguments: ["../a", "/a", "", "a\\b", "b"]
    )
    func names(_ name: String) throws {
        var archive = StoredZip()
        try archive.add("b", [])
        let error = #expect(throws: CheckpointError.self) { try archive.add(name, []) }
        #expect(error?.code == .invalidName)
    }

    @Test(
        "are good for unzip",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip"), "unzip is not installed")
    )
    func unzip() throws {
        var archive = StoredZip()
        try archive.add("CoLA.tsv", Array("index\tprediction\n0\t1\n".utf8))
        try archive.add("empty.tsv", [])
        try archive.add("grüße/AX.tsv", Array(repeating: 7, count: 100_000))
        let folder = try TemporaryFolder()
        let path = try folder.write(archive.archive, to: "a.zip")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
        process.arguments = ["-q", "-t", path]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
