import Tensors
import TestSupport
import Testing

@Suite("Mean squared error")
struct MeanSquaredErrorTests {
    @Test("matches torch")
    func matchesTorch() throws {
        let reference = try ReferenceValues.shared.get()
        let targets = try reference.array("meanSquaredError.targets").values
        let operand = try reference.operand("meanSquaredError", "predictions")
        let run = OperationRun([operand]) { tape, inputs in
            .loss(tape.meanSquaredError(inputs[0], targets: targets))
        }
        try reference.expect(run, matches: "meanSquaredError")
    }

    @Test("agrees with double precision", arguments: [1, 7, 33])
    func agreesWithDoublePrecision(count: Int) {
        let targets = randomFloats(count, seed: 2)
        GradientCheck(operands: [.random("predictions", [count], seed: 1)], outputCount: 0) { tape, inputs in
            .loss(tape.meanSquaredError(inputs[0], targets: targets))
        } reference: { inputs in
            [zip(inputs[0], targets).reduce(0) { $0 + ($1.0 - Double($1.1)) * ($1.0 - Double($1.1)) } / Double(count)]
        }
        .expectAgreement()
    }

    @Test("a row's weight is how often it counts")
    func rowWeights() {
        let operand = Operand.random("predictions", [3, 1], seed: 1)
        GradientCheck(operands: [operand], outputCount: 0) { tape, inputs in
            .loss(tape.meanSquaredError(inputs[0], targets: [1, 2, 3], rowWeights: [1, 2, 0], normalizer: 3))
        } reference: { inputs in
            [((inputs[0][0] - 1) * (inputs[0][0] - 1) + 2 * (inputs[0][1] - 2) * (inputs[0][1] - 2)) / 3]
        }
        .expectAgreement()
    }
}
