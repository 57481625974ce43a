import Foundation
import TestSupport
import Testing
import TextData

/// What can be read only once is read once, or refused before anything of it is gone.
@Suite("Streams")
struct StreamTests {
    /// A named pipe into which a file of the folder is written.
    private func pipe(_ content: String, in folder: TemporaryFolder) throws -> (path: String, writer: Process) {
        try folder.write(content.utf8, to: "content")
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.arguments = ["-c", "mkfifo pipe && exec cat content > pipe"]
        writer.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        try writer.run()
        let path = folder.path("pipe")
        while !FileManager.default.fileExists(atPath: path) { usleep(1000) }
        return (path, writer)
    }

    @Test("tagged words come whole", arguments: [TableOptions.Format.automatic, .conll])
    func words(format: TableOptions.Format) throws {
        let folder = try TemporaryFolder()
        let (path, writer) = try pipe("Ann B-PER\nlives O\n\nBob B-PER\n\n", in: folder)
        let dataset = try WordDataset.read(path, options: TableOptions(format: format))
        #expect(dataset.examples.map(\.words) == [["Ann", "lives"], ["Bob"]])
        writer.waitUntilExit()
    }

    @Test("texts to be cut into words come whole")
    func textsAsWords() throws {
        let folder = try TemporaryFolder()
        let (path, writer) = try pipe("text\nAnn lives\nBob\n", in: folder)
        let dataset = try WordDataset.read(path, options: TableOptions(format: .csv, labelsRequired: false))
        #expect(dataset.examples.map(\.words) == [["Ann", "lives"], ["Bob"]])
        writer.waitUntilExit()
    }

    @Test("words in JSON are words, though what comes from standard input is called lines")
    func tokens() throws {
        let folder = try TemporaryFolder()
        let (path, writer) = try pipe("{\"tokens\": [\"New York\", \"U.S.A\"]}\n", in: folder)
        var words: [[String]] = []
        let options = TableOptions(format: .lines, labelsRequired: false)
        try WordDataset.forEachBatch(path, options: options, count: 8) { words += $0.examples.map(\.words) }
        #expect(words == [["New York", "U.S.A"]])
        writer.waitUntilExit()
    }

    @Test("the null device is none, but empty")
    func nullDevice() {
        #expect(!StreamFile.isStream("/dev/null"))
        let error = #expect(throws: DataError.self) { try TaskDetection.detect("/dev/null") }
        #expect(error?.code == .emptyFile)
    }

    @Test("columns of an earlier file are followed in one")
    func remembered() throws {
        let folder = try TemporaryFolder()
        let (path, writer) = try pipe("id,body\n1,good\n", in: folder)
        var options = TableOptions(format: .csv, labelsRequired: false)
        options.remembered = RememberedColumns(text: "body", label: "mood")
        #expect(try TextDataset.read(path, options: options).examples.map(\.text) == ["good"])
        writer.waitUntilExit()
    }

    @Test("the task is not looked for in one, which would be gone")
    func detection() throws {
        let folder = try TemporaryFolder()
        let (path, writer) = try pipe("text,label\na,1\nb,0\n", in: folder)
        let error = #expect(throws: DataError.self) { try TaskDetection.detect(path) }
        #expect(error?.code == .unsupportedFile)
        #expect(error?.message.contains("say --task") == true)
        #expect(throws: DataError.self) { try StreamFile.refuseInTraining(path) }
        // Nothing of it is lost.
        #expect(try TextDataset.read(path, options: TableOptions(format: .csv)).examples.count == 2)
        writer.waitUntilExit()
    }
}
