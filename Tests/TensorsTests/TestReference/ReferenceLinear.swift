import Foundation
import Tensors

/// `activation(input weightᵀ + bias)` in double precision, written to be read.
func referenceLinear(
    _ input: [Double],
    weight: [Double],
    bias: [Double],
    rows: Int,
    columns: Int,
    depth: Int,
    activation: Activation
) -> [Double] {
    var output = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
        for column in 0..<columns {
            var sum = bias[column]
            for k in 0..<depth {
                sum += input[row * depth + k] * weight[column * depth + k]
            }
            output[row * columns + column] = referenceActivation(sum, activation)
        }
    }
    return output
}

/// An activation function in double precision.
func referenceActivation(_ x: Double, _ activation: Activation) -> Double {
    switch activation {
    case .none: x
    case .gelu: x / 2 * erfc(-x / 2.0.squareRoot())
    case .geluTanh: x / 2 * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    case .relu: max(0, x)
    case .silu: x / (1 + exp(-x))
    case .tanh: tanh(x)
    }
}
