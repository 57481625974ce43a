extension Tape {
    /// Adds a sub-layer's output to its input and normalises: `y = LayerNorm(dropout(h) + x)`.
    ///
    /// This is the post-norm residual connection of the original Transformer and of BERT. LayerNorm (Ba et al., 2016)
    /// is `(s - mean) / √(variance + ε) γ + β` over each row, with the biased variance.
    ///
    /// - Parameters:
    ///   - hidden: The sub-layer's output `h`, `[tokens, hiddenSize]`. It is overwritten: its memory keeps the
    ///     normalised rows for the backward pass.
    ///   - residual: The sub-layer's input `x`, `[tokens, hiddenSize]`.
    ///   - gamma: The scale γ, `[hiddenSize]`.
    ///   - beta: The shift β, `[hiddenSize]`.
    ///   - epsilon: The term ε that keeps the denominator from zero.
    ///   - dropoutProbability: The probability that an element of `h` is dropped while training.
    /// - Returns: The normalised rows, `[tokens, hiddenSize]`.
    /// - Precondition: The shapes agree as written above.
    public func residualLayerNorm(
        _ hidden: Tensor,
        residual: Tensor,
        gamma: Tensor,
        beta: Tensor,
        epsilon: Float,
        dropoutProbability: Double = 0
    ) -> Tensor {
        precondition(
            hidden.shape == residual.shape && gamma.elementCount == hidden.columnCount
                && beta.elementCount == hidden.columnCount,
            "residualLayerNorm: hidden \(hidden.shape), residual \(residual.shape), gamma \(gamma.shape)."
        )
        let dropout = nextDropout(probability: dropoutProbability)
        let output = device.makeTensor(hidden.shape)
        let inverseDeviation = device.makeTensor([hidden.rowCount])
        device.layerNorm(
            hidden,
            residual: residual,
            gamma: gamma,
            beta: beta,
            epsilon: epsilon,
            dropout: dropout,
            into: output,
            inverseDeviation: inverseDeviation
        )
        record(output, isTracked: tracks(hidden, residual, gamma, beta)) { [unowned self] in
            guard let outputGradient = output.gradient else { return }
            let hiddenGradient = device.makeTensor(hidden.shape)
            device.layerNormBackward(
                outputGradient,
                normalized: hidden,
                inverseDeviation: inverseDeviation,
                gamma: gamma,
                dropout: dropout,
                intoInput: hiddenGradient,
                residual: gradientTarget(of: residual),
                addingToGamma: gamma.gradient ?? scratchGradient(like: gamma),
                addingToBeta: beta.gradient ?? scratchGradient(like: beta)
            )
            addGradient(hiddenGradient, to: hidden)
        }
        return output
    }

    /// A place for a gradient that nobody asked for.
    func scratchGradient(like parameter: Tensor) -> Tensor {
        let scratch = device.makeTensor(parameter.shape)
        device.zero(scratch)
        return scratch
    }
}
