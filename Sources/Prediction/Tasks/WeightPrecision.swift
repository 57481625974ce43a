/// The numbers that a model's linear layers compute with when it predicts.
public enum WeightPrecision: String, Sendable, CaseIterable {
    /// 32-bit floating point, as in training.
    case float32
    /// 8-bit whole numbers, for weights and activations: faster, and a little less exact.
    case int8
}
