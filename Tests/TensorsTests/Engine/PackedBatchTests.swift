import Tensors
import Testing

@Suite("Packed batch")
struct PackedBatchTests {
    @Test("lays sequences end to end")
    func layout() {
        let batch = PackedBatch(tokenIDs: [[5, 6, 7], [8], [9, 10]], tokenTypeIDs: [[0, 0, 1], [0], [1, 1]])
        #expect(batch.tokenIDs.values == [5, 6, 7, 8, 9, 10])
        #expect(batch.tokenTypeIDs.values == [0, 0, 1, 0, 1, 1])
        #expect(batch.positionIDs.values == [0, 1, 2, 0, 0, 1])
        #expect(batch.sequenceOffsets == [0, 3, 4, 6])
        #expect(batch.tokenCount == 6 && batch.sequenceCount == 3)
        #expect(batch.firstTokenRows.values == [0, 3, 4])
    }

    @Test("has segment 0 where none is said")
    func defaultSegments() {
        #expect(PackedBatch(tokenIDs: [[1, 2], [3]]).tokenTypeIDs.values == [0, 0, 0])
    }
}
