import Tensors
import Testing

@Suite("Cutting of matrix products")
struct ProductPartitionTests {
    static let extents = [1, 2, 15, 16, 17, 31, 33, 48, 100, 127, 384, 401, 1536, 3072, 30522]

    private func partition(_ rows: Int, _ panels: Int, depth: Int, threads: Int) -> ProductPartition {
        ProductPartition(
            rows: rows,
            panels: panels,
            operations: Double(64 * rows) * Double(panels * depth),
            threads: threads
        )
    }

    @Test("covers every row and panel exactly once", arguments: extents, [1, 2, 3, 11, 12, 13, 25, 954])
    func coversEverything(rows: Int, panels: Int) {
        for (depth, threads) in [(1, 1), (16, 2), (101, 16), (768, 3), (768, 16)] {
            let partition = partition(rows, panels, depth: depth, threads: threads)
            let blocks = (0..<partition.blockCount).map { partition.block($0) }
            // The blocks are a grid: every row range with every panel range, each range once, without gaps.
            let rowRanges = blocks.prefix(partition.rowBlocks).map(\.rows)
            let panelRanges = stride(from: 0, to: blocks.count, by: partition.rowBlocks).map { blocks[$0].panels }
            #expect(tile(rowRanges, 0..<rows) && tile(panelRanges, 0..<panels))
            #expect(blocks.count == rowRanges.count * panelRanges.count)
            for (index, block) in blocks.enumerated() {
                #expect(block.rows == rowRanges[index % rowRanges.count])
                #expect(block.panels == panelRanges[index / rowRanges.count])
            }
        }
    }

    private func tile(_ ranges: [Range<Int>], _ whole: Range<Int>) -> Bool {
        ranges.first?.lowerBound == whole.lowerBound && ranges.last?.upperBound == whole.upperBound
            && ranges.allSatisfy { !$0.isEmpty }
            && zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }
    }

    @Test("gives several threads work where it pays")
    func cutsLargeProducts() {
        #expect(partition(4, 1, depth: 32, threads: 2).blockCount == 1)
        for threads in [2, 4, 16] {
            let blockCount = partition(400, 48, depth: 384, threads: threads).blockCount
            #expect(blockCount >= 4 * threads && blockCount % threads == 0)
        }
        // A few tokens are shared by their columns.
        #expect(partition(16, 48, depth: 384, threads: 4).blockCount >= 16)
    }
}
