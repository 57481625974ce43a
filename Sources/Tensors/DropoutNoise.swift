/// Where the dropout of one forward pass comes from.
///
/// Noise is a pure function of the seed, the step, the operation within the step and the element (Philox4x32-10), so
/// it does not depend on the number of threads, needs no memory until the backward pass, and is the same after a
/// resumed run.
public struct DropoutNoise: Sendable {
    /// The seed of the run.
    public let seed: UInt64
    /// The forward pass, counted over the whole run.
    public let step: UInt32

    /// Names the noise of one forward pass.
    public init(seed: UInt64, step: UInt32) {
        self.seed = seed
        self.step = step
    }
}

/// The dropout of one operation; a threshold of zero lets everything through.
public struct Dropout: Sendable {
    var seed: UInt64 = 0
    var step: UInt32 = 0
    var operation: UInt32 = 0
    /// An element is dropped when its 16 random bits are below this.
    var threshold: UInt32 = 0

    /// The dropout of an operation, by its number within the forward pass.
    package init(_ noise: DropoutNoise, operation: UInt32, probability: Double) {
        seed = noise.seed
        step = noise.step
        self.operation = operation
        threshold = UInt32(min((probability * 65536).rounded(), 65535))
    }

    private init() {}

    /// No dropout.
    static let none = Dropout()

    /// The factor of what is kept: `1 / (1 - p)` for the probability as 16 bits can say it.
    var scale: Float {
        Float(1 / (1 - Double(threshold) / 65536))
    }
}
