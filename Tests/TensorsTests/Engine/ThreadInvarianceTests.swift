import Tensors
import Testing

@Suite("Number of threads")
struct ThreadInvarianceTests {
    @Test("changes no bit of any device function", arguments: [2, 3, 4])
    func deviceFunctions(threads: Int) {
        let expected = DeviceFunctions(CPUDevice(threads: 1)).results()
        let actual = DeviceFunctions(CPUDevice(threads: threads)).results()
        #expect(expected.count == actual.count)
        for (left, right) in zip(expected, actual) {
            #expect(left.values.map(\.bitPattern) == right.values.map(\.bitPattern), "\(left.name)")
        }
    }

    @Test("changes no bit of a network in training", arguments: [2, 3, 4])
    func training(threads: Int) {
        let expected = SmallNetwork(device: CPUDevice(threads: 1))
        let actual = SmallNetwork(device: CPUDevice(threads: threads))
        for step in 1...5 {
            #expect(expected.train(step: step) == actual.train(step: step))
        }
        #expect(expected.parameters.map(\.bitPattern) == actual.parameters.map(\.bitPattern))
        #expect(expected.parameters.allSatisfy { $0.isFinite })
    }
}

/// Every function of a device, on shapes that are ragged and large enough to be cut into several pieces.
private struct DeviceFunctions {
    let device: CPUDevice
    private let rows = 401
    private let hidden = 264
    private let inner = 1030
    private let noise = Dropout(DropoutNoise(seed: 1, step: 2), operation: 3, probability: 0.1)

    init(_ device: CPUDevice) {
        self.device = device
    }

    private func random(_ shape: [Int], _ seed: UInt64) -> Tensor {
        device.makeTensor(shape, randomFloats(shape.reduce(1, *), seed: seed))
    }

    func results() -> [(name: String, values: [Float])] {
        (products() + elements() + normalization() + attention() + embedding() + optimizer())
            .map { ($0.0, device.read($0.1)) }
    }

    private func products() -> [(String, Tensor)] {
        let (input, weight, bias) = (random([rows, hidden], 1), random([inner, hidden], 2), random([inner], 3))
        let (output, derivative) = (device.makeTensor([rows, inner]), device.makeTensor([rows, inner]))
        device.linear(input, weight: weight, bias: bias, activation: .gelu, into: output, derivative: derivative)
        let product = random([rows, hidden], 4)
        device.product(output, weight, into: product, accumulate: true)
        let transposed = random([inner, hidden], 5)
        device.transposedProduct(output, input, addingTo: transposed)
        let sums = random([inner], 6)
        device.columnSums(output, addingTo: sums)
        return [
            ("linear", output), ("derivative", derivative), ("product", product), ("transposedProduct", transposed),
            ("columnSums", sums),
        ]
    }

    private func elements() -> [(String, Tensor)] {
        let (product, sum, dropped) = (random([rows, inner], 7), random([rows, inner], 8), random([rows, inner], 9))
        device.multiply(product, by: sum)
        device.add(product, to: sum)
        device.dropout(dropped, noise)
        return [("multiply", product), ("add", sum), ("dropout", dropped)]
    }

    private func normalization() -> [(String, Tensor)] {
        let (input, residual) = (random([rows, hidden], 10), random([rows, hidden], 11))
        let (gamma, beta) = (random([hidden], 12), random([hidden], 13))
        let (output, deviation) = (device.makeTensor([rows, hidden]), device.makeTensor([rows]))
        device.layerNorm(
            input,
            residual: residual,
            gamma: gamma,
            beta: beta,
            epsilon: 1e-12,
            dropout: noise,
            into: output,
            inverseDeviation: deviation
        )
        let inputGradient = device.makeTensor([rows, hidden])
        let (gammaGradient, betaGradient) = (random([hidden], 14), random([hidden], 15))
        device.layerNormBackward(
            random([rows, hidden], 16),
            normalized: input,
            inverseDeviation: deviation,
            gamma: gamma,
            dropout: noise,
            intoInput: inputGradient,
            residual: (residual, true),
            addingToGamma: gammaGradient,
            addingToBeta: betaGradient
        )
        return [
            ("layerNorm", output), ("deviation", deviation), ("layerNorm input gradient", inputGradient),
            ("layerNorm residual gradient", residual), ("layerNorm gamma gradient", gammaGradient),
            ("layerNorm beta gradient", betaGradient),
        ]
    }

    private func attention() -> [(String, Tensor)] {
        let tape = Tape(device: device, isRecording: true, dropout: DropoutNoise(seed: 4, step: 5))
        let input = random([rows, 3 * hidden], 17)
        let output = tape.selfAttention(
            input,
            sequenceOffsets: [0, 1, 130, 137, rows],
            headCount: 6,
            dropoutProbability: 0.1
        )
        output.gradient = random(output.shape, 18)
        tape.backward()
        return [("attention", output), ("attention gradient", input.gradient ?? output)]
    }

    private func embedding() -> [(String, Tensor)] {
        let ids = (0..<rows).map { Int32($0 * $0 % 50) }
        let batch = PackedBatch(tokenIDs: [Array(ids[..<150]), Array(ids[150...])])
        let output = device.makeTensor([rows, hidden])
        let (word, scattered) = (random([50, hidden], 19), random([50, hidden], 20))
        device.embedding(
            batch,
            word: word,
            position: random([300, hidden], 21),
            type: random([2, hidden], 22),
            into: output
        )
        device.scatter(output, indices: Indices(ids), skipping: 4, addingTo: scattered)
        let gathered = device.makeTensor([rows, hidden])
        device.gather(word, indices: Indices(ids), into: gathered)
        return [("embedding", output), ("scatter", scattered), ("gather", gathered)]
    }

    private func optimizer() -> [(String, Tensor)] {
        let count = 300_001
        let state = (0..<4).map { random([count], 30 + $0) }
        let second = device.makeTensor([count], device.read(state[3]).map(abs))
        let sum = device.sumOfSquares(state[1])
        device.adamW(
            parameters: state[0],
            gradients: state[1],
            firstMoments: state[2],
            secondMoments: second,
            constants: .forTests(learningRate: 0.1, step: 3)
        )
        // The sum is double precision: its high and low halves.
        let halves = [Float(sum), Float(sum - Double(Float(sum)))]
        return [
            ("parameters", state[0]), ("gradients", state[1]), ("first moments", state[2]), ("second moments", second),
            ("sumOfSquares", device.makeTensor([2], halves)),
        ]
    }
}

extension AdamWConstants {
    /// The usual constants.
    static func forTests(learningRate: Double, step: Int) -> AdamWConstants {
        AdamWConstants(
            gradientScale: 1,
            learningRate: learningRate,
            weightDecay: 0.01,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            step: step
        )
    }
}
