import Checkpoints
import TestSupport
import Testing

/// The bytes of a safetensors file whose header says what it is told to.
func safeTensorsFile(header: some Sequence<UInt8>, size: UInt64? = nil, dataCount: Int = 8) -> [UInt8] {
    let header = Array(header)
    let size = size ?? UInt64(header.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) } + header + Array(repeating: 0, count: dataCount)
}

@Suite("hostile safetensors files")
struct SafeTensorsHostileTests {
    /// One file, and a part of the message that must be given for it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let file: [UInt8]
        let message: String
        var testDescription: String { name }

        init(_ name: String, _ file: [UInt8], _ message: String) {
            self.name = name
            self.file = file
            self.message = message
        }

        init(_ name: String, _ header: String, data: Int = 8, _ message: String) {
            self.init(name, safeTensorsFile(header: header.utf8, dataCount: data), message)
        }
    }

    private static func entry(
        _ name: String = "a",
        dtype: String = "\"F32\"",
        shape: String = "[2]",
        offsets: String = "[0,8]"
    ) -> String {
        "\"\(name)\":{\"dtype\":\(dtype),\"shape\":\(shape),\"data_offsets\":\(offsets)}"
    }

    static let sizeCases: [Case] = [
        Case("empty file", [], "too few"),
        Case("seven bytes", [1, 2, 3, 4, 5, 6, 7], "too few"),
        Case("no header", safeTensorsFile(header: [], dataCount: 0), "begin with '{'"),
        Case("header longer than the file", safeTensorsFile(header: "{}".utf8, size: 100), "left"),
        Case("header one byte longer", safeTensorsFile(header: "{}".utf8, size: 3, dataCount: 0), "left"),
        Case("header of 100,000,001", safeTensorsFile(header: "{}".utf8, size: 100_000_001), "at most"),
        Case("header of 2^31", safeTensorsFile(header: "{}".utf8, size: 1 << 31), "at most"),
        Case("header of 2^63 - 1", safeTensorsFile(header: "{}".utf8, size: 1 << 63 - 1), "at most"),
        Case("header of 2^63", safeTensorsFile(header: "{}".utf8, size: 1 << 63), "at most"),
        Case("header of 2^64 - 1", safeTensorsFile(header: "{}".utf8, size: .max), "at most"),
        Case("header size of 1", safeTensorsFile(header: "{\(entry())}".utf8, size: 1), "JSON"),
    ]

    static let textCases: [Case] = [
        Case("leading blank", " {\(entry())}", "begin with '{'"),
        Case("array", "[]", data: 0, "begin with '{'"),
        Case("byte order mark", "\u{FEFF}{\(entry())}", "begin with '{'"),
        Case("not JSON", "{not json}", "JSON"),
        Case("NUL padding", "{\(entry())}\u{0}\u{0}", "JSON"),
        Case("two documents", "{\(entry())}{}", "JSON"),
        Case("trailing comma", "{\(entry()),}", "JSON"),
        Case("bad UTF-8", safeTensorsFile(header: "{\"".utf8 + [0xFF] + "\":1}".utf8), "UTF-8"),
        Case("lone surrogate", "{\(entry("\\ud800"))}", "surrogate"),
        Case("200,000 deep", "{\"a\":" + String(repeating: "[", count: 200_000), "deeper"),
        Case("duplicate tensor", "{\(entry()),\(entry())}", "twice"),
        Case("duplicate tensor of another type", "{\(entry()),\(entry(dtype: "\"I32\""))}", "twice"),
        Case("duplicate tensor by an escape", "{\(entry("a")),\(entry("\\u0061"))}", "twice"),
        Case("duplicate metadata", "{\"__metadata__\":{},\"__metadata__\":{},\(entry())}", "twice"),
        Case("duplicate name in the metadata", "{\"__metadata__\":{\"k\":\"\",\"k\":\"\"},\(entry())}", "twice"),
        Case(
            "duplicate field",
            "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
            "twice"
        ),
    ]

    static let fieldCases: [Case] = [
        Case("metadata of numbers", "{\"__metadata__\":{\"k\":1},\(entry())}", "not a string"),
        Case("metadata that is a list", "{\"__metadata__\":[],\(entry())}", "not an object"),
        Case("tensor that is a number", "{\"a\":1}", "not described"),
        Case("unknown type", "{\(entry(dtype: "\"F33\""))}", "dtype"),
        Case("type in lower case", "{\(entry(dtype: "\"f32\""))}", "dtype"),
        Case("type that is a number", "{\(entry(dtype: "32"))}", "dtype"),
        Case("no type", "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", "dtype"),
        Case("no shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", "shape"),
        Case("no offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", "data_offsets"),
        Case("shape that is a number", "{\(entry(shape: "2"))}", "shape"),
        Case("negative dimension", "{\(entry(shape: "[-2]"))}", "whole numbers"),
        Case("negative zero", "{\(entry(shape: "[-0]", offsets: "[0,0]"))}", data: 0, "whole numbers"),
        Case("dimension with a fraction", "{\(entry(shape: "[2.0]"))}", "whole numbers"),
        Case("dimension with an exponent", "{\(entry(shape: "[2e0]"))}", "whole numbers"),
        Case("dimension of text", "{\(entry(shape: "[\"2\"]"))}", "whole numbers"),
        Case("dimension of 2^64", "{\(entry(shape: "[18446744073709551616]"))}", "whole numbers"),
        Case("product that overflows", "{\(entry(shape: "[4294967296,4294967296]"))}", "too many"),
        Case("bytes that overflow", "{\(entry(shape: "[4611686018427387904]"))}", "too many"),
        Case(
            "part of a byte",
            "{\(entry(dtype: "\"F4\"", shape: "[3]", offsets: "[0,1]"))}",
            data: 1,
            "part of a byte"
        ),
        Case("17 dimensions", "{\(entry(shape: "[2" + String(repeating: ",1", count: 16) + "]"))}", "dimensions"),
        Case(
            "10,001 dimensions",
            "{\(entry(shape: "[2" + String(repeating: ",1", count: 10_000) + "]"))}",
            "dimensions"
        ),
        Case("name of 2,000 bytes", "{\(entry(String(repeating: "n", count: 2_000)))}", "longer"),
    ]

    static let layoutCases: [Case] = [
        Case("one offset", "{\(entry(offsets: "[8]"))}", "two whole numbers"),
        Case("three offsets", "{\(entry(offsets: "[0,8,8]"))}", "two whole numbers"),
        Case("negative offset", "{\(entry(offsets: "[-8,0]"))}", "two whole numbers"),
        Case("offset with a fraction", "{\(entry(offsets: "[0,8.0]"))}", "two whole numbers"),
        Case("offset with an exponent", "{\(entry(offsets: "[0,8e0]"))}", "two whole numbers"),
        Case("offset of 2^64 - 1", "{\(entry(offsets: "[18446744073709551607,18446744073709551615]"))}", "two whole"),
        Case("reversed offsets", "{\(entry(offsets: "[8,0]"))}", "needs 8 bytes"),
        Case("too few bytes", "{\(entry(offsets: "[0,4]"))}", data: 4, "needs 8 bytes"),
        Case("too many bytes", "{\(entry(offsets: "[0,12]"))}", data: 12, "needs 8 bytes"),
        Case("hole at the start", "{\(entry(offsets: "[4,12]"))}", data: 12, "hole"),
        Case("hole between", "{\(entry()),\(entry("b", offsets: "[12,20]"))}", data: 20, "hole"),
        Case("overlap", "{\(entry()),\(entry("b", offsets: "[4,12]"))}", data: 12, "overlap"),
        Case("the same bytes twice", "{\(entry()),\(entry("b"))}", "overlap"),
        Case("beyond the file", "{\(entry())}", data: 7, "has 7 for them"),
        Case("far beyond the file", "{\(entry(shape: "[1099511627776]", offsets: "[0,4398046511104]"))}", "for them"),
        Case("a byte behind the tensors", "{\(entry())}", data: 9, "has 9 for them"),
        Case("bytes behind no tensors", "{}", data: 8, "take 0 bytes"),
        Case(
            "a zip archive behind the tensors",
            safeTensorsFile(header: "{\(entry())}".utf8) + "PK\u{5}\u{6}".utf8,
            "for them"
        ),
    ]

    @Test("are refused, with what is wrong", arguments: sizeCases + textCases + fieldCases + layoutCases)
    func refused(hostile: Case) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(hostile.file, to: "model.safetensors")
        let error = try #require(throws: CheckpointError.self) { _ = try Checkpoint.open(path) }
        #expect(error.code == .malformed)
        #expect(error.path == path)
        #expect(error.message.contains(hostile.message), "\(error)")
    }

    @Test("are told from odd but sound ones")
    func accepted() throws {
        let folder = try TemporaryFolder()
        let sound: [(String, Int)] = [
            ("{}", 0), ("{}   ", 0), ("{\"__metadata__\":{}}", 0), ("{\(Self.entry())}", 8),
            ("{\(Self.entry())}\n\t  ", 8),
            ("{\(Self.entry("\\u0000"))}", 8), ("{\(Self.entry(shape: "[0,3]", offsets: "[0,0]"))}", 0),
            ("{\(Self.entry(shape: "[]", offsets: "[0,4]"))}", 4),
            ("{\(Self.entry("b", offsets: "[8,16]")),\(Self.entry())}", 16),
            ("{\(Self.entry(dtype: "\"F4\"", shape: "[4]", offsets: "[0,2]"))}", 2),
            ("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"extra\":[{}]}}", 8),
        ]
        for (header, dataCount) in sound {
            let path = try folder.write(safeTensorsFile(header: header.utf8, dataCount: dataCount), to: "a.safetensors")
            #expect(throws: Never.self, "\(header)") { try Checkpoint.open(path) }
        }
        #expect(try Checkpoint.open(folder.path("a.safetensors")).tensors.map(\.name) == ["a"])
    }

    @Test("lose to a limit on the number of tensors")
    func tooManyTensors() throws {
        let folder = try TemporaryFolder()
        let entries = (0...200_000).map { Self.entry("\($0)", shape: "[0]", offsets: "[0,0]") }
        let header = "{" + entries.joined(separator: ",") + "}"
        let path = try folder.write(safeTensorsFile(header: header.utf8, dataCount: 0), to: "a.safetensors")
        let error = try #require(throws: CheckpointError.self) { _ = try Checkpoint.open(path) }
        #expect(error.message.contains("at most 200000"))
    }

    @Test("cannot make the reader trap, whatever is changed in a sound one")
    func mutants() throws {
        let folder = try TemporaryFolder()
        let original = try readBytes(TestData.fixture("plain.safetensors"))
        var generator = SeededGenerator(seed: 2)
        var acceptedCount = 0
        for _ in 0..<4_000 {
            let path = try folder.write(mutated(original, using: &generator), to: "m.safetensors")
            do throws(CheckpointError) {
                let checkpoint = try Checkpoint.open(path)
                for tensor in checkpoint.tensors { _ = try? checkpoint.readFloats(tensor.name) }
                acceptedCount += 1
            } catch {
                #expect(error.code == .malformed)
            }
        }
        // Changes of elements and names are none of the reader's business.
        #expect(acceptedCount > 100)
    }
}

/// A file with one to four bytes, or a few digits, changed, taken out, put in, or cut off.
func mutated(_ original: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
        let index = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: bytes.remove(at: index)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: index)
        case 2: bytes.removeLast(min(bytes.count, Int.random(in: 1...40, using: &generator)))
        case 3: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 4: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 8)], at: index)
        case 5, 6:
            // A digit for a digit keeps the grammar and changes the claim.
            let digits = bytes.indices.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[$0]) }
            if let digit = digits.randomElement(using: &generator) {
                bytes[digit] = UInt8.random(in: UInt8(ascii: "0")...UInt8(ascii: "9"), using: &generator)
            }
        default: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        }
    }
    return bytes
}
