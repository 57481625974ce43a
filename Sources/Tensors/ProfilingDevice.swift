/// A device that times every operation of another one.
public final class ProfilingDevice: Device {
    private let base: any Device
    private let profile: OperationProfile

    /// Times the operations of a device.
    ///
    /// - Parameters:
    ///   - base: The device that computes.
    ///   - profile: Is told what each operation took.
    public init(_ base: any Device, profile: OperationProfile) {
        self.base = base
        self.profile = profile
    }

    /// That of the device behind it.
    public var threadCount: Int { base.threadCount }

    /// A tensor of the device behind it; making one isn't timed.
    public func makeTensor(_ shape: [Int]) -> Tensor {
        base.makeTensor(shape)
    }

    /// A tensor of the device behind it.
    public func makeTensor(_ shape: [Int], _ values: [Float]) -> Tensor {
        profile.measure("copies") { base.makeTensor(shape, values) }
    }

    /// The contents of a tensor.
    public func read(_ tensor: Tensor) -> [Float] {
        profile.measure("copies") { base.read(tensor) }
    }

    /// Gives the contents of a tensor; what is done with them isn't timed.
    public func withHostMemory<Result>(
        of tensor: Tensor,
        _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
    ) rethrows -> Result {
        try unsafe base.withHostMemory(of: tensor, body)
    }

    /// Sets every element to zero.
    public func zero(_ tensor: Tensor) {
        profile.measure("zeros") { base.zero(tensor) }
    }

    /// A tensor of zeros of the device behind it.
    public func makeZeroTensor(_ shape: [Int], sparse: [Range<Int>]) -> Tensor {
        profile.measure("zeros") { base.makeZeroTensor(shape, sparse: sparse) }
    }

    /// The product of a linear layer, its bias and activation with it.
    public func linear(
        _ input: Tensor,
        weight: Tensor,
        bias: Tensor?,
        activation: Activation,
        into: Tensor,
        derivative: Tensor?
    ) {
        let product = MatrixProduct(
            .output,
            rows: input.rowCount,
            columns: into.columnCount,
            depth: input.columnCount
        )
        profile.measure(weight.isQuantized ? "linear, int8" : "linear", product) {
            base.linear(input, weight: weight, bias: bias, activation: activation, into: into, derivative: derivative)
        }
    }

    /// The product that gives the gradient of a linear layer's input.
    public func product(_ left: Tensor, _ right: Tensor, into: Tensor, accumulate: Bool) {
        let product = MatrixProduct(
            .inputGradient,
            rows: left.rowCount,
            columns: right.columnCount,
            depth: left.columnCount
        )
        profile.measure("linear, gradient of the input", product) {
            base.product(left, right, into: into, accumulate: accumulate)
        }
    }

    /// The product that gives the gradient of a linear layer's weight.
    public func transposedProduct(_ left: Tensor, _ right: Tensor, addingTo: Tensor) {
        let product = MatrixProduct(
            .weightGradient,
            rows: left.columnCount,
            columns: right.columnCount,
            depth: left.rowCount
        )
        profile.measure("linear, gradient of the weight", product) {
            base.transposedProduct(left, right, addingTo: addingTo)
        }
    }

    /// The sums that give the gradient of a bias.
    public func columnSums(_ source: Tensor, addingTo: Tensor) {
        profile.measure("linear, gradient of the bias") { base.columnSums(source, addingTo: addingTo) }
    }

    /// `target *= factor`.
    public func multiply(_ target: Tensor, by factor: Tensor) {
        profile.measure("activation, gradient") { base.multiply(target, by: factor) }
    }

    /// `target += source`.
    public func add(_ source: Tensor, to target: Tensor) {
        profile.measure("sums of gradients") { base.add(source, to: target) }
    }

    /// `target = dropout(target)`.
    public func dropout(_ target: Tensor, _ noise: Dropout) {
        profile.measure("dropout") { base.dropout(target, noise) }
    }

    /// Layer normalisation of `dropout(input) + residual`.
    public func layerNorm(
        _ input: Tensor,
        residual: Tensor?,
        gamma: Tensor,
        beta: Tensor,
        epsilon: Float,
        dropout: Dropout,
        into: Tensor,
        inverseDeviation: Tensor
    ) {
        profile.measure("layer normalisation") {
            base.layerNorm(
                input,
                residual: residual,
                gamma: gamma,
                beta: beta,
                epsilon: epsilon,
                dropout: dropout,
                into: into,
                inverseDeviation: inverseDeviation
            )
        }
    }

    /// The backward pass of layer normalisation.
    public func layerNormBackward(
        _ gradientOutput: Tensor,
        normalized: Tensor,
        inverseDeviation: Tensor,
        gamma: Tensor,
        dropout: Dropout,
        intoInput: Tensor,
        residual: (target: Tensor, accumulate: Bool)?,
        addingToGamma: Tensor,
        addingToBeta: Tensor
    ) {
        profile.measure("layer normalisation, gradient") {
            base.layerNormBackward(
                gradientOutput,
                normalized: normalized,
                inverseDeviation: inverseDeviation,
                gamma: gamma,
                dropout: dropout,
                intoInput: intoInput,
                residual: residual,
                addingToGamma: addingToGamma,
                addingToBeta: addingToBeta
            )
        }
    }

    /// Attention of every head over every sequence: two products.
    public func attention(_ operands: AttentionOperands, into: Tensor, statistics: Tensor?) {
        profile.measure("attention", operations: 2 * operations(operands)) {
            base.attention(operands, into: into, statistics: statistics)
        }
    }

    /// The backward pass of attention: five products, one of which computes the scores again.
    public func attentionBackward(
        _ operands: AttentionOperands,
        gradientOutput: Tensor,
        statistics: Tensor,
        intoQuery: Tensor,
        intoKeyValue: Tensor
    ) {
        profile.measure("attention, gradient", operations: 5 * operations(operands)) {
            base.attentionBackward(
                operands,
                gradientOutput: gradientOutput,
                statistics: statistics,
                intoQuery: intoQuery,
                intoKeyValue: intoKeyValue
            )
        }
    }

    /// The sum of the three embeddings of every token.
    public func embedding(_ batch: PackedBatch, word: Tensor, position: Tensor, type: Tensor, into: Tensor) {
        profile.measure("embeddings") {
            base.embedding(batch, word: word, position: position, type: type, into: into)
        }
    }

    /// The sums that give the gradients of embeddings.
    public func scatter(_ gradient: Tensor, indices: Indices, skipping: Int32?, addingTo: Tensor) {
        profile.measure("embeddings, gradient") {
            base.scatter(gradient, indices: indices, skipping: skipping, addingTo: addingTo)
        }
    }

    /// The rows that `indices` names.
    public func gather(_ source: Tensor, indices: Indices, into: Tensor) {
        profile.measure("copies") { base.gather(source, indices: indices, into: into) }
    }

    /// Σ x², for the norm of the gradients.
    public func sumOfSquares(_ tensor: Tensor) -> Double {
        profile.measure("norms") { base.sumOfSquares(tensor) }
    }

    /// One step of AdamW.
    public func adamW(
        parameters: Tensor,
        gradients: Tensor,
        firstMoments: Tensor,
        secondMoments: Tensor,
        constants: AdamWConstants
    ) {
        profile.measure("AdamW") {
            base.adamW(
                parameters: parameters,
                gradients: gradients,
                firstMoments: firstMoments,
                secondMoments: secondMoments,
                constants: constants
            )
        }
    }

    /// Multiplications and additions of one product of all heads, such as that of queries and keys.
    private func operations(_ operands: AttentionOperands) -> Double {
        let width = Double(operands.headCount * operands.headSize)
        let queries = zip(operands.queryOffsets, operands.queryOffsets.dropFirst()).map { $1 - $0 }
        let keys = zip(operands.keyOffsets, operands.keyOffsets.dropFirst()).map { $1 - $0 }
        return zip(queries, keys).reduce(0) { $0 + 2 * width * Double($1.0) * Double($1.1) }
    }
}
