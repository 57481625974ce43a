import Foundation

/// Cross-entropy as PyTorch documents it, in double precision.
func referenceCrossEntropy(
    _ logits: [Double],
    targets: [Int32],
    classWeights: [Double],
    labelSmoothing: Double
) -> Double {
    let classCount = classWeights.count
    var (loss, divisor) = (0.0, 0.0)
    for (row, target) in targets.enumerated() where target >= 0 {
        let scores = logits[(row * classCount)..<((row + 1) * classCount)]
        let largest = scores.max() ?? 0
        let logSum = largest + log(scores.reduce(0) { $0 + exp($1 - largest) })
        let losses = zip(scores, classWeights).map { $1 * (logSum - $0) }
        loss += (1 - labelSmoothing) * losses[Int(target)] + labelSmoothing * losses.reduce(0, +) / Double(classCount)
        divisor += classWeights[Int(target)]
    }
    return loss / divisor
}

/// Binary cross-entropy from its definition, `-w z log σ(x) - (1 - z) log (1 - σ(x))`, in double precision.
func referenceBinaryCrossEntropy(_ logits: [Double], targets: [Double], positiveWeights: [Double]) -> Double {
    let cells = logits.indices.map { cell in
        let sigmoid = 1 / (1 + exp(-logits[cell]))
        let weight = positiveWeights[cell % positiveWeights.count]
        return -weight * targets[cell] * log(sigmoid) - (1 - targets[cell]) * log(1 - sigmoid)
    }
    return cells.reduce(0, +) / Double(cells.count)
}

/// Half the sum of the mean cross-entropies of starts and ends, from its definition, in double precision.
func referenceSpanLoss(_ logits: [Double], sequenceOffsets: [Int], starts: [Int32], ends: [Int32]) -> Double {
    let losses = zip(sequenceOffsets, sequenceOffsets.dropFirst()).enumerated().map { index, rows in
        let (start, end) = (rows.0 + Int(starts[index]), rows.0 + Int(ends[index]))
        let startSum = (rows.0..<rows.1).reduce(0) { $0 + exp(logits[2 * $1]) }
        let endSum = (rows.0..<rows.1).reduce(0) { $0 + exp(logits[2 * $1 + 1]) }
        return log(startSum) - logits[2 * start] + log(endSum) - logits[2 * end + 1]
    }
    return losses.reduce(0, +) / Double(2 * losses.count)
}
