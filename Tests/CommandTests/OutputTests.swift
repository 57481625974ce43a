import Foundation
import TestSupport
import Testing

@Suite("Where results are written")
struct OutputTests {
    @Test("what is no file is written to and not replaced")
    func device() throws {
        let folder = try TemporaryFolder.withTinyModel()
        // A link, so that a program that replaces what it finds destroys the link and not the device.
        try FileManager.default.createSymbolicLink(atPath: folder.path("sink"), withDestinationPath: "/dev/null")
        let names = try folder.names()
        let process = try BertuneProcess(["predict", "model", "a film", "--output", "sink"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("sink")) == "/dev/null")
        #expect(try folder.names() == names)
    }

    @Test("a folder is no place for a result")
    func folder() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(["predict", "model", "a film", "--output", "model"], in: folder)
        #expect(process.status == 74)
        #expect(process.errors.contains("model: cannot be written"))
    }
}
