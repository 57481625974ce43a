import Tensors
import Testing

@Suite("Random numbers of dropout")
struct PhiloxTests {
    /// The four words of Philox4x32-10 for one counter, as dropout lays them out: a group of eight chunks holds the
    /// low and high halves of the words of sixteen consecutive counters.
    private func words(counter: UInt64, operation: UInt32, step: UInt32, seed: UInt64) -> [UInt32] {
        let dropout = Dropout(DropoutNoise(seed: seed, step: step), operation: operation, probability: 0.5)
        let bits = CPUDevice.dropoutBits(dropout, firstChunk: counter / 16 * 8, chunkCount: 8)
        let lane = Int(counter % 16)
        return (0..<4).map { UInt32(bits[32 * $0 + lane]) | UInt32(bits[32 * $0 + 16 + lane]) << 16 }
    }

    @Test("are Philox4x32-10's, by its known answers", arguments: CPUDevice.availableInstructionSets)
    func knownAnswers(instructionSet: String) {
        CPUDevice.withInstructionSet(instructionSet) {
            #expect(
                words(counter: 0, operation: 0, step: 0, seed: 0)
                    == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
            )
            #expect(
                words(counter: .max, operation: .max, step: .max, seed: .max)
                    == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
            )
            // The digits of pi, the third of the generator's published vectors.
            #expect(
                words(
                    counter: 0x85a3_08d3_243f_6a88,
                    operation: 0x1319_8a2e,
                    step: 0x0370_7344,
                    seed: 0x299f_31d0_a409_3822
                ) == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
            )
        }
    }

    @Test("do not depend on where a request begins")
    func anyFirstChunk() {
        let dropout = Dropout(DropoutNoise(seed: 5, step: 6), operation: 7, probability: 0.5)
        let all = CPUDevice.dropoutBits(dropout, firstChunk: 0, chunkCount: 40)
        for first in 0..<24 {
            #expect(
                CPUDevice.dropoutBits(dropout, firstChunk: UInt64(first), chunkCount: 16)
                    == Array(all[(first * 16)..<((first + 16) * 16)])
            )
        }
    }
}
