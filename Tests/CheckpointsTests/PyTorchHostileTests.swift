import Checkpoints
import TestSupport
import Testing

@Suite("hostile PyTorch files")
struct PyTorchHostileTests {
    /// A file, and the kind of fault that must be found in it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let file: [UInt8]
        let code: CheckpointError.Code
        var testDescription: String { name }

        @inline(never)
        init(_ name: String, _ file: [UInt8], _ code: CheckpointError.Code) {
            self.name = name
            self.file = file
            self.code = code
        }

        @inline(never)
        init(_ name: String, pickle: PickleBuilder, _ code: CheckpointError.Code) {
            self.init(name, ZipBuilder(pickle: pickle.stopped).bytes, code)
        }

        /// A state dictionary whose one value the body writes.
        @inline(never)
        init(_ name: String, _ code: CheckpointError.Code, value: (PickleBuilder) -> PickleBuilder) {
            self.init(name, pickle: PickleBuilder.dictionary("a", value), code)
        }
    }

    static let globalCases: [Case] =
        [
            ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("builtins", "exec"), ("__builtin__", "eval"),
            ("subprocess", "Popen"), ("torch", "load"), ("torch.storage", "_load_from_bytes"),
            ("torch._utils", "_rebuild_tensor"),
            ("torch._utils", "_rebuild_tensor_v2.__globals__"), ("torch", "FloatStorage.__init__"),
            ("collections", "Counter"),
            ("Collections", "OrderedDict"), ("collections", "OrderedDict\r"), ("collections ", "OrderedDict"), ("", ""),
            ("numpy.core.multiarray", "_reconstruct"), ("torch.nn.modules.linear", "Linear"), ("_codecs", "encode"),
            ("ｏs", "system"), ("functools", "partial"), ("operator", "attrgetter"), ("torch.serialization", "load"),
        ].map { module, name in
            Case("global \(module).\(name)", .unsafeContent) { $0.global(module, name).code(")R") }
        } + [
            Case("global of 300 letters", .malformed) { $0.global(String(repeating: "x", count: 300), "y").code(")R") },
            Case("global never called", pickle: PickleBuilder().global("os", "system").code("}"), .unsafeContent),
        ]

    static let instructionCases: [Case] =
        [
            ("INST", "(ios\nsystem\n"), ("OBJ", "(o"), ("PERSID", "P0\n"), ("STRING", "S'x'\n"),
            ("BINSTRING", "T\0\0\0\0"),
            ("INT", "I1\n"), ("LONG", "L1L\n"), ("FLOAT", "F1\n"), ("UNICODE", "Vx\n"), ("POP", "N0"),
            ("POP_MARK", "(1"), ("DUP", "N2"),
            ("DICT", "(d"), ("LIST", "(l"), ("GET", "g0\n"), ("PUT", "Np0\n"),
        ].map { name, code in
            Case("instruction \(name)", .unsafeContent) { $0.code(code) }
        }
        + [
            0x81, 0x82, 0x83, 0x84, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98,
            0, 0xFF,
        ].map {
            byte in Case("instruction 0x\(String(byte, radix: 16))", .unsafeContent) { $0.raw([byte]) }
        }

    static let objectCases: [Case] = [
        Case("item of a tensor", .unsafeContent) { $0.tensor().text("k").text("v").code("s") },
        Case("items of a tensor", .unsafeContent) { $0.tensor().code("(").text("k").text("v").code("u") },
        Case("item of a list", .unsafeContent) { $0.code("]").text("k").text("v").code("s") },
        Case("item of a number", .unsafeContent) { $0.integer(1).text("k").text("v").code("s") },
        Case("item of a global", .unsafeContent) {
            $0.global("collections", "OrderedDict").text("k").text("v").code("s")
        },
        Case("append to a dictionary", .unsafeContent) { $0.code("}Na") },
        Case("append to a tuple", .unsafeContent) { $0.code(")(NNe") },
        Case("append below a mark", .unsafeContent) { $0.code("](Na") },
        Case("attributes of a tensor", .unsafeContent) { $0.tensor().code("}b") },
        Case("attributes of a global", .unsafeContent) { $0.global("collections", "OrderedDict").code("}b") },
        Case("attributes that are no dictionary", .unsafeContent) { $0.code("})b") },
        Case("call of a number", .unsafeContent) { $0.integer(1).code(")R") },
        Case("call of a dictionary", .unsafeContent) { $0.code("})R") },
        Case("call of a storage type", .unsafeContent) { $0.global("torch", "FloatStorage").code(")R") },
        Case("call without a tuple", .unsafeContent) { $0.global("collections", "OrderedDict").code("]R") },
        Case("dictionary of arguments", .unsupported) {
            $0.global("collections", "OrderedDict").integer(1).raw([0x85]).code("R")
        },
        Case("parameter of a number", .malformed) {
            $0.global("torch._utils", "_rebuild_parameter").code("(").integer(1).raw([0x89]).code("}tR")
        },
        Case("tensor without a storage", .malformed) {
            $0.global("torch._utils", "_rebuild_tensor_v2").code("(N").integer(0).tuple([4]).tuple([1]).raw([0x89])
                .code("}tR")
        },
        Case("tensor of five arguments", .malformed) {
            $0.global("torch._utils", "_rebuild_tensor_v2").code("(").storage().integer(0).tuple([4]).tuple([1]).raw([
                0x89
            ]).code("tR")
        },
        Case("storage that is a text", .unsafeContent) { $0.text("storage").code("Q") },
        Case("storage of another word", .unsafeContent) {
            $0.code("(").text("module").global("torch", "FloatStorage").text("0").text("cpu").integer(4).code("tQ")
        },
        Case("storage of a type that is none", .unsafeContent) {
            $0.code("(").text("storage").global("collections", "OrderedDict").text("0").text("cpu").integer(4).code(
                "tQ"
            )
        },
        Case("storage of four fields", .unsafeContent) {
            $0.code("(").text("storage").global("torch", "FloatStorage").text("0").text("cpu").code("tQ")
        },
        Case("storage of -1 elements", .unsafeContent) { $0.tensor(count: -1) },
        Case("value that is no tensor", .unsupported) { $0.integer(1) },
        Case("root that is a tensor", pickle: PickleBuilder().tensor(), .unsupported),
        Case("root that is a list", pickle: PickleBuilder().code("]"), .unsupported),
        Case("name that is a number", pickle: PickleBuilder().code("}").integer(1).tensor().code("s"), .unsupported),
        Case(
            "name of 2,000 bytes",
            pickle: PickleBuilder.dictionary(String(repeating: "n", count: 2_000)) { $0.tensor() },
            .unsupported
        ),
        Case(
            "the same name twice",
            pickle: PickleBuilder.dictionary { $0.tensor() }.text("a").tensor().code("s"),
            .malformed
        ),
    ]

    static let shapeCases: [Case] = [
        Case("one element too many", .unsafeContent) { $0.tensor(shape: [5]) },
        Case("offset that leaves too few", .unsafeContent) { $0.tensor(offset: 1) },
        Case("offset behind the storage", .unsafeContent) { $0.tensor(offset: 5, shape: [0]) },
        Case("strides that reach out", .unsafeContent) { $0.tensor(shape: [2, 2], strides: [3, 1]) },
        Case("strides of zero for a huge tensor", .unsafeContent) { $0.tensor(shape: [1 << 40], strides: [0]) },
        Case("negative offset", .malformed) { $0.tensor(offset: -1) },
        Case("negative dimension", .malformed) { $0.tensor(shape: [-4]) },
        Case("negative stride", .malformed) { $0.tensor(strides: [-1]) },
        Case("more strides than dimensions", .malformed) { $0.tensor(strides: [1, 1]) },
        Case("product that overflows", .unsafeContent) { $0.tensor(shape: [1 << 32, 1 << 32], strides: [1, 1]) },
        Case("reach that overflows", .unsafeContent) { $0.tensor(shape: [3], strides: [1 << 62]) },
        Case("sum that overflows", .unsafeContent) { $0.tensor(offset: .max, shape: [2], strides: [1]) },
        Case("offset of more than a word", .malformed) {
            $0.global("torch._utils", "_rebuild_tensor_v2").code("(").storage().raw(
                [0x8A, 9] + Array(repeating: 1, count: 9)
            )
            .tuple([4]).tuple([1]).raw([0x89]).code("}tR")
        },
        Case("17 dimensions", .malformed) {
            $0.tensor(shape: Array(repeating: 1, count: 17), strides: Array(repeating: 1, count: 17))
        },
        Case("storage larger than its entry", .unsafeContent) { $0.tensor(count: 5) },
        Case("storage smaller than its entry", .unsafeContent) { $0.tensor(count: 3, shape: [3]) },
        Case("storage of a wider type", .unsafeContent) { $0.tensor(type: "DoubleStorage") },
        Case("storage of 2^62 elements", .unsafeContent) { $0.tensor(count: 1 << 62) },
        Case("storage that is not there", .malformed) { $0.tensor("1") },
        Case("storage that is another file", .malformed) { $0.tensor("../data.pkl") },
        Case(
            "storages that disagree",
            pickle: PickleBuilder.dictionary { $0.tensor() }.text("b").tensor(type: "IntStorage").code("s"),
            .unsafeContent
        ),
    ]

    static let stackCases: [Case] = [
        Case("nothing", ZipBuilder(pickle: []).bytes, .malformed),
        Case("STOP alone", pickle: PickleBuilder(), .malformed),
        Case("no STOP", ZipBuilder(pickle: PickleBuilder.dictionary { $0.tensor() }.bytes).bytes, .malformed),
        Case(
            "bytes behind STOP",
            ZipBuilder(pickle: PickleBuilder.dictionary { $0.tensor() }.stopped + [0]).bytes,
            .malformed
        ),
        Case("two values left", pickle: PickleBuilder().code("}}"), .malformed),
        Case("mark left", pickle: PickleBuilder().code("(}"), .malformed),
        Case("protocol 0", ZipBuilder(pickle: Array("(dp0\n.".utf8)).bytes, .unsupported),
        Case("protocol 4", ZipBuilder(pickle: [0x80, 4, 0x7D, 0x2E]).bytes, .unsupported),
        Case("protocol in the middle", pickle: PickleBuilder().raw([0x80, 2]).code("}"), .malformed),
        Case("tuple without a mark", pickle: PickleBuilder().code("}t"), .malformed),
        Case("pair of one value", pickle: PickleBuilder().code("N").raw([0x86]), .malformed),
        Case("value from below a mark", pickle: PickleBuilder().code("}N(R"), .malformed),
        Case("items without a mark", pickle: PickleBuilder().code("}NNu"), .malformed),
        Case("key without a value", pickle: PickleBuilder().code("}(Nu"), .malformed),
        Case("memory of nothing", pickle: PickleBuilder().code("q\0}"), .malformed),
        Case("recall of what was never kept", pickle: PickleBuilder().code("h\u{7}"), .malformed),
        Case("text of 4 GB", pickle: PickleBuilder().raw([0x58, 0xFF, 0xFF, 0xFF, 0xFF]), .malformed),
        Case("text that is not UTF-8", pickle: PickleBuilder().raw([0x58, 1, 0, 0, 0, 0xFF]), .malformed),
        Case(
            "text of half a surrogate pair",
            pickle: PickleBuilder().raw([0x58, 3, 0, 0, 0, 0xED, 0xA0, 0x80]),
            .malformed
        ),
        Case("integer cut short", pickle: PickleBuilder().raw([0x8A, 255, 1]), .malformed),
        Case("global without its end", pickle: PickleBuilder().code("cos"), .malformed),
        Case("1,001 marks", pickle: PickleBuilder().code(String(repeating: "(", count: 1_001)), .malformed),
        Case("10,000,001 values", pickle: PickleBuilder().code(String(repeating: "N", count: 10_000_001)), .malformed),
        Case(
            "1,000,001 memories",
            pickle: PickleBuilder().code("N").raw(
                (0...1_000_000).flatMap { [UInt8(ascii: "r")] + littleEndian($0, 4) }
            ),
            .malformed
        ),
    ]

    @Test("run nothing and reach nowhere: pickles", arguments: globalCases + instructionCases + objectCases)
    func refusedObjects(hostile: Case) throws {
        try expectRefusal(hostile)
    }

    @Test("run nothing and reach nowhere: shapes and stacks", arguments: shapeCases + stackCases)
    func refusedShapes(hostile: Case) throws {
        try expectRefusal(hostile)
    }

    private func expectRefusal(_ hostile: Case) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(hostile.file, to: "pytorch_model.bin")
        let error = try #require(throws: CheckpointError.self) { _ = try Checkpoint.open(path) }
        #expect(error.code == hostile.code, "\(error)")
        #expect(error.path == path)
    }

    @Test("are told from sound ones that the same builder makes")
    func sound() throws {
        let folder = try TemporaryFolder()
        let loop = PickleBuilder.dictionary { $0.tensor() }.code("q\u{1}}").text("_metadata").code("h\u{1}sb")
        let expanded = PickleBuilder.dictionary { $0.tensor(shape: [2, 2], strides: [0, 1]) }
        for pickle in [PickleBuilder.dictionary { $0.tensor() }, PickleBuilder().code("}"), loop, expanded] {
            let path = try folder.write(ZipBuilder(pickle: pickle.stopped).bytes, to: "a.bin")
            #expect(throws: Never.self) { try Checkpoint.open(path) }
        }
        #expect(try Checkpoint.open(folder.path("a.bin")).readFloats("a") == [0, 0, 0, 0])
    }
}
