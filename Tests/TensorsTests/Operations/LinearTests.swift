import Tensors
import TestSupport
import Testing

@Suite("Linear layer")
struct LinearTests {
    static let cases: [(name: String, activation: Activation)] =
        [("linear.oneRow", .none), ("linear.large", .gelu)]
        + Activation.allCases.flatMap { [("linear.\($0.rawValue)", $0), ("linear.tails.\($0.rawValue)", $0)] }

    @Test("matches torch", arguments: CPUDevice.availableInstructionSets, cases)
    func matchesTorch(instructionSet: String, testCase: (name: String, activation: Activation)) throws {
        let reference = try ReferenceValues.shared.get()
        let (testCase, activation) = testCase
        let operands = try [
            reference.operand(testCase, "input"),
            reference.operand(testCase, "weight", isParameter: true),
            reference.operand(testCase, "bias", isParameter: true),
        ]
        let upstream = try reference.array("\(testCase).upstream").values
        let run = CPUDevice.withInstructionSet(instructionSet) {
            OperationRun(operands, upstream: upstream) { tape, inputs in
                .tensor(tape.linear(inputs[0], weight: inputs[1], bias: inputs[2], activation: activation))
            }
        }
        try reference.expect(run, matches: testCase)
    }

    @Test("agrees with double precision", arguments: Activation.allCases, [1, 7, 33])
    func agreesWithDoublePrecision(activation: Activation, size: Int) {
        let (rows, columns, depth) = (size, 34 - size, size)
        GradientCheck(
            operands: [
                .random("input", [rows, depth], seed: 1),
                .random("weight", [columns, depth], seed: 2, isParameter: true),
                .random("bias", [columns], seed: 3, isParameter: true),
            ],
            outputCount: rows * columns
        ) { tape, inputs in
            .tensor(tape.linear(inputs[0], weight: inputs[1], bias: inputs[2], activation: activation))
        } reference: { inputs in
            referenceLinear(
                inputs[0],
                weight: inputs[1],
                bias: inputs[2],
                rows: rows,
                columns: columns,
                depth: depth,
                activation: activation
            )
        }
        .expectAgreement()
    }

    @Test("works without a bias")
    func worksWithoutBias() {
        GradientCheck(
            operands: [
                .random("input", [7, 5], seed: 1), .random("weight", [3, 5], seed: 2, isParameter: true),
            ],
            outputCount: 21
        ) { tape, inputs in
            .tensor(tape.linear(inputs[0], weight: inputs[1], bias: nil, activation: .gelu))
        } reference: { inputs in
            referenceLinear(
                inputs[0],
                weight: inputs[1],
                bias: [0, 0, 0],
                rows: 7,
                columns: 3,
                depth: 5,
                activation: .gelu
            )
        }
        .expectAgreement()
    }

    @Test("gives the same values when it does not record")
    func sameValuesWithoutRecording() {
        let device = CPUDevice(threads: 1)
        let outputs = [false, true].map { isRecording in
            let tape = Tape(device: device, isRecording: isRecording)
            let input = device.makeTensor([3, 5], randomFloats(15, seed: 1))
            let weight = device.makeTensor([4, 5], randomFloats(20, seed: 2))
            return device.read(tape.linear(input, weight: weight, bias: nil, activation: .gelu))
        }
        #expect(outputs[0] == outputs[1])
    }
}
