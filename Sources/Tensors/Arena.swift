import Synchronization

/// Recycles the memory of tensors from step to step.
///
/// A fresh allocation of 64 MB costs tens of milliseconds in page faults, and a training step makes the same
/// tensors again and again. A block that a tensor gives back is kept by size class and handed to the next tensor of
/// that class. Ragged batches differ a little in size from step to step, so classes are an eighth of a power of
/// two apart: at most 12.5 % of a block is unused.
package final class Arena: Sendable {
    @safe
    private struct Block: @unchecked Sendable {
        let address: UnsafeMutableRawPointer
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

    /// The number of floats that a request for `count` is given.
    package static func sizeClass(_ count: Int) -> Int {
        let minimum = max(count, 64)
        let power = Int.bitWidth - (minimum - 1).leadingZeroBitCount - 1
        let step = max(1 << max(power - 3, 0), 16)
        return (minimum + step - 1) / step * step
    }

    /// A block of at least `count` floats, its contents undefined.
    package func take(_ count: Int) -> UnsafeMutablePointer<Float> {
        let size = Arena.sizeClass(count)
        let recycled = free.withLock { $0[size]?.popLast() }
        if let block = recycled {
            return unsafe block.address.assumingMemoryBound(to: Float.self)
        }
        allocated.add(size, ordering: .relaxed)
        return
            unsafe UnsafeMutableRawPointer
            .allocate(byteCount: size * MemoryLayout<Float>.stride, alignment: Arena.alignment)
            .bindMemory(to: Float.self, capacity: size)
    }

    /// Takes back a block that was handed out for `count` floats.
    package func give(_ pointer: UnsafeMutablePointer<Float>, count: Int) {
        let block = unsafe Block(address: UnsafeMutableRawPointer(pointer))
        free.withLock { $0[Arena.sizeClass(count), default: []].append(block) }
    }

    deinit {
        let blocks = free.withLock { $0.values.flatMap(\.self) }
        for block in blocks {
            unsafe block.address.deallocate()
        }
    }
}

/// A piece of the device's memory, given back to the arena when the last tensor that looks at it is gone.
@safe
final class Storage {
    let pointer: UnsafeMutablePointer<Float>
    let count: Int
    private let arena: Arena

    init(count: Int, arena: Arena) {
        self.count = count
        self.arena = arena
        unsafe pointer = arena.take(count)
    }

    deinit {
        unsafe arena.give(pointer, count: count)
    }
}
