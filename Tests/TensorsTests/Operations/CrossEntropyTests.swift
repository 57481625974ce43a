import Tensors
import TestSupport
import Testing

@Suite("Cross-entropy")
struct CrossEntropyTests {
    @Test(
        "matches torch",
        arguments: ["plain", "ignored", "weights", "smoothing", "weightsAndSmoothing", "extreme", "oneRow"]
    )
    func matchesTorch(name: String) throws {
        let testCase = "crossEntropy.\(name)"
        let reference = try ReferenceValues.shared.get()
        let targets = try reference.integers(testCase, "targets").map(Int32.init)
        let smoothing = try reference.number(testCase, "labelSmoothing")
        let weights = reference.arrays["\(testCase).classWeights"]?.values
        let run = OperationRun([try reference.operand(testCase, "logits")]) { tape, inputs in
            .loss(
                tape.crossEntropy(inputs[0], targets: targets, classWeights: weights, labelSmoothing: smoothing)
            )
        }
        try reference.expect(run, matches: testCase)
    }

    @Test("agrees with double precision", arguments: [1, 7, 33], [0, 0.1])
    func agreesWithDoublePrecision(classCount: Int, smoothing: Double) {
        let targets = (0..<7).map { $0 == 3 ? Tape.ignoredTarget : Int32($0 % classCount) }
        let weights = (0..<classCount).map { 0.5 + Float($0) / 8 }
        GradientCheck(operands: [.random("logits", [7, classCount], seed: 1)], outputCount: 0) { tape, inputs in
            .loss(tape.crossEntropy(inputs[0], targets: targets, classWeights: weights, labelSmoothing: smoothing))
        } reference: { inputs in
            [
                referenceCrossEntropy(
                    inputs[0],
                    targets: targets,
                    classWeights: weights.map(Double.init),
                    labelSmoothing: smoothing
                )
            ]
        }
        .expectAgreement()
    }

    @Test("is zero and has no gradient if no row counts")
    func nothingCounts() {
        let run = OperationRun([.random("logits", [2, 3], seed: 1)]) { tape, inputs in
            .loss(tape.crossEntropy(inputs[0], targets: [Tape.ignoredTarget, Tape.ignoredTarget]))
        }
        #expect(run.output == [0])
        #expect(run.gradients["logits"] == nil)
    }

    @Test("of batches with a common normalizer adds up to that of the whole")
    func normalizerJoinsBatches() {
        let logits = randomFloats(12, seed: 4)
        let weights: [Float] = [1, 2, 0.5]
        let targets: [Int32] = [0, 1, 2, Tape.ignoredTarget]
        let whole = OperationRun([Operand(name: "logits", shape: [4, 3], values: logits)]) { tape, inputs in
            .loss(tape.crossEntropy(inputs[0], targets: targets, classWeights: weights))
        }
        let parts = [0..<1, 1..<4].map { rows in
            let values = Array(logits[(rows.lowerBound * 3)..<(rows.upperBound * 3)])
            return OperationRun([Operand(name: "logits", shape: [rows.count, 3], values: values)]) { tape, inputs in
                .loss(
                    tape.crossEntropy(
                        inputs[0],
                        targets: Array(targets[rows]),
                        classWeights: weights,
                        normalizer: 3.5
                    )
                )
            }
        }
        expectClose(parts[0].output[0] + parts[1].output[0], whole.output[0], absolute: 1e-12)
        #expect(parts.flatMap { $0.gradients["logits"] ?? [] } == whole.gradients["logits"])
    }

    @Test("allows a logit of minus infinity in a class that is not the target")
    func minusInfinity() {
        let operand = Operand(name: "logits", shape: [1, 3], values: [1, -.infinity, 1])
        let run = OperationRun([operand]) { tape, inputs in .loss(tape.crossEntropy(inputs[0], targets: [0])) }
        expectClose(run.output[0], 0.693147180559945, absolute: 1e-12)
        #expect(run.gradients["logits"] == [-0.5, 0, 0.5])
    }

    @Test("a row's weight is how often it counts", arguments: [0, 0.1])
    func rowWeights(smoothing: Double) {
        GradientCheck(operands: [.random("logits", [3, 4], seed: 1)], outputCount: 0) { tape, inputs in
            .loss(
                tape.crossEntropy(
                    inputs[0],
                    targets: [0, 3, 1],
                    labelSmoothing: smoothing,
                    rowWeights: [1, 2, 0]
                )
            )
        } reference: { inputs in
            let rows = inputs[0][0..<8] + inputs[0][4..<8]
            return [
                referenceCrossEntropy(
                    Array(rows),
                    targets: [0, 3, 3],
                    classWeights: [1, 1, 1, 1],
                    labelSmoothing: smoothing
                )
            ]
        }
        .expectAgreement()
    }
}
