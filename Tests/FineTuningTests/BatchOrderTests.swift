import FineTuning
import StrictJSON
import TestSupport
import Testing

@Suite("BatchOrder")
struct BatchOrderTests {
    @Test("repeats torch.randperm in the reference's order")
    func reference() throws {
        for row in try #require(try TestData.jsonFixture("batch-orders.json").array) {
            let order = BatchOrder(
                count: try #require(row["count"]?.int),
                batchSize: 8,
                seed: UInt64(try #require(row["seed"]?.int)),
                kind: .reference
            ).examples(epoch: try #require(row["epoch"]?.int))
            let expected = try #require(row["order"]?.array).compactMap(\.int)
            #expect(Array(order.prefix(expected.count)) == expected)
            #expect(Int(crc32(of: order)) == row["crc32"]?.int)
        }
    }

    @Test("visits every example once an epoch", arguments: [BatchOrderKind.bertune, .reference], [0, 1, 2, 33, 1000])
    func permutation(kind: BatchOrderKind, count: Int) {
        let order = BatchOrder(count: count, batchSize: 16, seed: 7, kind: kind)
        for epoch in 0..<3 {
            #expect(order.examples(epoch: epoch).sorted() == Array(0..<count))
            #expect(order.batches(epoch: epoch).flatMap { $0 } == order.examples(epoch: epoch))
        }
    }

    @Test("is the same whenever it is asked for, and differs between seeds and epochs")
    func purity() {
        let order = BatchOrder(count: 100, batchSize: 16, seed: 1)
        let first = order.examples(epoch: 0)
        #expect(order.examples(epoch: 1) != first)
        #expect(order.examples(epoch: 0) == first)
        #expect(BatchOrder(count: 100, batchSize: 16, seed: 2).examples(epoch: 0) != first)
        // Seeds and epochs aren't summed up: seed 1 in epoch 1 is not seed 2 in epoch 0.
        #expect(BatchOrder(count: 100, batchSize: 16, seed: 2).examples(epoch: 0) != order.examples(epoch: 1))
    }

    @Test("stays what it was when it was first released")
    func frozen() {
        let order = BatchOrder(count: 10, batchSize: 4, seed: 42)
        #expect(Array(order.batches(epoch: 0)) == [[6, 5, 3, 1], [8, 7, 2, 9], [0, 4]])
    }

    @Test("makes every order of four equally likely")
    func unbiased() {
        var counts: [[Int]: Int] = [:]
        for epoch in 0..<24_000 {
            counts[BatchOrder(count: 4, batchSize: 4, seed: 3).examples(epoch: epoch), default: 0] += 1
        }
        #expect(counts.count == 24)
        // χ² with 23 degrees of freedom exceeds 49.7 once in a thousand times.
        let chiSquared = counts.values.reduce(0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
        #expect(chiSquared < 49.7)
    }

    @Test("keeps the file's order when told not to shuffle")
    func unshuffled() {
        let order = BatchOrder(count: 5, batchSize: 2, seed: 42, shuffles: false)
        #expect(Array(order.batches(epoch: 3)) == [[0, 1], [2, 3], [4]])
    }

    /// CRC-32 of the numbers as little-endian 32-bit words.
    private func crc32(of numbers: [Int]) -> UInt32 {
        var remainder = ~UInt32(0)
        for number in numbers {
            for byte in 0..<4 {
                remainder ^= UInt32(truncatingIfNeeded: number >> (8 * byte)) & 0xff
                for _ in 0..<8 { remainder = (remainder >> 1) ^ (remainder & 1 == 0 ? 0 : 0xedb8_8320) }
            }
        }
        return ~remainder
    }
}
