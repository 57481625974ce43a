import Tensors
import TestSupport
import Testing

@Suite("Span loss")
struct SpanLossTests {
    @Test("matches torch")
    func matchesTorch() throws {
        let testCase = "spanLoss"
        let reference = try ReferenceValues.shared.get()
        let offsets = try reference.integers(testCase, "sequenceOffsets")
        let starts = try reference.integers(testCase, "startPositions").map(Int32.init)
        let ends = try reference.integers(testCase, "endPositions").map(Int32.init)
        let run = OperationRun([try reference.operand(testCase, "logits")]) { tape, inputs in
            .loss(
                tape.spanLoss(inputs[0], sequenceOffsets: offsets, startPositions: starts, endPositions: ends)
            )
        }
        try reference.expect(run, matches: testCase)
    }

    @Test("agrees with double precision", arguments: [[1], [7, 33], [3, 1, 5]])
    func agreesWithDoublePrecision(lengths: [Int]) {
        let offsets = lengths.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
        let starts = lengths.map { Int32($0 / 2) }
        let ends = lengths.map { Int32($0 - 1) }
        let tokenCount = lengths.reduce(0, +)
        GradientCheck(operands: [.random("logits", [tokenCount, 2], seed: 3)], outputCount: 0) { tape, inputs in
            .loss(tape.spanLoss(inputs[0], sequenceOffsets: offsets, startPositions: starts, endPositions: ends))
        } reference: { inputs in
            [referenceSpanLoss(inputs[0], sequenceOffsets: offsets, starts: starts, ends: ends)]
        }
        .expectAgreement()
    }

    @Test("leaves out what lies outside its sequence, and is zero without gradient if everything does")
    func nothingCounts() {
        let run = OperationRun([.random("logits", [3, 2], seed: 1)]) { tape, inputs in
            .loss(tape.spanLoss(inputs[0], sequenceOffsets: [0, 3], startPositions: [3], endPositions: [-1]))
        }
        #expect(run.output == [0])
        #expect(run.gradients["logits"]?.allSatisfy { $0 == 0 } == true)
    }

    @Test("of batches with a common normalizer adds up to that of the whole")
    func normalizerJoinsBatches() {
        let logits = randomFloats(14, seed: 4)
        func run(_ tokens: Range<Int>, _ offsets: [Int], _ starts: [Int32], _ ends: [Int32]) -> OperationRun {
            let values = Array(logits[(2 * tokens.lowerBound)..<(2 * tokens.upperBound)])
            return OperationRun([Operand(name: "logits", shape: [tokens.count, 2], values: values)]) { tape, inputs in
                .loss(
                    tape.spanLoss(
                        inputs[0],
                        sequenceOffsets: offsets,
                        startPositions: starts,
                        endPositions: ends,
                        normalizer: 2
                    )
                )
            }
        }
        let whole = run(0..<7, [0, 3, 7], [1, 0], [2, 3])
        let parts = [run(0..<3, [0, 3], [1], [2]), run(3..<7, [0, 4], [0], [3])]
        expectClose(parts[0].output[0] + parts[1].output[0], whole.output[0], absolute: 1e-12)
        #expect(parts.flatMap { $0.gradients["logits"] ?? [] } == whole.gradients["logits"])
    }
}
