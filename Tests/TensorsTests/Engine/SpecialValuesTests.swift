import Tensors
import TestSupport
import Testing

@Suite("Special values")
struct SpecialValuesTests {
    @Test("go through activations", arguments: CPUDevice.availableInstructionSets, Activation.allCases)
    func activations(instructionSet: String, activation: Activation) {
        CPUDevice.withInstructionSet(instructionSet) {
            // 17 columns: NaN and infinity in a whole vector and in the rest of one.
            for column in [3, 16] {
                var values = [Float](repeating: 0.5, count: 17)
                values[column] = .nan
                let output = apply(activation, values)
                #expect(output[column].isNaN)
                #expect(output.filter(\.isNaN).count == 1)
                values[column] = .infinity
                let largest = apply(activation, values)[column]
                #expect(largest == (activation == .tanh ? 1 : .infinity) || largest.isNaN)
                #expect(!apply(activation, values)[0].isNaN)
            }
        }
    }

    @Test("of size are right", arguments: CPUDevice.availableInstructionSets, Activation.allCases)
    func largeArguments(instructionSet: String, activation: Activation) {
        CPUDevice.withInstructionSet(instructionSet) {
            let arguments: [Float] = [-1e4, -100, -88, -30, -14, -5, 0, 1e-30, 5, 14, 30, 88, 100, 1e4]
            let expected = arguments.map { referenceActivation(Double($0), activation) }
            expectClose(
                apply(activation, arguments).map(Double.init),
                expected,
                absolute: 1e-6,
                relative: 1e-6,
                "\(activation)"
            )
        }
    }

    private func apply(_ activation: Activation, _ values: [Float]) -> [Float] {
        let device = CPUDevice(threads: 1)
        let unit = device.makeTensor([1, 1], [1])
        let output = device.makeTensor([1, values.count])
        device.linear(
            unit,
            weight: device.makeTensor([values.count, 1], values),
            bias: nil,
            activation: activation,
            into: output,
            derivative: nil
        )
        return device.read(output)
    }

    @Test("stay in their row of a layer normalisation", arguments: CPUDevice.availableInstructionSets)
    func layerNorm(instructionSet: String) {
        let columns = 19
        for special in [Float.nan, .infinity] {
            for column in [2, 18] {
                var values = randomFloats(3 * columns, seed: 1)
                values[columns + column] = special
                let device = CPUDevice(threads: 1)
                let output = CPUDevice.withInstructionSet(instructionSet) {
                    Tape(device: device).residualLayerNorm(
                        device.makeTensor([3, columns], values),
                        residual: device.makeTensor([3, columns], randomFloats(3 * columns, seed: 2)),
                        gamma: device.makeTensor([columns], randomFloats(columns, seed: 3)),
                        beta: device.makeTensor([columns], randomFloats(columns, seed: 4)),
                        epsilon: 1e-12
                    )
                }
                let rows = device.read(output)
                #expect(rows[columns..<(2 * columns)].contains { $0.isNaN })
                #expect(rows[..<columns].allSatisfy { $0.isFinite } && rows[(2 * columns)...].allSatisfy(\.isFinite))
            }
        }
    }

    @Test("reach every query of their sequence and no other", arguments: CPUDevice.availableInstructionSets)
    func attention(instructionSet: String) {
        // Key 4 of the second sequence, which has 18 tokens: once in a whole vector of scores, once in the rest.
        for (key, special) in [(4, Float.nan), (17, .nan), (17, .infinity)] {
            var values = randomFloats(25 * 24, seed: 1)
            values[(5 + key) * 24 + 8] = special
            let device = CPUDevice(threads: 1)
            let output = CPUDevice.withInstructionSet(instructionSet) {
                Tape(device: device).selfAttention(
                    device.makeTensor([25, 24], values),
                    sequenceOffsets: [0, 5, 23, 25],
                    headCount: 1
                )
            }
            let rows = device.read(output)
            if special.isNaN {
                #expect(rows[(5 * 8)..<(23 * 8)].allSatisfy { $0.isNaN })
            } else {
                #expect(rows[(5 * 8)..<(23 * 8)].contains { $0.isNaN })
            }
            #expect(rows[..<(5 * 8)].allSatisfy { $0.isFinite } && rows[(23 * 8)...].allSatisfy(\.isFinite))
        }
    }

    @Test("of size make softmax choose", arguments: CPUDevice.availableInstructionSets)
    func largeScores(instructionSet: String) {
        let layout = AttentionLayout(offsets: [0, 20], headCount: 1, headSize: 1)
        for size in [10, 95, 1e4, 1e8] as [Float] {
            let query = [Float](repeating: 1, count: 20)
            let key = (0..<20).map { $0 == 7 ? 0 : -size + Float($0) }
            let value = randomFloats(20, seed: 1)
            let qkv = (0..<20).flatMap { [query[$0], key[$0], value[$0]] }
            let device = CPUDevice(threads: 1)
            let output = CPUDevice.withInstructionSet(instructionSet) {
                Tape(device: device).selfAttention(
                    device.makeTensor([20, 3], qkv),
                    sequenceOffsets: [0, 20],
                    headCount: 1
                )
            }
            let expected = referenceAttention(
                query: query.map(Double.init),
                key: key.map(Double.init),
                value: value.map(Double.init),
                layout: layout
            )
            expectClose(device.read(output).map(Double.init), expected, absolute: 1e-6)
        }
    }

    @Test("are seen by sums, products and the optimizer", arguments: CPUDevice.availableInstructionSets)
    func elsewhere(instructionSet: String) {
        let device = CPUDevice(threads: 1)
        CPUDevice.withInstructionSet(instructionSet) {
            for position in [0, 17, 18] {
                var values = [Float](repeating: 1, count: 19)
                values[position] = .nan
                let vector = device.makeTensor([19], values)
                #expect(device.sumOfSquares(vector).isNaN)
                let sums = device.makeTensor([1], [0])
                device.columnSums(device.makeTensor([19, 1], values), addingTo: sums)
                #expect(device.read(sums)[0].isNaN)
                let factor = device.makeTensor([19], [Float](repeating: 0, count: 19))
                device.multiply(factor, by: vector)
                #expect(device.read(factor)[position].isNaN)
                device.add(vector, to: factor)
                #expect(device.read(factor)[position].isNaN)
                let state = (0..<3).map { _ in device.makeTensor([19], [Float](repeating: 1, count: 19)) }
                device.adamW(
                    parameters: state[0],
                    gradients: vector,
                    firstMoments: state[1],
                    secondMoments: state[2],
                    constants: .forTests(learningRate: 0.1, step: 1)
                )
                #expect(device.read(state[0]).indices.filter { device.read(state[0])[$0].isNaN } == [position])
            }
        }
    }
}
