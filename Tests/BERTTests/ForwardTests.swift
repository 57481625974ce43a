import BERT
import StrictJSON
import Tensors
import TestSupport
import Testing

@Suite("forward pass")
struct ForwardTests {
    @Test("hidden states, pooled output and logits are transformers'")
    func values() throws {
        let reference = try ReferenceValues()
        let model = try loadFixture("bert").model
        let (batch, labels) = try reference.batch()
        let tape = Tape(device: model.device)
        for (index, state) in model.encoder.allHiddenStates(batch, tape: tape).enumerated() {
            try reference.expect(model.device.read(state), equals: "hiddenStates.\(index)")
        }
        try reference.expect(model.device.read(model.pooledOutput(batch, tape: tape)), equals: "pooled")
        let logits = model.logits(batch, tape: tape)
        try reference.expect(model.device.read(logits), equals: "logits")
        let loss = tape.crossEntropy(logits, targets: labels)
        try reference.expect([Float(loss)], equals: "loss")
    }

    @Test("every activation", arguments: [Activation.geluTanh, .relu, .silu])
    func activations(_ activation: Activation) throws {
        let reference = try ReferenceValues()
        let model = try loadFixture("bert", activation: activation).model
        let logits = model.logits(try reference.batch().batch, tape: Tape(device: model.device))
        let name = "\(activation.rawValue).logits"
        try reference.expect(model.device.read(logits), equals: name, torchError: 5e-6)
    }

    @Test("a sequence's answer does not depend on its neighbours in the batch")
    func independence() throws {
        let reference = try ReferenceValues()
        let model = try loadFixture("bert").model
        let examples = try #require(reference.json["examples"]?.array)
        let together = model.device.read(
            model.logits(reference.batch(examples).batch, tape: Tape(device: model.device))
        )
        for (index, example) in examples.enumerated() {
            let alone = model.device.read(
                model.logits(reference.batch([example]).batch, tape: Tape(device: model.device))
            )
            expectClose(alone, Array(together[(3 * index)..<(3 * index + 3)]), absolute: 2e-6)
        }
    }
}
