import Tensors
import TestSupport
import Testing

@Suite("Residual layer normalisation")
struct ResidualLayerNormTests {
    @Test(
        "matches torch",
        arguments: CPUDevice.availableInstructionSets,
        ["oneRow", "small", "large"].map { "residualLayerNorm.\($0)" }
    )
    func matchesTorch(instructionSet: String, testCase: String) throws {
        let reference = try ReferenceValues.shared.get()
        let epsilon = try reference.number(testCase, "epsilon")
        let operands = try [
            reference.operand(testCase, "input"),
            reference.operand(testCase, "residual"),
            reference.operand(testCase, "weight", isParameter: true),
            reference.operand(testCase, "bias", isParameter: true),
        ]
        let upstream = try reference.array("\(testCase).upstream").values
        let run = CPUDevice.withInstructionSet(instructionSet) {
            OperationRun(operands, upstream: upstream) { tape, inputs in
                .tensor(
                    tape.residualLayerNorm(
                        inputs[0],
                        residual: inputs[1],
                        gamma: inputs[2],
                        beta: inputs[3],
                        epsilon: Float(epsilon)
                    )
                )
            }
        }
        try reference.expect(run, matches: testCase)
    }

    @Test("agrees with double precision", arguments: [1, 7, 33, 64, 71], [0, 0.3])
    func agreesWithDoublePrecision(columns: Int, dropoutProbability: Double) {
        let rows = 34  // more than one piece of 32 rows
        let noise = DropoutNoise(seed: 5, step: 3)
        let mask = dropoutMask(rows: rows, columns: columns, probability: dropoutProbability, noise: noise)
        GradientCheck(
            operands: [
                .random("hidden", [rows, columns], seed: 1),
                .random("residual", [rows, columns], seed: 2),
                .random("gamma", [columns], seed: 3, isParameter: true),
                .random("beta", [columns], seed: 4, isParameter: true),
            ],
            outputCount: rows * columns,
            noise: noise
        ) { tape, inputs in
            .tensor(
                tape.residualLayerNorm(
                    inputs[0],
                    residual: inputs[1],
                    gamma: inputs[2],
                    beta: inputs[3],
                    epsilon: 1e-5,
                    dropoutProbability: dropoutProbability
                )
            )
        } reference: { inputs in
            referenceLayerNorm(
                zip(zip(inputs[0], mask), inputs[1]).map { $0.0 * $0.1 + $1 },
                gamma: inputs[2],
                beta: inputs[3],
                columns: columns,
                epsilon: 1e-5
            )
        }
        .expectAgreement()
    }
}
