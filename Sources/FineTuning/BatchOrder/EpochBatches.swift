/// The batches of one epoch, in their order; each is made when it is asked for.
public struct EpochBatches: RandomAccessCollection, Sendable {
    private let exampleCount: Int
    private let batchSize: Int
    /// The examples in their order; `nil` for the file's.
    private let order: [UInt32]?

    init(count: Int, batchSize: Int, order: [UInt32]?) {
        exampleCount = count
        self.batchSize = batchSize
        self.order = order
    }

    /// 0.
    public var startIndex: Int { 0 }
    /// The number of batches.
    public var endIndex: Int { exampleCount / batchSize + (exampleCount % batchSize == 0 ? 0 : 1) }

    /// The numbers of a batch's examples; the last batch may have fewer.
    public subscript(index: Int) -> [Int] {
        precondition(indices.contains(index), "batch \(index) of \(endIndex)")
        let start = index * batchSize
        let range = start..<start + Swift.min(batchSize, exampleCount - start)
        guard let order else { return Array(range) }
        return order[range].map { Int($0) }
    }
}
