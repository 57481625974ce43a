import Tensors
import Testing

@Suite("Arena")
struct ArenaTests {
    @Test("wastes at most an eighth of a block, or a cache line")
    func sizeClasses() {
        for count in Array(0...5000) + [65_535, 65_536, 65_537, 1_000_003, 100_000_007] {
            let size = Arena.sizeClass(count)
            #expect(size >= max(count, 64))
            #expect(size % 16 == 0)
            #expect(size <= max(64, count + max(count / 8, 16)))
            #expect(Arena.sizeClass(size) == size)
        }
    }

    @Test("hands a block that was given back to the next that it fits")
    func reuse() {
        let arena = Arena()
        let first = arena.take(1000)
        arena.give(first)
        let second = arena.take(Arena.sizeClass(1000) - 1)
        #expect(unsafe first.address == second.address)
        #expect(arena.allocatedCount == Arena.sizeClass(1000))
        let third = arena.take(1000)
        #expect(unsafe third.address != second.address)
        #expect(unsafe UInt(bitPattern: third.address) % UInt(Arena.alignment) == 0)
        arena.give(second)
        arena.give(third)
    }

    @Test("lends a larger block, but none of more than twice the size")
    func largerBlocks() {
        let arena = Arena()
        let large = arena.take(1024)
        arena.give(large)
        let half = arena.take(512)
        #expect(unsafe half.address == large.address)
        #expect(half.size == 1024)
        arena.give(half)
        let small = arena.take(256)
        #expect(small.size == 256)
        arena.give(small)
        #expect(arena.allocatedCount == 1024 + 256)
    }

    @Test("lets a block go that a request has outgrown, and keeps one of another order of size")
    func outgrownBlocks() {
        let arena = Arena()
        for count in [256, 1024] { arena.give(arena.take(count)) }
        let larger = arena.take(1536)
        #expect(arena.allocatedCount == 256 + 1536)
        arena.give(larger)
        let smaller = arena.take(1024)
        #expect(smaller.size == 1536)
        arena.give(smaller)
    }

    @Test("does not grow over 100 steps of training")
    func noGrowth() {
        let device = CPUDevice(threads: 2)
        let network = SmallNetwork(device: device, hidden: 32, inner: 64, lengths: [3, 17, 9])
        _ = network.train(step: 1)
        let allocated = device.allocatedFloatCount
        for step in 2...100 {
            _ = network.train(step: step)
        }
        #expect(device.allocatedFloatCount == allocated)
    }

    @Test("keeps memory of views until the last is gone")
    func views() {
        let device = CPUDevice(threads: 1)
        var whole: Tensor? = device.makeTensor([4, 50], randomFloats(200, seed: 1))
        let expected = whole.map { Array(device.read($0)[100..<150]) }
        let view = whole?.rows(2..<3)
        whole = nil
        // Memory that were free already would be taken for this.
        let other = device.makeTensor([4, 50], randomFloats(200, seed: 2))
        #expect(view.map { device.read($0) } == expected)
        #expect(view?.shape == [1, 50] && other.shape == [4, 50])
    }
}
