/// The Pearson correlation coefficient of two lists of numbers.
///
/// - Parameters:
///   - left: Numbers.
///   - right: As many numbers.
/// - Returns: The coefficient, from -1 to 1; `nil` if it is undefined, because there are fewer than two pairs,
///   one list is constant, or a value is not finite. scipy gives NaN there, or for fewer than two pairs refuses.
/// - Precondition: The lists are equally long.
public func pearsonCorrelation(_ left: [Double], _ right: [Double]) -> Double? {
    precondition(left.count == right.count, "\(left.count) numbers beside \(right.count)")
    guard left.count >= 2, let first = deviations(left), let second = deviations(right) else { return nil }
    let product = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
    return min(max(product, -1), 1)
}

/// The Spearman rank correlation coefficient of two lists of numbers: the Pearson coefficient of their ranks.
///
/// - Parameters:
///   - left: Numbers.
///   - right: As many numbers.
/// - Returns: The coefficient, from -1 to 1; `nil` if it is undefined, as for
///   ``pearsonCorrelation(_:_:)``.
/// - Precondition: The lists are equally long.
/// - Complexity: O(*n* log *n*).
public func spearmanCorrelation(_ left: [Double], _ right: [Double]) -> Double? {
    guard left.allSatisfy(\.isFinite) && right.allSatisfy(\.isFinite) else { return nil }
    return pearsonCorrelation(ranks(left), ranks(right))
}

/// The deviations from the mean, scaled to length 1; `nil` if there are none or they are not finite.
private func deviations(_ values: [Double]) -> [Double]? {
    guard let first = values.first, values.contains(where: { $0 != first }) else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let deviations = values.map { $0 - mean }
    // Scaled by the largest first, so that squares of very small or large numbers stay in range.
    let largest = deviations.reduce(0) { max($0, abs($1)) }
    guard largest.isFinite && largest > 0 else { return nil }
    let scaled = deviations.map { $0 / largest }
    let length = scaled.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length.isFinite ? scaled.map { $0 / length } : nil
}

/// The rank of each value, counted from 1; equal values share the mean of their ranks.
func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
        var end = start + 1
        while end < order.count && values[order[end]] == values[order[start]] { end += 1 }
        for index in order[start..<end] { ranks[index] = Double(start + 1 + end) / 2 }
        start = end
    }
    return ranks
}
