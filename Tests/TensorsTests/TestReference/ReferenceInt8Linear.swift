/// A linear layer in 8 bits, as its definition says it: every row by its own scale, sums of whole numbers.
struct ReferenceInt8Linear {
    private let columns: [(scale: Float, terms: [Int32])]
    private let bias: [Float]
    private let depth: Int

    init(weight: [Float], bias: [Float], depth: Int) {
        columns = bias.indices.map { Self.quantized(weight[$0 * depth..<($0 + 1) * depth]) }
        self.bias = bias
        self.depth = depth
    }

    func output(_ input: [Float]) -> [Float] {
        stride(from: 0, to: input.count, by: depth).flatMap { start in
            let row = Self.quantized(input[start..<start + depth])
            return zip(columns, bias).map { column, shift in
                let sum = zip(row.terms, column.terms).reduce(Int32(0)) { $0 + $1.0 * $1.1 }
                return Float(sum) * (column.scale * row.scale) + shift
            }
        }
    }

    /// The nearest whole multiples of a scale that makes the largest magnitude 127.
    private static func quantized(_ row: ArraySlice<Float>) -> (scale: Float, terms: [Int32]) {
        let maximum = row.reduce(0) { max($0, abs($1)) }
        let factor = 127 / maximum
        return (maximum / 127, row.map { Int32(($0 * factor).rounded(.toNearestOrEven)) })
    }
}
