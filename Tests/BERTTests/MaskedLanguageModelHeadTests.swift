import BERT
import StrictJSON
import Tensors
import TestSupport
import Testing

@Suite("masked language model head")
struct MaskedLanguageModelHeadTests {
    private func model(_ form: String) throws -> (model: BERTModel, report: BERTModel.LoadReport) {
        let folder = TestData.fixture("formats/\(form)")
        let configuration = try BERTConfiguration(folder: folder)
        return try BERTModel.load(
            folder: folder,
            configuration: configuration,
            head: MaskedLanguageModelHead(vocabularySize: configuration.vocabularySize),
            device: CPUDevice(threads: 1),
            seed: 1
        )
    }

    @Test("agrees with transformers, from files of either age", arguments: ["pretraining", "pretraining-old"])
    func parity(form: String) throws {
        let json = try TestData.jsonFixture("masked-language-model.json")
        let ids = try #require(json["ids"]?.array).map { ($0.array ?? []).compactMap { $0.int.map(Int32.init) } }
        let expected = try #require(json["logits"]?.array).flatMap { $0.array ?? [] }
            .map { ($0.array ?? []).compactMap { $0.double.map { Float($0) } } }
        let (model, report) = try model(form)
        #expect(report.created.isEmpty)
        let logits = model.device.read(model.logits(PackedBatch(tokenIDs: ids), tape: Tape(device: model.device)))
        let largest = Double(expected.joined().map(abs).max() ?? 0)
        let tolerance = max(2 * (json["torchError"]?.double ?? 0), 4 * 0x1p-23 * largest)
        expectClose(logits, expected.flatMap(\.self), absolute: tolerance)
    }

    @Test("the scores of some tokens are those of all")
    func rows() throws {
        let (model, _) = try model("pretraining")
        let head = try #require(model.head as? MaskedLanguageModelHead)
        let batch = PackedBatch(tokenIDs: [[2, 40, 4, 61, 3], [2, 4, 17, 3]])
        let all = model.device.read(model.logits(batch, tape: Tape(device: model.device)))
        let some = model.device.read(
            head.logits(model, batch: batch, rows: Indices([2, 6]), tape: Tape(device: model.device))
        )
        let width = model.configuration.vocabularySize
        #expect(some.count == 2 * width)
        expectClose(some, Array(all[2 * width..<3 * width] + all[6 * width..<7 * width]), absolute: 1e-6)
    }

    @Test("a checkpoint without the head gets a new one, and says so")
    func missingHead() throws {
        let (_, report) = try model("safetensors")
        #expect(report.created.count == 5)
        #expect(report.created.allSatisfy { $0.hasPrefix("cls.predictions.") })
    }
}
