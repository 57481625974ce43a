import Tensors
import Testing

@Suite("Cutting of matrix products")
struct ProductPartitionTests {
    static let extents = [1, 2, 15, 16, 17, 31, 33, 48, 100, 127, 384, 401, 1536, 3072, 30522]

    @Test("covers every row and column exactly once", arguments: extents, extents)
    func coversEverything(rows: Int, columns: Int) {
        for depth in [1, 16, 100, 768, 3072, 50000] {
            let partition = ProductPartition(rows: rows, columns: columns, depth: depth)
            let pieces = (0..<partition.pieceCount).map { partition.piece($0, rows: rows, columns: columns) }
            // The pieces are a grid: every row range with every column range, each range once, without gaps.
            let rowRanges = stride(from: 0, to: pieces.count, by: partition.columnBlocks).map { pieces[$0].rows }
            let columnRanges = pieces.prefix(partition.columnBlocks).map(\.columns)
            #expect(tile(rowRanges, 0..<rows) && tile(columnRanges, 0..<columns))
            #expect(pieces.count == rowRanges.count * columnRanges.count)
            for (index, piece) in pieces.enumerated() {
                #expect(piece.rows == rowRanges[index / columnRanges.count])
                #expect(piece.columns == columnRanges[index % columnRanges.count])
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
        #expect(ProductPartition(rows: 4, columns: 32, depth: 32).pieceCount == 1)
        #expect(ProductPartition(rows: 400, columns: 1536, depth: 384).pieceCount >= 4)
        #expect(ProductPartition(rows: 4096, columns: 3072, depth: 768).pieceCount <= 80)
    }

    @Test("makes no difference to a product", arguments: [(3, 5, 7), (401, 264, 1030), (33, 700, 650)])
    func productsAreRight(rows: Int, columns: Int, depth: Int) {
        let device = CPUDevice(threads: 2)
        let left = randomFloats(rows * depth, seed: 1)
        let right = randomFloats(depth * columns, seed: 2)
        let product = device.makeTensor([rows, columns], [Float](repeating: .nan, count: rows * columns))
        device.product(
            device.makeTensor([rows, depth], left),
            device.makeTensor([depth, columns], right),
            into: product,
            accumulate: false
        )
        let actual = device.read(product)
        var worst = 0.0
        for row in stride(from: 0, to: rows, by: 7) {
            for column in stride(from: 0, to: columns, by: 5) {
                let expected = (0..<depth).reduce(0.0) {
                    $0 + Double(left[row * depth + $1]) * Double(right[$1 * columns + column])
                }
                let difference = abs(Double(actual[row * columns + column]) - expected)
                worst = difference.isNaN ? .infinity : max(worst, difference)
            }
        }
        #expect(worst < 1e-6 * Double(depth).squareRoot() + 1e-6)
    }
}
