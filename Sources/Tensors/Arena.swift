internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// Recycles the memory of tensors from step to step.
///
/// A fresh allocation of 64 MB costs tens of milliseconds in page faults, and a training step makes the same
/// tensors again and again. A block that a tensor gives back is kept by size class, an eighth of a power of two
/// apart. Ragged batches differ in size from step to step, so a tensor also takes a free block of up to twice its
/// size: otherwise every size of batch would come to have blocks of its own. And where none is large enough, one that
/// is a little too small goes: the batch that needs more will not be the last.
package final class Arena: Sendable {
    /// A piece of memory.
    @safe
    package struct Block: @unchecked Sendable {
        /// Its first byte, aligned to ``Arena/alignment``.
        package let address: UnsafeMutablePointer<Float>
        /// The floats that it holds: a size class.
        package let size: Int
    }

    private let free = Mutex<[Int: [Block]]>([:])
    private let allocated = Atomic<Int>(0)

    package init() {}

    /// The floats of all blocks there are, handed out or free.
    package var allocatedCount: Int {
        allocated.load(ordering: .relaxed)
    }

    /// The alignment of every block: a cache line, and the widest vector register.
    package static let alignment = 64

    /// Blocks of this size in bytes ask for pages of it: the rows of a matrix lie on pages of their own otherwise, and
    /// finding those takes the processor some per cent of a training step.
    private static let hugePageSize = 1 << 21

    /// The number of floats that a request for `count` is given.
    package static func sizeClass(_ count: Int) -> Int {
        let minimum = max(count, 64)
        let power = Int.bitWidth - (minimum - 1).leadingZeroBitCount - 1
        let step = max(1 << max(power - 3, 0), 16)
        return (minimum + step - 1) / step * step
    }

    /// A block of at least `count` floats, its contents undefined.
    package func take(_ count: Int) -> Block {
        let smallest = Arena.sizeClass(count)
        let (recycled, outgrown) = free.withLock { free -> (Block?, Block?) in
            var size = smallest
            while size <= 2 * smallest {
                if let block = free[size]?.popLast() { return (block, nil) }
                size = Arena.sizeClass(size + 1)
            }
            let smaller = free.keys.filter { 2 * $0 > smallest && $0 < smallest && free[$0]?.isEmpty == false }.max()
            return (nil, smaller.flatMap { free[$0]?.popLast() })
        }
        if let recycled { return recycled }
        if let outgrown {
            allocated.subtract(outgrown.size, ordering: .relaxed)
            unsafe UnsafeMutableRawPointer(outgrown.address).deallocate()
        }
        allocated.add(smallest, ordering: .relaxed)
        let byteCount = smallest * MemoryLayout<Float>.stride
        let isHuge = byteCount >= Arena.hugePageSize
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: byteCount,
            alignment: isHuge ? Arena.hugePageSize : Arena.alignment
        )
        #if canImport(Glibc)
            if isHuge { unsafe madvise(memory, byteCount, MADV_HUGEPAGE) }
        #endif
        return unsafe Block(address: memory.bindMemory(to: Float.self, capacity: smallest), size: smallest)
    }

    /// Takes a block back.
    package func give(_ block: Block) {
        free.withLock { $0[block.size, default: []].append(block) }
    }

    deinit {
        let blocks = free.withLock { $0.values.flatMap(\.self) }
        for block in blocks {
            unsafe UnsafeMutableRawPointer(block.address).deallocate()
        }
    }
}

/// A piece of the device's memory, given back to the arena when the last tensor that looks at it is gone.
@safe
final class Storage {
    let count: Int
    /// Matrices of this memory, known by their elements, in the order that the device's products want.
    var packedWeights: [Range<Int>: Tensor] = [:]
    private let block: Arena.Block
    private let arena: Arena

    init(count: Int, arena: Arena) {
        self.count = count
        self.arena = arena
        block = arena.take(count)
    }

    var pointer: UnsafeMutablePointer<Float> {
        unsafe block.address
    }

    deinit {
        arena.give(block)
    }
}
