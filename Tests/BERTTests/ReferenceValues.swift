import BERT
import Checkpoints
import StrictJSON
import Tensors
import TestSupport
import Testing

/// The reduced BERT of the fixtures and what transformers 4.57.1 computes with it; `Fixtures/README.md` describes
/// the arrays and the rule of tolerance.
struct ReferenceValues {
    let arrays: Checkpoint
    let json: JSONValue

    init(_ folder: String = "") throws {
        arrays = try Checkpoint.open(TestData.fixture(folder + "expected.safetensors"))
        json = try TestData.jsonFixture(folder + "expected.json")
    }

    func floats(_ name: String) throws -> [Float] {
        try arrays.readFloats(name)
    }

    /// Examples by index, packed.
    func batch(_ examples: [JSONValue]) -> (batch: PackedBatch, labels: [Int32]) {
        let ids = examples.map { ($0["inputIDs"]?.array ?? []).compactMap { $0.int.map(Int32.init) } }
        let types = examples.map { ($0["tokenTypeIDs"]?.array ?? []).compactMap { $0.int.map(Int32.init) } }
        return (
            PackedBatch(tokenIDs: ids, tokenTypeIDs: types), examples.compactMap { $0["label"]?.int.map(Int32.init) }
        )
    }

    /// The ragged batch that the expected values belong to.
    func batch() throws -> (batch: PackedBatch, labels: [Int32]) {
        let examples = try #require(json["examples"]?.array)
        let indices = try #require(json["batch"]?.array).compactMap(\.int)
        return batch(indices.map { examples[$0] })
    }

    /// Compares by the rule: at most twice the error of PyTorch's own 32-bit run, with a floor of four units.
    func expect(
        _ actual: [Float],
        equals name: String,
        torchError: Double? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let expected = try floats(name)
        let largest = Double(expected.map(abs).max() ?? 0)
        let error = torchError ?? json["torchError"]?[name]?.double ?? 0
        expectClose(
            actual,
            expected,
            absolute: max(2 * error, 4 * 0x1p-23 * largest),
            "\(name)",
            sourceLocation: sourceLocation
        )
    }
}

/// Loads a model of the fixtures on one thread.
func loadFixture(
    _ name: String,
    activation: Activation? = nil,
    labelCount: Int = 3
) throws -> (model: BERTModel, report: BERTModel.LoadReport) {
    let folder = TestData.fixture(name)
    var configuration = try BERTConfiguration(folder: folder)
    configuration.hiddenActivation = activation ?? configuration.hiddenActivation
    return try BERTModel.load(
        folder: folder,
        configuration: configuration,
        head: SequenceClassificationHead(labelCount: labelCount),
        device: CPUDevice(threads: 2),
        seed: 1
    )
}
