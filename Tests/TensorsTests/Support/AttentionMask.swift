import Tensors

/// The dropout factors of attention's probabilities, made visible through attention itself.
///
/// With queries of zero every key has the same probability `1 / n`, and with the unit matrix for values the output
/// is the row of probabilities: `n` times it is the mask. The noise does not depend on the size of a head.
struct AttentionMask {
    private let factors: [[Double]]
    private let layout: AttentionLayout
    private let size: Int

    init(_ layout: AttentionLayout, probability: Double, noise: DropoutNoise) {
        self.layout = layout
        size = layout.sequences.map(\.count).max() ?? 0
        let hidden = layout.headCount * size
        let width = layout.firstTokenOnly ? 2 * hidden : 3 * hidden
        var matrix = [Float](repeating: 0, count: layout.tokenCount * width)
        for tokens in layout.sequences {
            for head in 0..<layout.headCount {
                for (index, token) in tokens.enumerated() {
                    matrix[(token + 1) * width - hidden + head * size + index] = 1
                }
            }
        }
        let device = CPUDevice(threads: 1)
        let tape = Tape(device: device, dropout: noise)
        let keyValue = device.makeTensor([layout.tokenCount, width], matrix)
        let output: Tensor
        if layout.firstTokenOnly {
            let query = device.makeTensor([layout.sequences.count, hidden])
            device.zero(query)
            output = tape.firstTokenAttention(
                query: query,
                keyValue: keyValue,
                sequenceOffsets: layout.offsets,
                headCount: layout.headCount,
                dropoutProbability: probability
            )
        } else {
            output = tape.selfAttention(
                keyValue,
                sequenceOffsets: layout.offsets,
                headCount: layout.headCount,
                dropoutProbability: probability
            )
        }
        let values = device.read(output).map(Double.init)
        factors = stride(from: 0, to: values.count, by: hidden).map { Array(values[$0..<($0 + hidden)]) }
    }

    /// The factor of one probability; query and key are counted within the sequence.
    func factor(sequence: Int, head: Int, query: Int, key: Int) -> Double {
        let tokens = layout.sequences[sequence]
        let row = layout.firstTokenOnly ? sequence : tokens.lowerBound + query
        return factors[row][head * size + key] * Double(tokens.count)
    }
}
