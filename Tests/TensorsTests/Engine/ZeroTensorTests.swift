import Tensors
import Testing

@Suite("Tensors of zeros")
struct ZeroTensorTests {
    @Test("are zero in memory that was used before", arguments: [1, 15, 1023, 1024, 5000, 600_000, 1_500_000])
    func recycled(count: Int) {
        let device = CPUDevice(threads: 1)
        let ones = [Float](repeating: 1, count: count)
        for sparse in [[], [0..<count], [count / 3..<count / 2, count / 2..<count]] as [[Range<Int>]] {
            // Given back at the end of the line, and taken again at once.
            _ = device.makeTensor([count], ones)
            let zeros = device.makeZeroTensor([count], sparse: sparse)
            #expect(device.read(zeros).allSatisfy { $0 == 0 }, "\(sparse)")
            // Written and read as any other.
            unsafe device.withHostMemory(of: zeros) { memory in _ = unsafe memory.update(fromContentsOf: ones) }
            #expect(device.read(zeros) == ones)
        }
        #expect(device.allocatedFloatCount < 3 * count + 256)
    }

    @Test("leave what lies beside them alone")
    func neighbours() {
        let device = CPUDevice(threads: 1)
        let count = 700_001
        let tensor = device.makeTensor([count], [Float](repeating: 2, count: count))
        let middle = 5..<count - 3
        let fresh = unsafe device.withHostMemory(of: tensor) { memory -> Range<Int> in
            guard let start = memory.baseAddress else { return 0..<0 }
            return unsafe FreshPages.renew(start + middle.lowerBound, count: middle.count)
        }
        let values = device.read(tensor)
        for index in values.indices {
            let isFresh = fresh.contains(index - middle.lowerBound)
            if values[index] != (isFresh ? 0 : 2) {
                Issue.record("element \(index) is \(values[index])")
                return
            }
        }
        #if canImport(Glibc)
            #expect(fresh.count > count / 2)
        #endif
    }
}
