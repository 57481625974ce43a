import BERT
import Checkpoints
import StrictJSON
import Tensors
import TestSupport
import Testing

@Suite("token classification head")
struct TokenClassificationTests {
    private let head = "tokenClassification"

    private func model(_ reference: ReferenceValues) throws -> BERTModel {
        let folder = TestData.fixture("bert")
        let model = try BERTModel.load(
            folder: folder,
            configuration: BERTConfiguration(folder: folder),
            head: TokenClassificationHead(labelCount: 5),
            device: CPUDevice(threads: 2),
            seed: 1
        ).model
        for part in ["weight", "bias"] {
            let values = try reference.floats("\(head).\(part)")
            unsafe model.device.withHostMemory(of: model.parameters["classifier.\(part)"]) { memory in
                for index in values.indices { unsafe memory[index] = values[index] }
            }
        }
        return model
    }

    @Test("logits, loss and gradients are transformers'")
    func values() throws {
        let reference = try ReferenceValues()
        let model = try model(reference)
        let values = try #require(reference.json["heads"]?[head])
        let targets = try #require(values["targets"]?.array)
            .flatMap { $0.array ?? [] }.compactMap { $0.int.map(Int32.init) }
        func expect(_ actual: [Float], _ name: String) throws {
            let error = values["torchError"]?[name]?.double ?? values["torchError"]?["\(head).\(name)"]?.double ?? 0
            try reference.expect(actual, equals: "\(head).\(name)", torchError: max(error, 1e-7))
        }

        model.parameters.prepareForTraining()
        let tape = Tape(device: model.device, isRecording: true)
        let logits = model.logits(try reference.batch().batch, tape: tape)
        try expect(model.device.read(logits), "logits")
        let loss = tape.crossEntropy(logits, targets: targets)
        try expect([Float(loss)], "loss")
        tape.backward()
        for (name, parameter) in [
            ("weight", "classifier.weight"), ("bias", "classifier.bias"),
            ("bert.encoder.layer.2.output.dense.weight", "bert.encoder.layer.2.output.dense.weight"),
        ] {
            let gradient = try #require(model.parameters[parameter].gradient)
            try expect(model.device.read(gradient), "gradient.\(name)")
        }
    }

    @Test("there is no pooler")
    func noPooler() throws {
        let model = try model(try ReferenceValues())
        #expect(!model.parameters.parameters.contains { $0.name.contains("pooler") })
        #expect(model.head.architecture == "BertForTokenClassification")
    }
}
