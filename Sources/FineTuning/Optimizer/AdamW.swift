public import BERT
internal import Tensors

/// AdamW with global-norm clipping over a model's contiguous parameter store (Loshchilov and Hutter, 2019).
///
/// As `torch.optim.AdamW` computes it, bias correction included, with weight decay on everything but biases and
/// layer normalisations.
public final class AdamW {
    /// The number of steps taken.
    public private(set) var stepCount = 0

    private let model: BERTModel
    private let recipe: Recipe
    /// Pieces of the store that share a weight decay.
    private let segments: [(range: Range<Int>, decays: Bool)]

    /// An optimizer for a model whose parameters have been prepared for training.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - recipe: Betas, epsilon, weight decay and the clipping norm.
    public init(model: BERTModel, recipe: Recipe) {
        self.model = model
        self.recipe = recipe
        var segments: [(range: Range<Int>, decays: Bool)] = []
        for parameter in model.parameters.parameters {
            let decays = AdamW.decays(parameter.name)
            if let last = segments.last, last.decays == decays {
                // The gap for alignment between two parameters is zero and stays so.
                segments[segments.count - 1].range = last.range.lowerBound..<parameter.range.upperBound
            } else {
                segments.append((parameter.range, decays))
            }
        }
        self.segments = segments
    }

    /// Whether weight decay applies to a parameter: not to biases and not to layer normalisations.
    public static func decays(_ name: String) -> Bool {
        !name.hasSuffix(".bias") && !name.contains("LayerNorm")
    }

    /// The L2 norm of all gradients together.
    public var gradientNorm: Double {
        model.parameters.gradients.map { model.device.sumOfSquares($0).squareRoot() } ?? 0
    }

    /// Takes one step and sets the gradients to zero.
    ///
    /// - Parameters:
    ///   - learningRate: The rate of this step.
    ///   - gradientNorm: The norm of the gradients, for clipping.
    public func step(learningRate: Double, gradientNorm: Double) {
        let store = model.parameters
        guard let gradients = store.gradients, let moments = store.moments else {
            preconditionFailure("The parameters are not prepared for training.")
        }
        stepCount += 1
        // torch.nn.utils.clip_grad_norm_: the small term keeps a norm of zero from dividing.
        let clips = recipe.maxGradientNorm > 0
        let scale = clips ? min(1, recipe.maxGradientNorm / (gradientNorm + 1e-6)) : 1
        for segment in segments {
            let constants = AdamWConstants(
                gradientScale: scale,
                learningRate: learningRate,
                weightDecay: segment.decays ? recipe.weightDecay : 0,
                beta1: recipe.adamBeta1,
                beta2: recipe.adamBeta2,
                epsilon: recipe.adamEpsilon,
                step: stepCount
            )
            model.device.adamW(
                parameters: store.values.rows(segment.range),
                gradients: gradients.rows(segment.range),
                firstMoments: moments.first.rows(segment.range),
                secondMoments: moments.second.rows(segment.range),
                constants: constants
            )
        }
    }
}
