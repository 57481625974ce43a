import Foundation

/// Where attention's operands lie, in the terms of the reference.
struct AttentionLayout {
    let offsets: [Int]
    let headCount: Int
    let headSize: Int
    /// Whether only the first token of each sequence asks.
    var firstTokenOnly = false

    var hiddenSize: Int {
        headCount * headSize
    }

    var tokenCount: Int {
        offsets[offsets.count - 1]
    }

    /// The sequences' tokens.
    var sequences: [Range<Int>] {
        zip(offsets, offsets.dropFirst()).map { $0..<$1 }
    }
}

/// Attention in double precision, cell by cell.
///
/// - Parameters:
///   - query: The queries, `[queries, hiddenSize]`.
///   - key: The keys, `[tokens, hiddenSize]`.
///   - value: The values, `[tokens, hiddenSize]`.
///   - layout: The sequences and heads.
///   - mask: The dropout factor of a sequence, head, query and key (within the sequence).
/// - Returns: The contexts, `[queries, hiddenSize]`.
func referenceAttention(
    query: [Double],
    key: [Double],
    value: [Double],
    layout: AttentionLayout,
    mask: (_ sequence: Int, _ head: Int, _ query: Int, _ key: Int) -> Double = { _, _, _, _ in 1 }
) -> [Double] {
    let hidden = layout.hiddenSize
    var output: [Double] = []
    for (sequence, tokens) in layout.sequences.enumerated() {
        let queries = layout.firstTokenOnly ? sequence..<(sequence + 1) : tokens
        for row in queries {
            for head in 0..<layout.headCount {
                let columns = (head * layout.headSize)..<((head + 1) * layout.headSize)
                let scores = tokens.map { token in
                    columns.reduce(0) { $0 + query[row * hidden + $1] * key[token * hidden + $1] }
                        / Double(layout.headSize).squareRoot()
                }
                let largest = scores.max() ?? 0
                let exponentials = scores.map { exp($0 - largest) }
                let sum = exponentials.reduce(0, +)
                let probabilities = exponentials.indices.map {
                    exponentials[$0] / sum * mask(sequence, head, row - queries.lowerBound, $0)
                }
                for column in columns {
                    output.append(
                        zip(probabilities, tokens).reduce(0) { $0 + $1.0 * value[$1.1 * hidden + column] }
                    )
                }
            }
        }
    }
    return output
}

/// Columns of a matrix, `[rows, columns.count]`.
func columns<Value>(_ columns: Range<Int>, of matrix: [Value], width: Int) -> [Value] {
    stride(from: 0, to: matrix.count, by: width).flatMap {
        matrix[($0 + columns.lowerBound)..<($0 + columns.upperBound)]
    }
}
