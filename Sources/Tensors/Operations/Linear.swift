extension Tape {
    /// Applies an affine map and an activation to each row of `input`: `y = f(x Wᵀ + b)`.
    ///
    /// The weight is stored the way PyTorch's `nn.Linear` and Hugging Face checkpoints store it, one row per output
    /// feature, so no checkpoint needs transposing. The forward pass keeps `f'` at every element rather than `f`'s
    /// argument, so the backward pass begins with one multiplication. The gradients are `∂z = ∂y f'`, `∂x = ∂z W`,
    /// `∂W = ∂zᵀ x` and `∂b = Σ rows of ∂z`.
    ///
    /// - Parameters:
    ///   - input: The rows to map, of shape `[tokens, inputSize]`.
    ///   - weight: The matrix `W`, of shape `[outputSize, inputSize]`.
    ///   - bias: The vector `b`, of shape `[outputSize]`, or `nil`.
    ///   - activation: The function `f`.
    /// - Returns: The mapped rows, of shape `[tokens, outputSize]`.
    /// - Precondition: The shapes agree as written above.
    public func linear(
        _ input: Tensor,
        weight: Tensor,
        bias: Tensor?,
        activation: Activation = .none
    ) -> Tensor {
        precondition(
            weight.columnCount == input.columnCount && bias?.elementCount ?? weight.rowCount == weight.rowCount,
            "linear: input \(input.shape), weight \(weight.shape), bias \(bias?.shape ?? [])."
        )
        precondition(!(isRecording && weight.isQuantized), "linear: a quantised weight cannot be trained.")
        let output = device.makeTensor([input.rowCount, weight.rowCount])
        let isTracked = tracks(input, weight, bias)
        let derivative = isTracked && activation != .none ? device.makeTensor(output.shape) : nil
        device.linear(
            input,
            weight: weight,
            bias: bias,
            activation: activation,
            into: output,
            derivative: derivative
        )
        record(output, isTracked: isTracked) { [unowned self] in
            guard let outputGradient = output.gradient else { return }
            var preactivationGradient = outputGradient
            if let derivative {
                device.multiply(derivative, by: outputGradient)
                preactivationGradient = derivative
            }
            if let (inputGradient, accumulate) = gradientTarget(of: input) {
                device.product(preactivationGradient, weight, into: inputGradient, accumulate: accumulate)
            }
            if let weightGradient = weight.gradient {
                device.transposedProduct(preactivationGradient, input, addingTo: weightGradient)
            }
            if let biasGradient = bias?.gradient {
                device.columnSums(preactivationGradient, addingTo: biasGradient)
            }
        }
        return output
    }
}
