import Tensors
import TestSupport
import Testing

@Suite("Matrix products of 8 bits")
struct Int8ProductTests {
    /// Columns and depth: within one panel, with edges everywhere, no multiple of what a lane or a vector holds.
    static let shapes = [(1, 1), (7, 5), (32, 64), (33, 16), (49, 387), (130, 770)]

    @Test("have the bits of a plain loop, for every instruction set", arguments: shapes)
    func areExact(shape: (columns: Int, depth: Int)) {
        let (columns, depth) = shape
        let weight = randomFloats(columns * depth, seed: 1)
        let bias = randomFloats(columns, seed: 2)
        for rows in 1...40 {
            let input = randomFloats(rows * depth, seed: UInt64(100 + rows))
            let reference = ReferenceInt8Linear(weight: weight, bias: bias, depth: depth)
            let expected = reference.output(input).map(\.bitPattern)
            for name in CPUDevice.availableInt8InstructionSets {
                let actual = CPUDevice.withInt8InstructionSet(name) {
                    Int8Layer(weight: weight, bias: bias, depth: depth).output(input)
                }
                #expect(actual.map(\.bitPattern) == expected, "\(rows) rows, \(name)")
            }
        }
    }

    @Test("have the same bits for any number of threads, and for a row alone", arguments: [2, 3, 4])
    func areIndependent(threads: Int) {
        let (rows, columns, depth) = (75, 1100, 800)
        let input = randomFloats(rows * depth, seed: 3)
        let (weight, bias) = (randomFloats(columns * depth, seed: 4), randomFloats(columns, seed: 5))
        let one = Int8Layer(weight: weight, bias: bias, depth: depth, activation: .gelu)
        let several = Int8Layer(weight: weight, bias: bias, depth: depth, activation: .gelu, threads: threads)
        let whole = one.output(input)
        #expect(several.output(input).map(\.bitPattern) == whole.map(\.bitPattern))
        for row in [0, 1, 13, 14, 40, 74] {
            let alone = several.output(Array(input[row * depth..<(row + 1) * depth]))
            #expect(alone == Array(whole[row * columns..<(row + 1) * columns]))
        }
    }

    @Test("are followed by bias and activation", arguments: CPUDevice.availableInt8InstructionSets, Activation.allCases)
    func activations(instructionSet: String, activation: Activation) {
        let (rows, columns, depth) = (5, 45, 64)
        let input = randomFloats(rows * depth, seed: 6)
        let (weight, bias) = (randomFloats(columns * depth, seed: 7), randomFloats(columns, seed: 8))
        let reference = ReferenceInt8Linear(weight: weight, bias: bias, depth: depth)
        let expected = reference.output(input).map { referenceActivation(Double($0), activation) }
        let actual = CPUDevice.withInt8InstructionSet(instructionSet) {
            Int8Layer(weight: weight, bias: bias, depth: depth, activation: activation).output(input)
        }
        expectClose(actual.map(Double.init), expected, absolute: 2e-6, relative: 2e-6, "\(activation)")
    }

    @Test("do not overflow at the greatest depth", arguments: CPUDevice.availableInt8InstructionSets)
    func greatestSums(instructionSet: String) {
        let depth = CPUDevice.int8DepthLimit - 1
        let ones = [Float](repeating: 1, count: depth)
        CPUDevice.withInt8InstructionSet(instructionSet) {
            let layer = Int8Layer(weight: ones, bias: [0], depth: depth)
            let scale = Float(1) / 127 * (Float(1) / 127)
            let largest = Float(127 * 127 * depth) * scale
            #expect(layer.output(ones + ones.map { -$0 }) == [largest, -largest])
        }
    }

    @Test("stop at a depth whose sums could overflow")
    func depthLimit() async {
        await #expect(processExitsWith: .failure) {
            let depth = CPUDevice.int8DepthLimit
            let ones = [Float](repeating: 1, count: depth)
            _ = Int8Layer(weight: ones, bias: [0], depth: depth).output(ones)
        }
    }

    @Test("hide no NaN and no infinity, and keep them in their row", arguments: CPUDevice.availableInt8InstructionSets)
    func faults(instructionSet: String) {
        let depth = 37
        let layer = { Int8Layer(weight: randomFloats(3 * depth, seed: 9), bias: [1, 2, 3], depth: depth) }
        CPUDevice.withInt8InstructionSet(instructionSet) {
            for fault in [Float.nan, -.nan, .infinity, -.infinity] {
                for place in [0, 20, 36] {
                    var input = randomFloats(3 * depth, seed: 10)
                    let sound = layer().output(input)
                    input[depth + place] = fault
                    let output = layer().output(input)
                    #expect(output[3..<6].allSatisfy { !$0.isFinite })
                    #expect(Array(output[..<3] + output[6...]) == Array(sound[..<3] + sound[6...]))
                }
            }
        }
    }

    @Test("of rows of nothing are the bias", arguments: [Float(0), .leastNonzeroMagnitude, 1e-31])
    func zeros(value: Float) {
        let row = [Float](repeating: value, count: 20)
        let weight = randomFloats(40, seed: 11)
        #expect(Int8Layer(weight: weight, bias: [0.5, -2], depth: 20).output(row) == [0.5, -2])
        #expect(Int8Layer(weight: row + row, bias: [0.5, -2], depth: 20).output(Array(weight[..<20])) == [0.5, -2])
    }

    @Test("follow weights that change, and leave other weights as they are")
    func quantizedWeights() {
        let store = ParameterStore([.init("a", [1, 2]), .init("b", [1, 2])], device: CPUDevice(threads: 1))
        let device = store.device
        let input = device.makeTensor([1, 2], [1, 0.3])
        func output(_ name: String) -> Float {
            device.read(Tape(device: device).linear(input, weight: store[name], bias: nil))[0]
        }
        func set(_ name: String, _ value: Float) {
            unsafe device.withHostMemory(of: store[name]) { memory in unsafe memory.update(repeating: value) }
        }
        set("a", 1)
        set("b", 1)
        #expect(output("a") == 1.3)
        store.quantize(["a"])
        // 0.3 is 38 / 127 in 8 bits.
        #expect(abs(output("a") - 165.0 / 127) < 1e-6)
        #expect(output("b") == 1.3)
        set("a", 2)
        #expect(abs(output("a") - 330.0 / 127) < 1e-6)
    }

    @Test("are for prediction alone")
    func training() async {
        await #expect(processExitsWith: .failure) {
            let store = ParameterStore([.init("a", [1, 2])], device: CPUDevice(threads: 1))
            store.quantize(["a"])
            store.prepareForTraining()
        }
        await #expect(processExitsWith: .failure) {
            let store = ParameterStore([.init("a", [1, 2])], device: CPUDevice(threads: 1))
            store.quantize(["a"])
            let tape = Tape(device: store.device, isRecording: true)
            _ = tape.linear(store.device.makeTensor([1, 2], [1, 1]), weight: store["a"], bias: nil)
        }
    }
}

/// A linear layer whose weight is quantised.
private struct Int8Layer {
    let store: ParameterStore
    let bias: Tensor
    let activation: Activation

    init(weight: [Float], bias: [Float], depth: Int, activation: Activation = .none, threads: Int = 1) {
        store = ParameterStore([.init("weight", [bias.count, depth])], device: CPUDevice(threads: threads))
        unsafe store.device.withHostMemory(of: store["weight"]) { memory in _ = unsafe memory.update(from: weight) }
        store.quantize(["weight"])
        self.bias = store.device.makeTensor([bias.count], bias)
        self.activation = activation
    }

    func output(_ input: [Float]) -> [Float] {
        let (device, weight) = (store.device, store["weight"])
        let rows = device.makeTensor([input.count / weight.columnCount, weight.columnCount], input)
        return device.read(Tape(device: device).linear(rows, weight: weight, bias: bias, activation: activation))
    }
}
