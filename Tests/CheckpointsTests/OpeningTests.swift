import Checkpoints
import Foundation
import TestSupport
import Testing

@Suite("opening checkpoints")
struct OpeningTests {
    private let plain = safeTensorsFile(
        header: #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#.utf8
    )

    private func code(_ path: String) -> CheckpointError.Code? {
        (#expect(throws: CheckpointError.self) { try Checkpoint.open(path) })?.code
    }

    @Test("says when there is nothing, nothing of use, or nothing that can be read")
    func nothing() throws {
        let folder = try TemporaryFolder()
        #expect(code(folder.path("absent")) == .notFound)
        #expect(code(folder.path) == .notFound)
        try FileManager.default.createDirectory(
            atPath: folder.path("model.safetensors"),
            withIntermediateDirectories: false
        )
        #expect(code(folder.path) == .unreadable)
        let pipe = folder.path("pipe.bin")
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        #expect(code(pipe) == .unreadable)
        try folder.write([], to: "empty.bin")
        #expect(code(folder.path("empty.bin")) == .malformed)
    }

    @Test("takes safetensors before PyTorch's format")
    func preference() throws {
        let folder = try TemporaryFolder()
        try folder.write(plain, to: "model.safetensors")
        try folder.write([1], to: "pytorch_model.bin")
        #expect(try Checkpoint.open(folder.path).tensors.map(\.name) == ["a"])
        #expect(try Checkpoint.open(folder.path + "/model.safetensors").path.hasSuffix("/model.safetensors"))
    }

    @Test(
        "keeps to the folder, whatever an index says",
        arguments: [
            "../x.safetensors", "/etc/passwd", "a/../../x", "..", ".", "", "a//b", "a\\b", "C:x", "C:/x", "a/",
            "x\u{0}y",
            "\\\\host\\x", "x\n",
        ]
    )
    func unsafeShards(name: String) throws {
        let folder = try TemporaryFolder()
        let escaped = name.unicodeScalars.map { $0.value < 0x20 || $0 == "\\" ? "\\u00" + hex($0) : String($0) }
            .joined()
        let path = try folder.write("{\"weight_map\":{\"a\":\"\(escaped)\"}}".utf8, to: "model.safetensors.index.json")
        #expect(code(path) == .unsafeContent)
    }

    private func hex(_ scalar: Unicode.Scalar) -> String {
        (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
    }

    @Test(
        "refuses an index that is damaged or does not fit its parts",
        arguments: [
            ("", CheckpointError.Code.malformed), ("{}", .malformed), ("[]", .malformed),
            ("{\"weight_map\":{}}", .malformed),
            ("{\"weight_map\":{\"a\":1}}", .malformed), ("{\"weight_map\":{\"a\":\"x.json\"}}", .malformed),
            ("{\"weight_map\":{\"a\":\"absent.safetensors\"}}", .notFound),
            ("{\"weight_map\":{\"b\":\"x.safetensors\"}}", .malformed),
            ("{\"weight_map\":{\"a\":\"x.safetensors\",\"a\":\"x.safetensors\"}}", .malformed),
            ("{\"weight_map\":{\"a\":\"x.safetensors\",\"a\":\"y.safetensors\"}}", .malformed),
        ]
    )
    func damagedIndex(text: String, expected: CheckpointError.Code) throws {
        let folder = try TemporaryFolder()
        try folder.write(plain, to: "x.safetensors")
        #expect(code(try folder.write(text.utf8, to: "model.safetensors.index.json")) == expected)
    }

    @Test("refuses a tensor that two parts hold")
    func tensorInTwoParts() throws {
        let folder = try TemporaryFolder()
        let header =
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}"#
        try folder.write(plain, to: "x.safetensors")
        try folder.write(safeTensorsFile(header: header.utf8, dataCount: 12), to: "y.safetensors")
        let index = "{\"weight_map\":{\"a\":\"x.safetensors\",\"b\":\"y.safetensors\"}}"
        #expect(code(try folder.write(index.utf8, to: "model.safetensors.index.json")) == .malformed)
    }
}
