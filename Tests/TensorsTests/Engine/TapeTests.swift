import Tensors
import Testing

@Suite("Tape")
struct TapeTests {
    @Test("is freed with its tensors when no backward pass follows")
    func isFreed() {
        let device = CPUDevice(threads: 1)
        weak var kept: Tape?
        weak var output: Tensor?
        do {
            let tape = Tape(device: device, isRecording: true)
            let input = device.makeTensor([2, 2], [1, 2, 3, 4])
            output = tape.linear(input, weight: device.makeTensor([2, 2], [1, 0, 0, 1]), bias: nil)
            kept = tape
        }
        #expect(kept == nil && output == nil)
    }

    @Test("adds up the gradients of several passes")
    func accumulates() {
        let device = CPUDevice(threads: 1)
        let weight = device.makeTensor([1, 2], [1, 1])
        let gradient = device.makeTensor([1, 2], [0, 0])
        weight.gradient = gradient
        for _ in 0..<3 {
            let tape = Tape(device: device, isRecording: true)
            let output = tape.linear(device.makeTensor([1, 2], [2, 5]), weight: weight, bias: nil)
            output.gradient = device.makeTensor([1, 1], [1])
            tape.backward()
        }
        #expect(device.read(gradient) == [6, 15])
    }

    @Test("adds up the gradients of two uses of a tensor")
    func twoUses() {
        let device = CPUDevice(threads: 1)
        let tape = Tape(device: device, isRecording: true)
        let input = device.makeTensor([1, 2], [2, 5])
        let sums = [[1, 2], [10, 20]].map { tape.linear(input, weight: device.makeTensor([1, 2], $0), bias: nil) }
        for sum in sums {
            sum.gradient = device.makeTensor([1, 1], [1])
        }
        tape.backward()
        #expect(input.gradient.map { device.read($0) } == [11, 22])
    }

    @Test("passes over what nothing depends on")
    func unusedOutput() {
        let device = CPUDevice(threads: 1)
        let tape = Tape(device: device, isRecording: true)
        let input = device.makeTensor([1, 2], [2, 5])
        _ = tape.linear(input, weight: device.makeTensor([1, 2], [1, 1]), bias: nil, activation: .tanh)
        tape.backward()
        #expect(input.gradient == nil)
    }
}
