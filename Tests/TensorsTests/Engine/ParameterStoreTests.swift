import Tensors
import Testing

@Suite("Parameter store")
struct ParameterStoreTests {
    private let store = ParameterStore(
        [
            .init("a", [3, 5]), .init("query", [2, 4]), .init("key", [2, 4], adjoinsPrevious: true), .init("b", [7]),
        ],
        device: CPUDevice(threads: 1)
    )

    @Test("lays parameters out from multiples of 16, but for those that adjoin")
    func layout() {
        #expect(store.parameters.map(\.offset) == [0, 16, 24, 32])
        #expect(store.parameters.map(\.range) == [0..<15, 16..<24, 24..<32, 32..<39])
        #expect(store.elementCount == 15 + 8 + 8 + 7)
        #expect(store.values.shape == [39])
        #expect(store.contains("a") && !store.contains("c"))
        #expect(store.device.read(store.values).allSatisfy { $0 == 0 })
    }

    @Test("shares memory between a parameter, a join and the whole")
    func sharedMemory() {
        fill(store["query"], with: 1)
        fill(store["key"], with: 2)
        let joined = store.joined(["query", "key"])
        #expect(joined.shape == [4, 4])
        #expect(store.device.read(joined) == [Float](repeating: 1, count: 8) + [Float](repeating: 2, count: 8))
        #expect(Array(store.device.read(store.values)[16..<32]) == store.device.read(joined))
        #expect(store.device.read(store["a"]).allSatisfy { $0 == 0 })
    }

    @Test("shares gradients likewise, while training")
    func sharedGradients() throws {
        #expect(store.gradients == nil && store.moments == nil && store["a"].gradient == nil)
        store.prepareForTraining()
        let gradients = try #require(store.gradients)
        fill(try #require(store.joined(["query", "key"]).gradient), with: 3)
        #expect(store.device.read(try #require(store["key"].gradient)) == [Float](repeating: 3, count: 8))
        #expect(store.device.read(gradients).filter { $0 == 3 }.count == 16)
        let moments = try #require(store.moments)
        #expect(store.device.read(moments.first).allSatisfy { $0 == 0 })
        #expect(store.device.read(moments.second).allSatisfy { $0 == 0 })
        store.finishTraining()
        #expect(store.gradients == nil && store["a"].gradient == nil)
    }

    private func fill(_ tensor: Tensor, with value: Float) {
        unsafe store.device.withHostMemory(of: tensor) { memory in
            unsafe memory.update(repeating: value)
        }
    }
}
