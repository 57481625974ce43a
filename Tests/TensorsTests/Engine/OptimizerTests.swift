import Tensors
import TestSupport
import Testing

@Suite("Optimizer")
struct OptimizerTests {
    static let cases = ["decay0", "decay0.clipped", "decay0.01", "decay0.01.clipped"].map { "adamW.\($0)" }

    @Test("matches torch's AdamW", arguments: CPUDevice.availableInstructionSets, cases)
    func matchesTorch(instructionSet: String, testCase: String) throws {
        let reference = try ReferenceValues.shared.get()
        let gradients = try reference.array("\(testCase).gradients")
        let (steps, count) = (gradients.shape[0], gradients.shape[1])
        let decayedCount = Int(try reference.number(testCase, "decayedCount"))
        let rates = try reference.numbers(testCase, "learningRates")
        let maximumNorm = try reference.optionalNumber(testCase, "maxGradientNorm")
        let device = CPUDevice(threads: 1)
        let parameters = device.makeTensor([count], try reference.array("\(testCase).initial").values)
        let (first, second) = (device.makeTensor([count]), device.makeTensor([count]))
        device.zero(first)
        device.zero(second)
        var (norms, history): ([Double], [Double]) = ([], [])
        for step in 0..<steps {
            let gradient = device.makeTensor([count], Array(gradients.values[(step * count)..<((step + 1) * count)]))
            let norm = CPUDevice.withInstructionSet(instructionSet) { device.sumOfSquares(gradient).squareRoot() }
            norms.append(norm)
            for (range, decay) in [
                (0..<decayedCount, try reference.number(testCase, "weightDecay")), (decayedCount..<count, 0),
            ] {
                let constants = AdamWConstants(
                    gradientScale: maximumNorm.map { min(1, $0 / (norm + 1e-6)) } ?? 1,
                    learningRate: rates[step],
                    weightDecay: decay,
                    beta1: try reference.number(testCase, "beta1"),
                    beta2: try reference.number(testCase, "beta2"),
                    epsilon: try reference.number(testCase, "epsilon"),
                    step: step + 1
                )
                CPUDevice.withInstructionSet(instructionSet) {
                    device.adamW(
                        parameters: parameters.rows(range),
                        gradients: gradient.rows(range),
                        firstMoments: first.rows(range),
                        secondMoments: second.rows(range),
                        constants: constants
                    )
                }
            }
            #expect(device.read(gradient).allSatisfy { $0 == 0 }, "The gradients are spent.")
            history += device.read(parameters).map(Double.init)
        }
        try reference.expect(norms, near: "norms", of: testCase)
        try reference.expect(history, near: "parameters", of: testCase)
        try reference.expect(device.read(first).map(Double.init), near: "firstMoments", of: testCase)
        try reference.expect(device.read(second).map(Double.init), near: "secondMoments", of: testCase)
    }

    @Test("sums squares in double precision", arguments: [0, 1, 15, 16, 17, 65536, 65537, 200_003])
    func sumsSquares(count: Int) {
        let values = randomFloats(count, seed: 1, scale: 1000)
        let expected = values.reduce(0) { $0 + Double($1) * Double($1) }
        let device = CPUDevice(threads: 1)
        for set in CPUDevice.availableInstructionSets {
            CPUDevice.withInstructionSet(set) {
                let sum = device.sumOfSquares(device.makeTensor([count], values))
                expectClose(sum, expected, absolute: 0, relative: 1e-12)
            }
        }
    }

    @Test("moves what no gradient has reached by its decay alone", arguments: [1, 16, 40])
    func decaysUnseenWords(count: Int) {
        let device = CPUDevice(threads: 1)
        let values = randomFloats(count, seed: 3)
        let constants = AdamWConstants(
            gradientScale: 1,
            learningRate: 0.5,
            weightDecay: 0.25,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            step: 2
        )
        for set in CPUDevice.availableInstructionSets {
            let parameters = device.makeTensor([count], values)
            let zeros = (0..<3).map { _ in device.makeTensor([count], [Float](repeating: 0, count: count)) }
            CPUDevice.withInstructionSet(set) {
                device.adamW(
                    parameters: parameters,
                    gradients: zeros[0],
                    firstMoments: zeros[1],
                    secondMoments: zeros[2],
                    constants: constants
                )
            }
            #expect(device.read(parameters) == values.map { $0 * 0.875 })
            #expect(zeros.allSatisfy { device.read($0).allSatisfy { $0 == 0 } })
        }
    }

    @Test("leaves what lies beside a window alone", arguments: [1, 15, 16, 33])
    func staysInItsWindow(count: Int) {
        let device = CPUDevice(threads: 1)
        let values = randomFloats(count + 20, seed: 1).map { abs($0) }
        let tensors = (0..<4).map { _ in device.makeTensor([count + 20], values) }
        let windows = tensors.map { $0.rows(10..<(10 + count)) }
        for set in CPUDevice.availableInstructionSets {
            CPUDevice.withInstructionSet(set) {
                device.adamW(
                    parameters: windows[0],
                    gradients: windows[1],
                    firstMoments: windows[2],
                    secondMoments: windows[3],
                    constants: .forTests(learningRate: 0.1, step: 1)
                )
            }
        }
        for tensor in tensors {
            let after = device.read(tensor)
            #expect(after.prefix(10) == values.prefix(10) && after.suffix(10) == values.suffix(10))
            #expect(after != values)
        }
    }
}
