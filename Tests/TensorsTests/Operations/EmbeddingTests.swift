import Tensors
import TestSupport
import Testing

@Suite("Embedding")
struct EmbeddingTests {
    @Test("matches torch", arguments: CPUDevice.availableInstructionSets)
    func matchesTorch(instructionSet: String) throws {
        let reference = try ReferenceValues.shared.get()
        let testCase = "embeddings"
        let offsets = try reference.integers(testCase, "sequenceOffsets")
        let batch = PackedBatch(
            tokenIDs: split(try reference.integers(testCase, "tokenIDs"), at: offsets),
            tokenTypeIDs: split(try reference.integers(testCase, "typeIDs"), at: offsets)
        )
        #expect(batch.positionIDs.values.map(Int.init) == (try reference.integers(testCase, "positionIDs")))
        let epsilon = Float(try reference.number(testCase, "epsilon"))
        let padding = Int32(try reference.number(testCase, "paddingIndex"))
        let operands = try ["word", "position", "type", "weight", "bias"].map {
            try reference.operand(testCase, $0, isParameter: true)
        }
        let upstream = try reference.array("\(testCase).upstream").values
        let run = CPUDevice.withInstructionSet(instructionSet) {
            OperationRun(operands, upstream: upstream) { tape, inputs in
                .tensor(
                    tape.embedding(batch, tables: tables(inputs), epsilon: epsilon, paddingTokenID: padding)
                )
            }
        }
        try reference.expect(run, matches: testCase)
        // The fixture has token 0 inside sequences: its row gets nothing at all.
        #expect(batch.tokenIDs.values.contains(padding))
        #expect(run.gradients["word"]?.prefix(24).allSatisfy { $0 == 0 } == true)
    }

    @Test("agrees with double precision", arguments: [1, 7, 33, 80], [0, 0.2])
    func agreesWithDoublePrecision(columns: Int, dropoutProbability: Double) {
        let batch = PackedBatch(
            tokenIDs: [[3], [1, 1, 4], (0..<33).map { Int32($0 % 5) }],
            tokenTypeIDs: [[0], [0, 1, 1], (0..<33).map { Int32($0 % 2) }]
        )
        let noise = DropoutNoise(seed: 21, step: 9)
        let rows = batch.tokenCount
        let mask = dropoutMask(rows: rows, columns: columns, probability: dropoutProbability, noise: noise)
        GradientCheck(
            operands: [
                .random("word", [5, columns], seed: 1, isParameter: true),
                .random("position", [33, columns], seed: 2, isParameter: true),
                .random("type", [2, columns], seed: 3, isParameter: true),
                .random("gamma", [columns], seed: 4, isParameter: true),
                .random("beta", [columns], seed: 5, isParameter: true),
            ],
            outputCount: rows * columns,
            noise: noise
        ) { tape, inputs in
            .tensor(
                tape.embedding(
                    batch,
                    tables: tables(inputs),
                    epsilon: 1e-5,
                    paddingTokenID: nil,
                    dropoutProbability: dropoutProbability
                )
            )
        } reference: { inputs in
            let sums = (0..<rows).flatMap { row in
                (0..<columns).map { column in
                    inputs[0][Int(batch.tokenIDs.values[row]) * columns + column]
                        + inputs[1][Int(batch.positionIDs.values[row]) * columns + column]
                        + inputs[2][Int(batch.tokenTypeIDs.values[row]) * columns + column]
                }
            }
            let output = referenceLayerNorm(sums, gamma: inputs[3], beta: inputs[4], columns: columns, epsilon: 1e-5)
            return zip(output, mask).map { $0 * $1 }
        }
        .expectAgreement()
    }

    private func tables(_ inputs: [Tensor]) -> EmbeddingTables {
        EmbeddingTables(word: inputs[0], position: inputs[1], type: inputs[2], gamma: inputs[3], beta: inputs[4])
    }

    private func split(_ values: [Int], at offsets: [Int]) -> [[Int32]] {
        zip(offsets, offsets.dropFirst()).map { values[$0..<$1].map(Int32.init) }
    }
}
