import Checkpoints
import TestSupport
import Testing

@Suite("safetensors writing")
struct SafeTensorsWritingTests {
    private let floats: [Float] = [0.1, -0.0, 1e-8, 3.3895e38, 70000, 1.00390625]

    private func tensors() -> [TensorToWrite] {
        [
            TensorToWrite(name: "b", shape: [2, 3], floats: floats),
            TensorToWrite(name: "a", shape: [], floats: [0.5]),
            TensorToWrite(name: "half", shape: [6], elementType: .float16, floats: floats),
            TensorToWrite(name: "brain", shape: [6], elementType: .bfloat16, floats: floats),
            TensorToWrite(name: "double", shape: [6], elementType: .float64, floats: floats),
            TensorToWrite(name: "é", shape: [0], floats: []),
        ]
    }

    @Test("gives the bytes of the reference implementation, in whatever order the tensors come")
    func bytes() throws {
        let folder = try TemporaryFolder()
        let expected = try readBytes(TestData.fixture("written.safetensors"))
        try SafeTensors.write(tensors(), to: folder.path("a.safetensors"))
        #expect(try folder.bytes(of: "a.safetensors") == expected)
        try SafeTensors.write(tensors().reversed(), to: folder.path("a.safetensors"))
        #expect(try folder.bytes(of: "a.safetensors") == expected)
        #expect(try folder.names() == ["a.safetensors"])
    }

    @Test("comes back the same")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.safetensors")
        var generator = SeededGenerator(seed: 3)
        // Larger than the buffers on the way, and no multiple of them.
        let large = (0..<700_001).map { _ in Float.random(in: -1...1, using: &generator) }
        let special: [Float] = [.nan, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -0.0]
        try SafeTensors.write(
            [
                TensorToWrite(name: "large", shape: [700_001], floats: large),
                TensorToWrite(name: "special", shape: [2, 3], floats: special),
            ],
            metadata: [("format", "pt"), ("é", "\"\n")],
            to: path
        )
        let checkpoint = try Checkpoint.open(path)
        #expect(try checkpoint.readFloats("large") == large)
        #expect(try checkpoint.readFloats("special").map(\.bitPattern) == special.map(\.bitPattern))
        #expect(checkpoint.metadata.map(\.value) == ["pt", "\"\n"])
    }

    @Test("rounds to 16 bits as the processor does, and keeps NaN")
    func rounding() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.safetensors")
        let values: [Float] = [
            1.0 + 1.0 / 256, 1.0 + 3.0 / 256, 1.0 + 1.0 / 256 + 1e-6, 3.4e38, -.leastNonzeroMagnitude, .nan,
            Float(bitPattern: 0x7F80_0001),
        ]
        try SafeTensors.write(
            [TensorToWrite(name: "a", shape: [7], elementType: .bfloat16, floats: values)],
            to: path
        )
        let read = try Checkpoint.open(path).readFloats("a")
        #expect(read[0] == 1)
        #expect(read[1] == Float(1.015625))
        #expect(read[2] == Float(1.0078125))
        #expect(read[3] == .infinity)
        #expect(read[4] == 0 && read[4].sign == .minus)
        #expect(read[5].isNaN && read[6].isNaN)
    }

    @Test("refuses what no reader would take, and leaves the old file")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([1, 2, 3], to: "a.safetensors")
        func tensor(_ name: String = "a", _ shape: [Int] = [1], _ type: ElementType = .float32) -> TensorToWrite {
            TensorToWrite(name: name, shape: shape, elementType: type, floats: [1])
        }
        let cases: [([TensorToWrite], CheckpointError.Code)] = [
            ([tensor(), tensor()], .invalidName), ([tensor("__metadata__")], .invalidName),
            ([tensor(String(repeating: "n", count: 2_000))], .invalidName), ([tensor("a", [2])], .wrongShape),
            ([tensor("a", [-1])], .wrongShape), ([tensor("a", [.max, 2])], .wrongShape),
            ([tensor("a", Array(repeating: 1, count: 17))], .wrongShape), ([tensor("a", [1], .int64)], .unsupported),
            ([unsafe TensorToWrite(name: "a", shape: [1]) { _ in }], .wrongShape),
        ]
        for (tensors, code) in cases {
            let error = #expect(throws: CheckpointError.self) { try SafeTensors.write(tensors, to: path) }
            #expect(error?.code == code)
        }
        #expect(try folder.bytes(of: "a.safetensors") == [1, 2, 3])
        #expect(try folder.names() == ["a.safetensors"])
    }
}
