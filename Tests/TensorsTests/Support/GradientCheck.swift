import Tensors
import TestSupport
import Testing

/// An operation described twice: for our tape, and as plain double-precision arithmetic that anybody can read.
struct GradientCheck {
    let operands: [Operand]
    /// The number of elements of the output; 0 for a loss.
    let outputCount: Int
    var noise: DropoutNoise?
    let operation: (Tape, [Tensor]) -> OperationResult
    let reference: ([[Double]]) -> [Double]

    /// Expects the output to be the reference's, and the gradients its central differences, for each instruction set.
    ///
    /// The differences are taken in double precision with a step of 1e-5, which leaves an error near 1e-9; what is
    /// allowed is the rounding of our floats: `tolerance` times the largest expected value, or times 1.
    func expectAgreement(tolerance: Double = 4e-6, sourceLocation: SourceLocation = #_sourceLocation) {
        let upstream = outputCount == 0 ? [] : randomFloats(outputCount, seed: 99, scale: 1)
        let weights = upstream.isEmpty ? [1] : upstream.map(Double.init)
        let point = operands.map(\.doubles)
        let output = reference(point)
        let gradients = operands.indices.map { index in
            var moved = point
            return centralDifferences(at: point[index], coordinates: coordinates(index)) { values in
                moved[index] = values
                return zip(weights, reference(moved)).reduce(0) { $0 + $1.0 * $1.1 }
            }
        }
        for set in CPUDevice.availableInstructionSets {
            for accumulating in [false, true] {
                CPUDevice.withInstructionSet(set) {
                    let run = OperationRun(
                        operands,
                        upstream: upstream,
                        noise: noise,
                        accumulating: accumulating,
                        operation
                    )
                    expect(run.output, output, tolerance, "output, \(set)", sourceLocation)
                    for (index, expected) in gradients.enumerated() {
                        let operand = operands[index]
                        let label = "gradient of \(operand.name), \(set)\(accumulating ? ", accumulating" : "")"
                        let gradient = run.gradients[operand.name] ?? []
                        let actual = coordinates(index).map { gradient[$0] }
                        expect(actual, expected, tolerance, label, sourceLocation)
                    }
                }
            }
        }
    }

    /// The coordinates whose differences are taken: all, or about 300 spread evenly over a large operand.
    private func coordinates(_ operand: Int) -> [Int] {
        let count = operands[operand].values.count
        return Array(stride(from: 0, to: count, by: count / 300 | 1))
    }

    private func expect(
        _ actual: [Double],
        _ expected: [Double],
        _ tolerance: Double,
        _ label: String,
        _ sourceLocation: SourceLocation
    ) {
        let largest = expected.map(abs).max() ?? 0
        expectClose(
            actual,
            expected,
            absolute: tolerance * max(1, largest),
            "\(label)",
            sourceLocation: sourceLocation
        )
    }
}

/// `(f(x + h) - f(x - h)) / 2h` in some coordinates.
func centralDifferences(
    at point: [Double],
    coordinates: [Int],
    step: Double = 1e-5,
    of function: ([Double]) -> Double
) -> [Double] {
    var moved = point
    return coordinates.map { index in
        moved[index] = point[index] + step
        let above = function(moved)
        moved[index] = point[index] - step
        let below = function(moved)
        moved[index] = point[index]
        return (above - below) / (2 * step)
    }
}

/// Random numbers in `-scale...scale`, the same in every run.
func randomFloats(_ count: Int, seed: UInt64, scale: Float = 1) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Float.random(in: -scale...scale, using: &generator) }
}
