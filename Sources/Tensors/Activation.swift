internal import CKernels

/// The activation functions of BERT and its heads, by the names of the Hugging Face configuration.
public enum Activation: String, Sendable, CaseIterable {
    /// The identity.
    case none
    /// `x Φ(x)` with the error function (Hendrycks and Gimpel, 2016).
    case gelu
    /// The tanh approximation of GELU, which google-research/bert used.
    case geluTanh = "gelu_new"
    /// `max(0, x)`.
    case relu
    /// `x σ(x)`.
    case silu
    /// The hyperbolic tangent.
    case tanh

    /// The number of the function in the kernels' interface.
    var kernelCode: Int32 {
        switch self {
        case .none: Int32(BERTUNE_ACTIVATION_NONE)
        case .gelu: Int32(BERTUNE_ACTIVATION_GELU)
        case .geluTanh: Int32(BERTUNE_ACTIVATION_GELU_TANH)
        case .relu: Int32(BERTUNE_ACTIVATION_RELU)
        case .silu: Int32(BERTUNE_ACTIVATION_SILU)
        case .tanh: Int32(BERTUNE_ACTIVATION_TANH)
        }
    }
}
