import Checkpoints
import StrictJSON
import TestSupport
import Testing

@Suite("files of the reference implementations")
struct FixtureTests {
    /// What `make_fixtures.py` says a file holds.
    private func expectation(_ file: String) throws -> JSONObject {
        try #require(try TestData.jsonFixture("expected.json")[file]?.object)
    }

    @Test("are read as they were written", arguments: ["plain.safetensors", "archive.bin", "stream.bin"])
    func values(file: String) throws {
        let checkpoint = try Checkpoint.open(TestData.fixture(file))
        let expected = try expectation(file)
        #expect(Set(checkpoint.tensors.map(\.name)) == Set(expected.members.map(\.name)))
        for (name, tensor) in expected.members.map({ ($0.name, $0.value) }) {
            let description = try #require(checkpoint.description(of: name))
            let values = try #require(tensor["values"]?.array?.compactMap { $0.string.flatMap(Double.init) })
            #expect(description.name == name)
            #expect(description.elementType.rawValue == tensor["type"]?.string)
            #expect(description.shape == tensor["shape"]?.array?.compactMap(\.int))
            #expect(description.elementCount == values.count)
            if ["I64", "BOOL"].contains(description.elementType.rawValue) {
                let error = #expect(throws: CheckpointError.self) { try checkpoint.readFloats(name) }
                #expect(error?.code == .unsupported)
            } else {
                let floats = try checkpoint.readFloats(name)
                #expect(floats.map(\.bitPattern) == values.map { Float($0).bitPattern }, "\(name)")
            }
        }
    }

    @Test("are read in the order of the dictionary")
    func order() throws {
        let expected = try expectation("archive.bin").members.map(\.name)
        #expect(try Checkpoint.open(TestData.fixture("archive.bin")).tensors.map(\.name) == expected)
        #expect(try Checkpoint.open(TestData.fixture("stream.bin")).tensors.map(\.name) == expected)
    }

    @Test("may come in several parts", arguments: ["sharded-safetensors", "sharded-bin"])
    func shards(folder: String) throws {
        let checkpoint = try Checkpoint.open(TestData.fixture(folder))
        #expect(checkpoint.tensors.map(\.name) == ["x", "y", "z"])
        #expect(try checkpoint.readFloats("x") == [1, 2])
        #expect(try checkpoint.readFloats("y") == [3])
        #expect(try checkpoint.readFloats("z") == [4])
        #expect(checkpoint.contains("z") && !checkpoint.contains("w"))
    }

    @Test("carry free text")
    func metadata() throws {
        let checkpoint = try Checkpoint.open(TestData.fixture("plain.safetensors"))
        #expect(checkpoint.metadata.map(\.name) == ["format"])
        #expect(checkpoint.metadata.map(\.value) == ["pt"])
    }

    @Test("give every half-precision number its value")
    func halves() throws {
        let folder = try TemporaryFolder()
        let header = #"{"a":{"dtype":"F16","shape":[65536],"data_offsets":[0,131072]}}"#
        let data = (0...UInt16.max).flatMap { littleEndian(Int($0), 2) }
        let path = try folder.write(safeTensorsFile(header: header.utf8, dataCount: 0) + data, to: "a.safetensors")
        let floats = try Checkpoint.open(path).readFloats("a")
        let differences = zip(floats, 0...UInt16.max).filter { float, bits in
            let expected = Float(Float16(bitPattern: bits))
            return expected.isNaN ? !float.isNaN : float.bitPattern != expected.bitPattern
        }
        #expect(differences.isEmpty)
    }

    @Test("say when a tensor is asked for that is not there, or of another size")
    func wrongRequests() throws {
        let checkpoint = try Checkpoint.open(TestData.fixture("plain.safetensors"))
        #expect(throws: CheckpointError.self) { try checkpoint.readFloats("absent") }
        var floats = [Float](repeating: 7, count: 23)
        let error = unsafe floats.withUnsafeMutableBufferPointer { buffer in
            #expect(throws: CheckpointError.self) { unsafe try checkpoint.readFloats("matrix", into: buffer) }
        }
        #expect(error?.code == .wrongShape)
        #expect(floats.allSatisfy { $0 == 7 })
    }

    @Test(
        "a real BERT agrees with its own header",
        .enabled(if: realBERT != nil, "needs data/weights of the shared data")
    )
    func realWeights() throws {
        let checkpoint = try Checkpoint.open(try #require(realBERT))
        #expect(checkpoint.tensors.count > 10)
        for tensor in checkpoint.tensors where tensor.elementType == .float32 {
            let floats = try checkpoint.readFloats(tensor.name)
            #expect(floats.count == tensor.shape.reduce(1, *))
            #expect(floats.allSatisfy { $0.isFinite })
        }
    }
}

private let realBERT = TestData.shared("data/weights/bert-tiny-splade")
