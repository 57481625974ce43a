import BERT
import StrictJSON
import Tensors
import TestSupport
import Testing

@Suite("checkpoint formats")
struct FormatTests {
    static let forms = [
        "safetensors", "sharded", "pytorch-zip", "pytorch-legacy", "gamma-beta", "no-prefix", "pretraining",
        "pretraining-old", "float16", "bfloat16", "transformers-5",
    ]

    @Test("every form of file gives the same model", arguments: forms)
    func form(_ form: String) throws {
        let reference = try ReferenceValues("formats/")
        let (model, report) = try loadFixture("formats/\(form)")
        let batch = reference.batch(try #require(reference.json["batch"]?.array)).batch
        let tape = Tape(device: model.device)
        let key = ["float16", "bfloat16"].contains(form) ? form : "safetensors"
        let hidden = model.device.read(model.encoder.lastHiddenState(batch, tape: tape))
        try reference.expect(hidden, equals: "\(key).lastHiddenState", torchError: 5e-7)
        let pooled = model.device.read(model.pooledOutput(batch, tape: tape))
        try reference.expect(pooled, equals: "\(key).pooled", torchError: 5e-7)

        let lacksHead = ["no-prefix", "pretraining", "pretraining-old"].contains(form)
        #expect(report.created == (lacksHead ? ["classifier.weight", "classifier.bias"] : []))
        #expect(report.ignored.allSatisfy { $0.hasPrefix("cls.") || $0.hasSuffix("position_ids") })
        #expect(report.ignored.isEmpty == !form.hasPrefix("pretraining"))
        if !lacksHead {
            let logits = model.device.read(model.logits(batch, tape: tape))
            try reference.expect(logits, equals: "\(key).logits", torchError: 5e-7)
        }
    }

    @Test("a head for other labels is created anew, and said")
    func otherLabels() throws {
        let (model, report) = try loadFixture("bert", labelCount: 5)
        #expect(report.replaced == ["classifier.weight", "classifier.bias"])
        #expect(report.notes.contains { $0.contains("other labels") })
        #expect(model.parameters["classifier.weight"].shape == [5, 32])
    }

    @Test("a new head is N(0, initializerRange), the same for the same seed")
    func newHead() throws {
        var configuration = BERTConfiguration()
        configuration.vocabularySize = 10
        configuration.hiddenLayerCount = 1
        func weights(seed: UInt64) -> [Float] {
            let model = BERTModel(
                configuration: configuration,
                head: SequenceClassificationHead(labelCount: 50),
                device: CPUDevice(threads: 1),
                seed: seed
            )
            return model.device.read(model.parameters["classifier.weight"])
        }
        let first = weights(seed: 1)
        #expect(first == weights(seed: 1))
        #expect(first != weights(seed: 2))
        let mean = first.reduce(0, +) / Float(first.count)
        let deviation = (first.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(first.count)).squareRoot()
        // 38,400 numbers: the mean is within 5 of its own deviations, 0.0001, of zero.
        #expect(abs(mean) < 0.0005)
        #expect(abs(deviation - 0.02) < 0.0005)
    }
}
