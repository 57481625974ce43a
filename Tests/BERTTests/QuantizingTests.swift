import BERT
import StrictJSON
import Tensors
import TestSupport
import Testing

@Suite("quantised layers")
struct QuantizingTests {
    @Test("answer nearly as the exact ones do")
    func closeness() throws {
        let model = try loadFixture("bert").model
        let batch = try ReferenceValues().batch().batch
        let exact = model.device.read(model.logits(batch, tape: Tape(device: model.device)))
        model.quantizeLinearLayers()
        let rounded = model.device.read(model.logits(batch, tape: Tape(device: model.device)))
        #expect(rounded != exact)
        // A layer's rounding moves its output by about 0.6 % of its size; 5 % is room for a few layers' of them.
        let size = exact.reduce(0) { max($0, abs($1)) }
        expectClose(rounded, exact, absolute: Double(size) * 0.05)
    }

    @Test("answer a sequence with the same bits whatever its neighbours and the threads are")
    func independence() throws {
        let reference = try ReferenceValues()
        let examples = try #require(reference.json["examples"]?.array)
        let model = try loadFixture("bert").model
        model.quantizeLinearLayers()
        let together = model.device.read(
            model.logits(reference.batch(examples).batch, tape: Tape(device: model.device))
        )
        for (index, example) in examples.enumerated() {
            let alone = model.device.read(
                model.logits(reference.batch([example]).batch, tape: Tape(device: model.device))
            )
            #expect(alone == Array(together[(3 * index)..<(3 * index + 3)]))
        }
    }

    @Test("keep the weights' values, so that the model can be saved")
    func saving() throws {
        let model = try loadFixture("bert").model
        let before = model.device.read(model.parameters.values)
        model.quantizeLinearLayers()
        _ = model.logits(try ReferenceValues().batch().batch, tape: Tape(device: model.device))
        #expect(model.device.read(model.parameters.values) == before)
    }
}
