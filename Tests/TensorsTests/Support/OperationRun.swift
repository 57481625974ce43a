import Tensors

/// An input of an operation under test.
struct Operand {
    let name: String
    let shape: [Int]
    let values: [Float]
    /// Whether the operation takes its gradient only if there is room for it, as for the parameters of a model.
    var isParameter = false

    var doubles: [Double] {
        values.map(Double.init)
    }

    /// An operand of random values in `-scale...scale`.
    static func random(
        _ name: String,
        _ shape: [Int],
        seed: UInt64,
        scale: Float = 1.5,
        isParameter: Bool = false
    ) -> Operand {
        Operand(
            name: name,
            shape: shape,
            values: randomFloats(shape.reduce(1, *), seed: seed, scale: scale),
            isParameter: isParameter
        )
    }
}

/// What an operation gives: a tensor, or a loss that is differentiated as it is.
enum OperationResult {
    case tensor(Tensor)
    case loss(Double)
}

/// One forward and backward pass through one operation.
struct OperationRun {
    let output: [Double]
    let gradients: [String: [Double]]

    /// Runs an operation.
    ///
    /// - Parameters:
    ///   - operands: The inputs; each is a fresh tensor, so the operation may overwrite it.
    ///   - upstream: The gradient that arrives at the output.
    ///   - device: The device.
    ///   - noise: The dropout noise.
    ///   - accumulating: Whether the inputs have gradients already (all ones), to which theirs must be added; the
    ///     ones are taken away again from what is returned.
    ///   - operation: The operation.
    init(
        _ operands: [Operand],
        upstream: [Float] = [],
        device: CPUDevice = CPUDevice(threads: 1),
        noise: DropoutNoise? = nil,
        accumulating: Bool = false,
        _ operation: (Tape, [Tensor]) -> OperationResult
    ) {
        let tape = Tape(device: device, isRecording: true, dropout: noise)
        let tensors = operands.map { operand in
            let tensor = device.makeTensor(operand.shape, operand.values)
            if operand.isParameter || accumulating {
                let preset = [Float](repeating: accumulating ? 1 : 0, count: operand.values.count)
                tensor.gradient = device.makeTensor(operand.shape, preset)
            }
            return tensor
        }
        switch operation(tape, tensors) {
        case .tensor(let result):
            output = device.read(result).map(Double.init)
            result.gradient = device.makeTensor(result.shape, upstream)
        case .loss(let loss):
            output = [loss]
        }
        tape.backward()
        var gradients: [String: [Double]] = [:]
        for (operand, tensor) in zip(operands, tensors) {
            gradients[operand.name] = tensor.gradient.map {
                device.read($0).map { Double($0) - (accumulating ? 1 : 0) }
            }
        }
        self.gradients = gradients
    }
}
