import Tensors
import Testing

@Suite("profiling device")
struct ProfilingDeviceTests {
    @Test("counts the products of a linear layer and its gradients, and computes the same bits")
    func linear() throws {
        let profile = OperationProfile()
        let plain = CPUDevice(threads: 1)
        func gradients(on device: any Device) -> [[Float]] {
            let tape = Tape(device: device, isRecording: true)
            let store = ParameterStore([.init("weight", [3, 4])], device: device)
            store.prepareForTraining()
            unsafe device.withHostMemory(of: store["weight"]) { values in
                for index in values.indices { unsafe values[index] = Float(index) * 0.1 }
            }
            let input = device.makeTensor([5, 4], (0..<20).map(Float.init))
            let hidden = tape.linear(input, weight: store["weight"], bias: nil)
            let loss = tape.crossEntropy(hidden, targets: [0, 1, 2, 0, 1], normalizer: 5)
            tape.backward()
            let gradients = [store["weight"].gradient, input.gradient].compactMap { $0 }.map(device.read)
            return [device.read(hidden), [Float(loss)]] + gradients
        }
        #expect(gradients(on: ProfilingDevice(plain, profile: profile)) == gradients(on: plain))
        let expected: [MatrixProduct: Int] = [
            MatrixProduct(.output, rows: 5, columns: 3, depth: 4): 1,
            MatrixProduct(.inputGradient, rows: 5, columns: 4, depth: 3): 1,
            MatrixProduct(.weightGradient, rows: 3, columns: 4, depth: 5): 1,
        ]
        #expect(profile.matrixProducts == expected)
        let operations = profile.rows.filter { $0.name.hasPrefix("linear") }.reduce(0) { $0 + $1.operations }
        #expect(operations == 3 * 2 * 5 * 3 * 4)
        #expect(profile.rows.allSatisfy { $0.calls > 0 && $0.seconds >= 0 })
    }
}
