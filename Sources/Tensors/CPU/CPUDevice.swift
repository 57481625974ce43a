internal import CKernels

/// Computes on the processor's cores.
///
/// Work is cut into pieces, and each piece runs on one thread. Wherever the cut could be seen in a result it is made
/// by the shapes alone, never by the number of threads, and sums that cross pieces are taken in the order of the
/// pieces. So results have the same bits for any number of threads. They need not have the same bits on another type
/// of processor, for which the kernels are made of other instructions.
public final class CPUDevice: Device {
    let arena = Arena()
    let pool: WorkerPool

    /// The number of threads in use.
    public let threadCount: Int

    /// Starts the worker threads.
    ///
    /// - Parameter threads: The number of threads; `nil` means one for each core that this process may use.
    public init(threads: Int? = nil) {
        threadCount = max(threads ?? CPUDevice.availableCores, 1)
        pool = WorkerPool(threadCount: threadCount)
    }

    deinit {
        pool.shutDown()
    }

    /// The number of cores that this process may use.
    public static var availableCores: Int {
        Int(bertune_available_cores())
    }

    /// The instruction set of the kernels: "AVX-512", "AVX2", "NEON" or "portable".
    public static var instructionSet: String {
        unsafe String(cString: bertune_kernels_name())
    }

    /// The instruction sets that this processor has kernels for, best first.
    package static var availableInstructionSets: [String] {
        var names: [String] = []
        while let name = unsafe bertune_kernels_available(names.count) {
            unsafe names.append(String(cString: name))
        }
        return names
    }

    /// Runs `body` with the kernels of one instruction set, on the calling thread alone.
    ///
    /// The other threads of a device keep the best one, so this is for devices of one thread.
    ///
    /// - Precondition: The processor has the instruction set.
    package static func withInstructionSet<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        precondition(unsafe bertune_kernels_force(name), "This processor has no \(name).")
        defer { _ = bertune_kernels_force(nil) }
        return try body()
    }

    /// The floats of all memory that tensors of this device have taken, in use or ready to be used again.
    package var allocatedFloatCount: Int {
        arena.allocatedCount
    }

    /// A new tensor of undefined contents.
    public func makeTensor(_ shape: [Int]) -> Tensor {
        Tensor(storage: Storage(count: shape.reduce(1, *), arena: arena), offset: 0, shape: shape)
    }

    /// A new tensor with the given contents.
    ///
    /// - Precondition: `values.count` is the product of the shape.
    public func makeTensor(_ shape: [Int], _ values: [Float]) -> Tensor {
        let tensor = makeTensor(shape)
        precondition(values.count == tensor.elementCount, "\(values.count) values for the shape \(shape).")
        unsafe values.withUnsafeBufferPointer { source in
            if let base = source.baseAddress {
                unsafe tensor.pointer.update(from: base, count: source.count)
            }
        }
        return tensor
    }

    /// The contents of a tensor, in row order.
    public func read(_ tensor: Tensor) -> [Float] {
        unsafe Array(UnsafeBufferPointer(start: tensor.pointer, count: tensor.elementCount))
    }

    /// Gives the contents of a tensor to be read or written in place.
    public func withHostMemory<Result>(
        of tensor: Tensor,
        _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
    ) rethrows -> Result {
        // They may be written.
        tensor.storage.packedWeights = [:]
        return try unsafe body(UnsafeMutableBufferPointer(start: tensor.pointer, count: tensor.elementCount))
    }

    /// Sets every element to zero.
    public func zero(_ tensor: Tensor) {
        tensor.storage.packedWeights = [:]
        unsafe tensor.pointer.update(repeating: 0, count: tensor.elementCount)
    }

    /// A new tensor of zeros: fresh pages of the system, which take memory only when they are written.
    ///
    /// Gradients and moments of words that no example has stay unwritten, if they aren't on one large page with others
    /// that have been; and reading them all over costs nothing, for the system lets one page of zeros stand for all.
    public func makeZeroTensor(_ shape: [Int], sparse: [Range<Int>]) -> Tensor {
        let tensor = makeTensor(shape)
        for range in sparse { unsafe FreshPages.preferSmall(tensor.pointer + range.lowerBound, count: range.count) }
        let fresh = unsafe FreshPages.renew(tensor.pointer, count: tensor.elementCount)
        unsafe tensor.pointer.update(repeating: 0, count: fresh.lowerBound)
        unsafe (tensor.pointer + fresh.upperBound).update(repeating: 0, count: tensor.elementCount - fresh.upperBound)
        return tensor
    }

    /// Runs `body` on pieces of at most `size` of `count` rows or elements.
    func forPieces(of count: Int, size: Int, _ body: (_ piece: Range<Int>, _ index: Int) -> Void) {
        pool.run((count + size - 1) / size) { item, _ in
            let start = item * size
            body(start..<min(start + size, count), item)
        }
    }
}

extension Dropout {
    var kernelForm: bertune_dropout {
        bertune_dropout(seed: seed, step: step, operation: operation, threshold: threshold, scale: scale)
    }

    /// The number of chunks of noise that a row of `columns` elements takes.
    static func chunks(_ columns: Int) -> Int {
        (columns + 15) / 16
    }
}
