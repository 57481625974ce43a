#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The mean cross-entropy of a classifier's raw outputs: the mean of `log Σ exp(logits) - logits[reference]`.
///
/// Computed in double precision, and from the largest output downwards so that no exponential overflows.
///
/// - Parameters:
///   - logits: The outputs, of shape `[examples, classes]`, row after row.
///   - references: The true class of each example.
///   - classCount: The number of classes.
/// - Returns: The mean over the examples, in nats; 0 if there are none.
/// - Precondition: There are `classCount` logits for each reference, and all references are classes.
public func meanCrossEntropy(logits: [Float], references: [Int], classCount: Int) -> Double {
    precondition(
        logits.count == references.count * classCount,
        "\(logits.count) logits for \(references.count) examples of \(classCount) classes"
    )
    var sum = 0.0
    for (example, reference) in references.enumerated() {
        precondition((0..<classCount).contains(reference), "reference \(reference) for \(classCount) classes")
        let row = logits[example * classCount..<(example + 1) * classCount].map(Double.init)
        sum += logSumExp(row) - row[reference]
    }
    return ratio(sum, Double(references.count))
}

/// The logarithm of the sum of exponentials.
private func logSumExp(_ values: [Double]) -> Double {
    guard let largest = values.max(), largest.isFinite else { return values.max() ?? -.infinity }
    return largest + log(values.reduce(0) { $0 + exp($1 - largest) })
}
