import Checkpoints
import TestSupport
import Testing

@Suite("damaged PyTorch archives and streams")
struct PyTorchArchiveTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let file: [UInt8]
        let code: CheckpointError.Code
        var testDescription: String { name }

        @inline(never)
        init(_ name: String, _ code: CheckpointError.Code = .malformed, zip change: (inout ZipBuilder) -> Void) {
            self.name = name
            self.code = code
            file = ZipBuilder(pickle: PickleBuilder.dictionary { $0.tensor() }.stopped).with(change)
        }

        @inline(never)
        init(_ name: String, _ code: CheckpointError.Code = .malformed, stream change: (inout StreamBuilder) -> Void) {
            self.name = name
            self.code = code
            file = StreamBuilder().with(change)
        }
    }

    static let entryCases: [Case] = [
        Case("compressed", .unsupported, zip: { $0.entries[2].method = 8 }),
        Case("compressed in front only", zip: { $0.entries[2].localMethod = 8 }),
        Case("encrypted", .unsupported, zip: { $0.entries[2].flags = 0x0809 }),
        Case("encrypted in front only", zip: { $0.entries[2].localFlags = 0x0809 }),
        Case("strongly encrypted", .unsupported, zip: { $0.entries[2].flags = 0x0848 }),
        Case(
            "wrong checksum",
            zip: {
                $0.entries[2].centralChecksum = 1; $0.entries[2].descriptorChecksum = 1
            }
        ),
        Case("wrong checksum in the directory", zip: { $0.entries[2].centralChecksum = 1 }),
        Case("wrong checksum behind", zip: { $0.entries[2].descriptorChecksum = 1 }),
        Case("another name in front", zip: { $0.entries[2].localName = "a/data/1" }),
        Case("a longer name in front", zip: { $0.entries[2].localName = "a/data/00" }),
        Case("another size in front", zip: { $0.entries[2].localFields = [0, 15, 15] }),
        Case("another checksum in front", zip: { $0.entries[2].localFields = [1, 16, 16] }),
        Case("another size in the directory", zip: { $0.entries[2].centralSizes = (15, 15) }),
        Case("another size behind", zip: { $0.entries[2].descriptorSizes = (15, 16) }),
        Case("two sizes in the directory", zip: { $0.entries[2].centralSizes = (16, 15) }),
        Case("a size beyond the file", zip: { $0.entries[2].centralSizes = (1 << 30, 1 << 30) }),
        Case(
            "no descriptor where one is said",
            zip: {
                $0.entries[2].localFields = [0, 16, 16]; $0.entries[2].flags = 0x0800
            }
        ),
        Case("two entries of a name", zip: { $0.entries.append($0.entries[2]) }),
        Case(
            "two entries of the same bytes",
            zip: { builder in
                builder.entries.append(builder.entries[0])
                builder.entries[4].name = "a/x"
                builder.entries[4].localOffset = 0
            }
        ),
        Case("two folders", zip: { $0.entries[3].name = "b/version" }),
        Case("no folder", zip: { $0.entries[3].name = "version" }),
        Case("a folder without a name", zip: { $0.entries[3].name = "/version" }),
        Case("a name with '..'", .unsafeContent, zip: { $0.entries[3].name = "a/../../version" }),
        Case("a name with a backslash", .unsafeContent, zip: { $0.entries[3].name = "a/..\\version" }),
        Case("a name with a drive", .unsafeContent, zip: { $0.entries[3].name = "C:/version" }),
        Case("a name with NUL", .unsafeContent, zip: { $0.entries[3].name = "a/version\0" }),
        Case("no pickle", zip: { $0.entries[0].name = "a/data.txt" }),
        Case("no storage", zip: { $0.entries[2].name = "a/data/9" }),
        Case("a big-endian machine", .unsupported, zip: { $0.entries[1].content = Array("big".utf8) }),
        Case("an unknown order", .unsupported, zip: { $0.entries[1].content = [] }),
    ]

    static let layoutCases: [Case] = [
        Case("bytes in front", .unsupported, zip: { $0.prefix = Array("#!/bin/sh\n".utf8) }),
        Case("another archive in front", zip: { $0.prefix = littleEndian(0x0403_4B50, 4) }),
        Case("bytes between", zip: { $0.entries[1].bytesBehind = [0] }),
        Case("bytes before the directory", zip: { $0.bytesBeforeDirectory = [0] }),
        Case("a comment", zip: { $0.comment = Array("PK".utf8) }),
        Case("bytes behind", zip: { $0.suffix = [0] }),
        Case("fewer entries than counted", zip: { $0.entryCount = 5 }),
        Case("more entries than counted", zip: { $0.entryCount = 3 }),
        Case("65,535 entries", zip: { $0.entryCount = 65_535 }),
        Case(
            "2^63 entries",
            zip: {
                $0.entryCount = 65_535; $0.largeEntryCount = .min
            }
        ),
        Case("two counts", zip: { $0.largeEntryCount = 3 }),
        Case("a directory elsewhere", zip: { $0.directoryOffset = 0 }),
        Case("a directory behind the file", zip: { $0.directoryOffset = 1 << 30 }),
        Case("a directory of another size", zip: { $0.directorySize = 10 }),
        Case("several disks", zip: { $0.disk = 1 }),
        Case("a zip64 record elsewhere", zip: { $0.recordOffset = 0 }),
    ]

    static let streamCases: [Case] = [
        Case("another magic number", .unsupported, stream: { $0.magicNumber = PickleBuilder().integer(1) }),
        Case("another version", .unsupported, stream: { $0.version = PickleBuilder().integer(1002) }),
        Case(
            "a big-endian machine",
            .unsupported,
            stream: {
                $0.system = PickleBuilder().code("}").text("little_endian").raw([0x89]).code("s")
            }
        ),
        Case("a machine that is not said", .unsupported, stream: { $0.system = PickleBuilder().code("}") }),
        Case("a machine that is a list", stream: { $0.system = PickleBuilder().code("]") }),
        Case("no list of storages", stream: { $0.keys = PickleBuilder().code("}") }),
        Case("an empty list of storages", stream: { $0.keys = PickleBuilder().code("]") }),
        Case("an unknown storage", stream: { $0.keys = PickleBuilder().code("](").text("1").code("e") }),
        Case(
            "a storage twice",
            .unsafeContent,
            stream: { $0.keys = PickleBuilder().code("](").text("0").text("0").code("e") }
        ),
        Case("a storage that is a number", stream: { $0.keys = PickleBuilder().code("](").integer(0).code("e") }),
        Case("fewer elements than claimed", .unsafeContent, stream: { $0.count = 3 }),
        Case("more elements than claimed", .unsafeContent, stream: { $0.count = 5 }),
        Case("-1 elements", .unsafeContent, stream: { $0.count = -1 }),
        Case("elements cut short", .unsafeContent, stream: { $0.data.removeLast() }),
        Case("bytes behind", stream: { $0.data.append(0) }),
        Case(
            "views of storages",
            .unsupported,
            stream: { builder in
                builder.state = PickleBuilder.dictionary { value in
                    value.code("(").text("storage").global("torch", "FloatStorage").text("0").text("cpu").integer(4)
                        .code(")tQ")
                }
            }
        ),
        Case(
            "a global that runs code",
            .unsafeContent,
            stream: { $0.state = PickleBuilder().global("os", "system").code("}") }
        ),
        Case(
            "a global in the magic number",
            .unsafeContent,
            stream: { $0.magicNumber = PickleBuilder().global("os", "system") }
        ),
        Case(
            "a global in the list",
            .unsafeContent,
            stream: { $0.keys = PickleBuilder().code("](").global("os", "system").code("e") }
        ),
    ]

    @Test("are refused", arguments: entryCases + layoutCases + streamCases)
    func refused(damaged: Case) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(damaged.file, to: "pytorch_model.bin")
        let error = try #require(throws: CheckpointError.self) { _ = try Checkpoint.open(path) }
        #expect(error.code == damaged.code, "\(error)")
    }

    @Test("are told from sound ones, in all forms that archives have")
    func sound() throws {
        let folder = try TemporaryFolder()
        let values: [Float] = [1, 2, 3, 4]
        let storage = values.flatMap { littleEndian(Int($0.bitPattern), 4) }
        let builder = ZipBuilder(pickle: PickleBuilder.dictionary { $0.tensor() }.stopped, storage: storage)
        let forms: [[UInt8]] = [
            builder.bytes,
            builder.with { $0.hasLargeRecords = false },
            builder.with { for index in $0.entries.indices { $0.entries[index].isLarge = true } },
            builder.with { builder in
                // As other tools write them: everything in front, nothing behind.
                for index in builder.entries.indices {
                    let content = builder.entries[index].content
                    builder.entries[index].flags = 0
                    builder.entries[index].localFields = [crc32(content), content.count, content.count]
                }
            },
            builder.with { $0.entries.swapAt(0, 3) },
            builder.with { $0.entries.remove(at: 1) },
            StreamBuilder().with { $0.data = storage },
        ]
        for form in forms {
            let path = try folder.write(form, to: "a.bin")
            #expect(try Checkpoint.open(path).readFloats("a") == values)
        }
    }

    @Test("cannot make the reader trap, whatever is changed in a sound one", arguments: ["archive.bin", "stream.bin"])
    func mutants(fixture: String) throws {
        let folder = try TemporaryFolder()
        let original = try readBytes(TestData.fixture(fixture))
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<2_000 {
            let path = try folder.write(mutated(original, using: &generator), to: "m.bin")
            guard let checkpoint = try? Checkpoint.open(path) else { continue }
            for tensor in checkpoint.tensors { _ = try? checkpoint.readFloats(tensor.name) }
        }
    }

    @Test("cannot make the pickle machine trap behind a checksum that is right")
    func pickleMutants() throws {
        let folder = try TemporaryFolder()
        let pickle = PickleBuilder.dictionary { $0.tensor(shape: [2, 2], strides: [2, 1]) }.text("b").tensor().code("s")
            .stopped
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<3_000 {
            let path = try folder.write(ZipBuilder(pickle: mutated(pickle, using: &generator)).bytes, to: "m.bin")
            guard let checkpoint = try? Checkpoint.open(path) else { continue }
            for tensor in checkpoint.tensors { _ = try? checkpoint.readFloats(tensor.name) }
        }
    }
}
