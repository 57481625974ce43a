/// Records the operations of one forward pass so that the gradients can be computed backwards.
///
/// The operations are coarse: each is a whole layer's worth of work with its own hand-written gradient
/// (`Operations/`, one file each). A tape that does not record computes the same values and keeps nothing, which is
/// how evaluation and prediction run.
///
/// ```swift
/// let device = CPUDevice(threads: 1)
/// let tape = Tape(device: device)
/// let input = device.makeTensor([2, 3], [1, 2, 3, 4, 5, 6])
/// let weight = device.makeTensor([1, 3], [1, 0, -1])
/// let output = tape.linear(input, weight: weight, bias: nil)  // [2, 1]: -2, -2
/// ```
public final class Tape {
    /// The device that computes.
    public let device: any Device
    /// Whether a backward pass can follow.
    public let isRecording: Bool
    private let noise: DropoutNoise?
    private var operationCount: UInt32 = 0
    private var backwardSteps: [() -> Void] = []

    /// A tape for one forward pass.
    ///
    /// - Parameters:
    ///   - device: The device that computes.
    ///   - isRecording: Whether a backward pass is to follow.
    ///   - dropout: The noise of this pass; `nil` switches dropout off, as in evaluation.
    public init(device: any Device, isRecording: Bool = false, dropout: DropoutNoise? = nil) {
        self.device = device
        self.isRecording = isRecording
        noise = dropout
    }

    /// Computes the gradients of every recorded operation, last to first, and forgets them.
    ///
    /// Gradients of parameters are added to what is there already, so that several forward and backward passes can
    /// share one optimizer step.
    public func backward() {
        precondition(isRecording, "A tape that does not record has no backward pass.")
        while let step = backwardSteps.popLast() {
            step()
        }
    }

    /// Whether the backward pass has to come to an operation on these operands.
    func tracks(_ operands: Tensor?...) -> Bool {
        isRecording && operands.contains { $0?.requiresGradient == true }
    }

    /// Keeps the backward pass of an operation, if it has to come there; else nothing below asks for a gradient.
    ///
    /// The closure must not keep the tape alive, or a tape that is dropped without a backward pass would never be
    /// freed: write `[unowned self]`. It is called by ``backward()`` only.
    func record(_ output: Tensor, isTracked: Bool, backward: @escaping () -> Void) {
        output.requiresGradient = isTracked
        if isTracked {
            backwardSteps.append(backward)
        }
    }

    /// The noise of the next operation with dropout.
    ///
    /// Probabilities are rounded to multiples of 1/65536.
    func nextDropout(probability: Double) -> Dropout {
        precondition((0..<1).contains(probability), "A dropout probability of \(probability).")
        operationCount += 1
        guard let noise else { return .none }
        return Dropout(noise, operation: operationCount, probability: probability)
    }

    /// Where an operation puts the gradient of its input, and whether something is there to be added to; `nil` where
    /// the input wants none.
    func gradientTarget(of input: Tensor) -> (target: Tensor, accumulate: Bool)? {
        guard input.requiresGradient else { return nil }
        if let gradient = input.gradient {
            return (gradient, true)
        }
        let gradient = device.makeTensor(input.shape)
        input.gradient = gradient
        return (gradient, false)
    }

    /// Adds a finished gradient to that of an input, or makes it the input's gradient, if it wants one.
    func addGradient(_ gradient: Tensor, to input: Tensor) {
        guard input.requiresGradient else { return }
        if let existing = input.gradient {
            device.add(gradient, to: existing)
        } else {
            input.gradient = gradient
        }
    }
}
