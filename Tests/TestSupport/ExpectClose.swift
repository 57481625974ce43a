public import Testing

/// Expects lists of numbers to agree: `|actual - expected| <= absolute + relative * |expected|` for each.
///
/// Only the worst element is reported, at the caller's line.
public func expectClose<Value: BinaryFloatingPoint>(
    _ actual: [Value],
    _ expected: [Value],
    absolute: Double = 1e-6,
    relative: Double = 0,
    _ comment: @autoclosure () -> Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard actual.count == expected.count else {
        Issue.record("\(actual.count) values where \(expected.count) are expected", sourceLocation: sourceLocation)
        return
    }
    var worst: (index: Int, excess: Double)?
    for (index, pair) in zip(actual, expected).enumerated() {
        let (left, right) = (Double(pair.0), Double(pair.1))
        if left == right || (left.isNaN && right.isNaN) { continue }
        let excess = abs(left - right) - absolute - relative * abs(right)
        // Negated so that NaN on one side counts as a difference.
        if !(excess <= worst?.excess ?? 0) {
            worst = (index, excess.isNaN ? .infinity : excess)
        }
    }
    guard let worst else { return }
    let message = "[\(worst.index)]: \(actual[worst.index]) where \(expected[worst.index]) is expected"
    Issue.record("\(comment().map { "\($0): " } ?? "")\(message)", sourceLocation: sourceLocation)
}

/// Expects two numbers to agree within a tolerance.
public func expectClose<Value: BinaryFloatingPoint>(
    _ actual: Value,
    _ expected: Value,
    absolute: Double = 1e-6,
    relative: Double = 0,
    _ comment: @autoclosure () -> Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    expectClose(
        [actual],
        [expected],
        absolute: absolute,
        relative: relative,
        comment(),
        sourceLocation: sourceLocation
    )
}
