/// The narrow interface between the operations and the hardware.
///
/// An operation of the ``Tape`` says what is computed and what its gradient is; a device does the computing. The
/// model never sees host memory, so that another device can take the place of ``CPUDevice``.
///
/// Shapes are checked by the operations; a device may rely on them. Arguments called `into:` are written,
/// arguments called `addingTo:` are added to.
public protocol Device: AnyObject {
    /// The number of threads that compute.
    var threadCount: Int { get }

    /// A new tensor of undefined contents.
    func makeTensor(_ shape: [Int]) -> Tensor
    /// A new tensor with the given contents, `values.count` being the product of the shape.
    func makeTensor(_ shape: [Int], _ values: [Float]) -> Tensor
    /// The contents of a tensor.
    func read(_ tensor: Tensor) -> [Float]
    /// Gives the contents of a tensor to be read or written in place, as host memory.
    func withHostMemory<Result>(
        of tensor: Tensor,
        _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
    ) rethrows -> Result
    /// Sets every element to zero.
    func zero(_ tensor: Tensor)
    /// A new tensor of zeros, of which most of those in `sparse` are expected to stay zero: they need take no memory.
    func makeZeroTensor(_ shape: [Int], sparse: [Range<Int>]) -> Tensor

    /// `into = activation(input weightᵀ + bias)`, and the derivative of the activation if it is asked for.
    ///
    /// A weight that ``ParameterStore/quantize(_:)`` chose may be multiplied in 8 bits; no derivative is asked for then.
    func linear(
        _ input: Tensor,
        weight: Tensor,
        bias: Tensor?,
        activation: Activation,
        into: Tensor,
        derivative: Tensor?
    )
    /// `into (+)= left right`, `[rows, inner] x [inner, columns]`.
    func product(_ left: Tensor, _ right: Tensor, into: Tensor, accumulate: Bool)
    /// `addingTo += leftᵀ right`, `[inner, rows] x [inner, columns]`.
    func transposedProduct(_ left: Tensor, _ right: Tensor, addingTo: Tensor)
    /// `addingTo[c] += Σ rows of source[r, c]`.
    func columnSums(_ source: Tensor, addingTo: Tensor)
    /// `target *= factor`, element by element.
    func multiply(_ target: Tensor, by factor: Tensor)
    /// `target += source`, element by element.
    func add(_ source: Tensor, to target: Tensor)
    /// `target = dropout(target)`.
    func dropout(_ target: Tensor, _ noise: Dropout)

    /// Layer normalisation of `dropout(input) + residual`; `input` becomes the normalised rows.
    func layerNorm(
        _ input: Tensor,
        residual: Tensor?,
        gamma: Tensor,
        beta: Tensor,
        epsilon: Float,
        dropout: Dropout,
        into: Tensor,
        inverseDeviation: Tensor
    )
    /// The backward pass of layer normalisation.
    func layerNormBackward(
        _ gradientOutput: Tensor,
        normalized: Tensor,
        inverseDeviation: Tensor,
        gamma: Tensor,
        dropout: Dropout,
        intoInput: Tensor,
        residual: (target: Tensor, accumulate: Bool)?,
        addingToGamma: Tensor,
        addingToBeta: Tensor
    )

    /// Attention of every head over every sequence.
    func attention(_ operands: AttentionOperands, into: Tensor, statistics: Tensor?)
    /// The backward pass of attention; the gradients are written.
    func attentionBackward(
        _ operands: AttentionOperands,
        gradientOutput: Tensor,
        statistics: Tensor,
        intoQuery: Tensor,
        intoKeyValue: Tensor
    )

    /// The sum of the three embeddings of every token.
    func embedding(_ batch: PackedBatch, word: Tensor, position: Tensor, type: Tensor, into: Tensor)
    /// Adds each row of `gradient` to the row of `addingTo` that `indices` names, but for one index.
    func scatter(_ gradient: Tensor, indices: Indices, skipping: Int32?, addingTo: Tensor)
    /// The rows that `indices` names.
    func gather(_ source: Tensor, indices: Indices, into: Tensor)

    /// Σ x² in double precision, in a fixed order.
    func sumOfSquares(_ tensor: Tensor) -> Double
    /// One step of AdamW over the elements of four vectors; the gradients become zero.
    func adamW(
        parameters: Tensor,
        gradients: Tensor,
        firstMoments: Tensor,
        secondMoments: Tensor,
        constants: AdamWConstants
    )
}

/// What attention reads: queries, keys and values of all heads, and where the sequences lie.
public struct AttentionOperands {
    /// The queries: rows of `[…, heads * headSize]` beginning at column `queryColumn`.
    let query: Tensor
    let queryColumn: Int
    /// The keys and values, `keyColumn` and `valueColumn` columns into their rows.
    let keyValue: Tensor
    let keyColumn: Int
    let valueColumn: Int
    let headCount: Int
    let headSize: Int
    /// Where each sequence's keys begin, `[sequences + 1]`.
    let keyOffsets: [Int]
    /// Where each sequence's queries begin, `[sequences + 1]`.
    let queryOffsets: [Int]
    let dropout: Dropout
}

/// The constants of one AdamW step; see ``Device/adamW(parameters:gradients:firstMoments:secondMoments:constants:)``.
public struct AdamWConstants: Sendable {
    /// The clipping coefficient, applied to the gradients first.
    public var gradientScale: Double
    /// The learning rate of this step.
    public var learningRate: Double
    /// The decoupled weight decay, per unit of learning rate.
    public var weightDecay: Double
    /// The decay of the first moment.
    public var beta1: Double
    /// The decay of the second moment.
    public var beta2: Double
    /// The term that keeps the denominator from zero.
    public var epsilon: Double
    /// The number of this step, from 1.
    public var step: Int

    /// Gathers the constants.
    public init(
        gradientScale: Double,
        learningRate: Double,
        weightDecay: Double,
        beta1: Double,
        beta2: Double,
        epsilon: Double,
        step: Int
    ) {
        self.gradientScale = gradientScale
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.step = step
    }
}
