import Tensors
import Testing

@Suite("Preconditions")
struct PreconditionTests {
    @Test("stop a linear layer whose shapes disagree")
    func linear() async {
        await #expect(processExitsWith: .failure) {
            let device = CPUDevice(threads: 1)
            _ = Tape(device: device).linear(device.makeTensor([2, 3]), weight: device.makeTensor([4, 5]), bias: nil)
        }
    }

    @Test("stop a token outside the vocabulary")
    func embedding() async {
        await #expect(processExitsWith: .failure) {
            let device = CPUDevice(threads: 1)
            let row = device.makeTensor([4])
            let table = device.makeTensor([3, 4])
            let tables = EmbeddingTables(word: table, position: table, type: table, gamma: row, beta: row)
            let batch = PackedBatch(tokenIDs: [[1, 3]])
            _ = Tape(device: device).embedding(batch, tables: tables, epsilon: 1e-12, paddingTokenID: nil)
        }
    }

    @Test("stop attention whose offsets are not the tokens'")
    func attention() async {
        await #expect(processExitsWith: .failure) {
            let device = CPUDevice(threads: 1)
            _ = Tape(device: device).selfAttention(device.makeTensor([4, 12]), sequenceOffsets: [0, 3], headCount: 2)
        }
    }

    @Test("stop a target outside the classes")
    func crossEntropy() async {
        await #expect(processExitsWith: .failure) {
            let device = CPUDevice(threads: 1)
            _ = Tape(device: device).crossEntropy(device.makeTensor([1, 2]), targets: [2])
        }
    }

    @Test("stop a backward pass of a tape that does not record")
    func backward() async {
        await #expect(processExitsWith: .failure) {
            Tape(device: CPUDevice(threads: 1)).backward()
        }
    }

    @Test("stop an empty sequence")
    func emptySequence() async {
        await #expect(processExitsWith: .failure) {
            _ = PackedBatch(tokenIDs: [[1], []])
        }
    }
}
