import Tensors
import TestSupport
import Testing

@Suite("Binary cross-entropy")
struct BinaryCrossEntropyTests {
    @Test("matches torch", arguments: ["plain", "positiveWeights"])
    func matchesTorch(name: String) throws {
        let testCase = "binaryCrossEntropy.\(name)"
        let reference = try ReferenceValues.shared.get()
        let targets = try reference.array("\(testCase).targets").values
        let weights = reference.arrays["\(testCase).positiveWeights"]?.values
        let run = OperationRun([try reference.operand(testCase, "logits")]) { tape, inputs in
            .loss(tape.binaryCrossEntropy(inputs[0], targets: targets, positiveWeights: weights))
        }
        try reference.expect(run, matches: testCase)
    }

    @Test("agrees with double precision", arguments: [1, 7, 33])
    func agreesWithDoublePrecision(labelCount: Int) {
        let targets = randomFloats(3 * labelCount, seed: 2).map { $0 > 0.5 ? 1 : abs($0) }
        let weights = (0..<labelCount).map { 0.5 + Float($0) / 8 }
        GradientCheck(operands: [.random("logits", [3, labelCount], seed: 1)], outputCount: 0) { tape, inputs in
            .loss(tape.binaryCrossEntropy(inputs[0], targets: targets, positiveWeights: weights))
        } reference: { inputs in
            [
                referenceBinaryCrossEntropy(
                    inputs[0],
                    targets: targets.map(Double.init),
                    positiveWeights: weights.map(Double.init)
                )
            ]
        }
        .expectAgreement()
    }

    @Test("a row's weight is how often it counts")
    func rowWeights() {
        GradientCheck(operands: [.random("logits", [3, 2], seed: 1)], outputCount: 0) { tape, inputs in
            .loss(
                tape.binaryCrossEntropy(
                    inputs[0],
                    targets: [1, 0, 0, 1, 1, 1],
                    rowWeights: [1, 2, 0],
                    normalizer: 6
                )
            )
        } reference: { inputs in
            let rows = inputs[0][0..<4] + inputs[0][2..<4]
            return [referenceBinaryCrossEntropy(Array(rows), targets: [1, 0, 0, 1, 0, 1], positiveWeights: [1, 1])]
        }
        .expectAgreement()
    }
}
