import BERT
import StrictJSON
import Tensors
import TestSupport
import Testing

@Suite("question answering head")
struct QuestionAnsweringHeadTests {
    /// The fixtures' encoder under the head's own weights.
    private func model(_ reference: ReferenceValues) throws -> BERTModel {
        let folder = TestData.fixture("bert")
        let (model, report) = try BERTModel.load(
            folder: folder,
            configuration: BERTConfiguration(folder: folder),
            head: QuestionAnsweringHead(),
            device: CPUDevice(threads: 2),
            seed: 1
        )
        #expect(report.created == ["qa_outputs.weight", "qa_outputs.bias"])
        #expect(report.ignored.contains { $0.hasPrefix("bert.pooler") })
        for name in ["weight", "bias"] {
            let values = try reference.floats("questionAnswering.\(name)")
            unsafe model.device.withHostMemory(of: model.parameters["qa_outputs.\(name)"]) { memory in
                for (index, value) in values.enumerated() { unsafe memory[index] = value }
            }
        }
        return model
    }

    @Test("logits, loss and gradients are transformers'")
    func values() throws {
        let reference = try ReferenceValues()
        let model = try model(reference)
        let batch = try reference.batch().batch
        let expected = try #require(reference.json["heads"]?["questionAnswering"])
        func expect(_ actual: [Float], _ name: String) throws {
            let torchError = expected["torchError"]?["questionAnswering.\(name)"]?.double
            try reference.expect(actual, equals: "questionAnswering.\(name)", torchError: torchError)
        }
        func positions(_ name: String) throws -> [Int32] {
            try #require(expected[name]?.array).compactMap { $0.int.map(Int32.init) }
        }

        model.parameters.prepareForTraining()
        let tape = Tape(device: model.device, isRecording: true)
        let logits = model.logits(batch, tape: tape)
        try expect(model.device.read(logits), "logits")
        let loss = tape.spanLoss(
            logits,
            sequenceOffsets: batch.sequenceOffsets,
            startPositions: try positions("startPositions"),
            endPositions: try positions("endPositions")
        )
        try expect([Float(loss)], "loss")
        tape.backward()
        for (name, parameter) in [
            ("weight", "qa_outputs.weight"), ("bias", "qa_outputs.bias"),
            ("bert.encoder.layer.2.output.dense.weight", "bert.encoder.layer.2.output.dense.weight"),
        ] {
            let gradient = try #require(model.parameters[parameter].gradient)
            try expect(model.device.read(gradient), "gradient.\(name)")
        }
    }

    @Test("is named as in transformers")
    func names() {
        let head = QuestionAnsweringHead()
        #expect(head.architecture == "BertForQuestionAnswering")
        #expect(head.outputCount == 2)
        #expect(!head.usesPooler)
    }
}
