/// The order in which the Hugging Face trainer visits the examples of an epoch.
///
/// It is `torch.randperm` of a CPU generator that is seeded with `seed + epoch`. With it, and dropout off, two loss
/// curves can be compared step by step.
enum ReferenceBatchOrder {
    /// The order of one epoch.
    ///
    /// - Parameters:
    ///   - count: The number of examples.
    ///   - seed: The run's seed.
    ///   - epoch: The epoch, counted from 0.
    /// - Returns: The numbers of the examples, from 0, in their order.
    static func permutation(count: Int, seed: UInt64, epoch: Int) -> [UInt32] {
        var generator = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed &+ UInt64(epoch)))
        var order = BatchOrder.numbers(below: count)
        // The remainder is slightly biased towards small numbers; an order of our own would not take it.
        for index in order.indices.dropLast() {
            let draw: UInt32 = generator.next()
            order.swapAt(index, index + Int(draw) % (count - index))
        }
        return order
    }
}
