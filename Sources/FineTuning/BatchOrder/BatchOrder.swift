internal import Randomness

/// Which examples make up each batch of each epoch.
///
/// The order is a pure function of count, seed and epoch, so a resumed run needs no generator state: it asks for the
/// epoch again and skips what it has seen.
///
/// ```swift
/// let order = BatchOrder(count: 5, batchSize: 2, seed: 42)
/// let batches = order.batches(epoch: 0)  // 3 batches, the last of 1 example
/// ```
public struct BatchOrder: Sendable, Equatable {
    /// The number of examples.
    public let count: Int
    /// The examples per batch; the last batch of an epoch may have fewer.
    public let batchSize: Int
    /// The seed of the shuffle.
    public let seed: UInt64
    /// Whether each epoch has an order of its own.
    public let shuffles: Bool
    /// Which rule shuffles.
    public let kind: BatchOrderKind

    /// An order with each choice spelled out.
    public init(count: Int, batchSize: Int, seed: UInt64, shuffles: Bool = true, kind: BatchOrderKind = .bertune) {
        precondition(
            count >= 0 && batchSize >= 1 && count <= UInt32.max,
            "a batch order of \(count) examples by \(batchSize)"
        )
        self.count = count
        self.batchSize = batchSize
        self.seed = seed
        self.shuffles = shuffles
        self.kind = kind
    }

    /// The order that a recipe asks for.
    ///
    /// - Parameters:
    ///   - count: The number of examples.
    ///   - recipe: The recipe.
    public init(count: Int, recipe: Recipe) {
        self.init(
            count: count,
            batchSize: recipe.batchSize,
            seed: recipe.seed,
            shuffles: recipe.shuffles,
            kind: recipe.batchOrder
        )
    }

    /// The examples of an epoch, in their order.
    ///
    /// - Parameter epoch: The epoch, counted from 0.
    /// - Returns: Every number from 0 to below ``count``, once.
    /// - Complexity: O(``count``).
    public func examples(epoch: Int) -> [Int] {
        batches(epoch: epoch).flatMap(\.self)
    }

    /// The batches of an epoch, in their order.
    ///
    /// - Parameter epoch: The epoch, counted from 0.
    /// - Returns: The numbers of each batch's examples.
    /// - Complexity: O(``count``) in time; four bytes an example in memory.
    public func batches(epoch: Int) -> EpochBatches {
        EpochBatches(count: count, batchSize: batchSize, order: shuffles ? permutation(epoch: epoch) : nil)
    }

    private func permutation(epoch: Int) -> [UInt32] {
        switch kind {
        case .reference: ReferenceBatchOrder.permutation(count: count, seed: seed, epoch: epoch)
        case .bertune: Self.shuffled(count, seed: seed, stream: UInt64(epoch))
        }
    }

    /// The numbers from 0 to below a count in an order that a seed and a stream decide, each order equally likely.
    static func shuffled(_ count: Int, seed: UInt64, stream: UInt64) -> [UInt32] {
        var generator = KeyedGenerator(seed: seed, stream: stream)
        var order = numbers(below: count)
        generator.shuffle(&order)
        return order
    }

    /// The numbers from 0 to below a count, in 32 bits each, for there may be many; a data set has no more.
    static func numbers(below count: Int) -> [UInt32] {
        Array(0..<UInt32(count))
    }
}
