public import BERT
public import Tensors

/// AdamW with global-norm clipping over a model's contiguous parameter store (Loshchilov and Hutter, 2019).
///
/// As `torch.optim.AdamW` computes it, bias correction included, with weight decay on everything but biases and
/// layer normalisations, and with a learning rate for each of the model's ``ParameterGroups``.
public final class AdamW {
    /// The number of steps taken.
    public private(set) var stepCount = 0
    /// What is done with which parameters.
    public let groups: ParameterGroups

    private let store: ParameterStore
    private let recipe: Recipe

    /// An optimizer for parameters that have been prepared for training.
    ///
    /// - Parameters:
    ///   - parameters: The parameters.
    ///   - layerCount: The encoder layers of the model that they belong to.
    ///   - recipe: Learning rates, betas, epsilon, weight decay, the clipping norm and what is frozen.
    public init(_ parameters: ParameterStore, layerCount: Int, recipe: Recipe) {
        store = parameters
        self.recipe = recipe
        groups = ParameterGroups(parameters.parameters, layerCount: layerCount, recipe: recipe)
    }

    /// An optimizer for a model whose parameters have been prepared for training.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - recipe: How to train it.
    public convenience init(model: BERTModel, recipe: Recipe) {
        self.init(model.parameters, layerCount: model.configuration.hiddenLayerCount, recipe: recipe)
    }

    /// Whether weight decay applies to a parameter: not to biases and not to layer normalisations.
    public static func decays(_ name: String) -> Bool {
        !name.hasSuffix(".bias") && !name.contains("LayerNorm")
    }

    /// The L2 norm of all gradients together, those of frozen parameters left out.
    public var gradientNorm: Double {
        guard let gradients = store.gradients else { return 0 }
        return groups.trainedRanges.reduce(0) { $0 + store.device.sumOfSquares(gradients.rows($1)) }.squareRoot()
    }

    /// Takes one step and sets the gradients to zero.
    ///
    /// - Parameters:
    ///   - rateFactor: What the groups' peak learning rates are multiplied by, see ``LearningRateSchedule``.
    ///   - gradientNorm: The norm of the gradients, for clipping.
    public func step(rateFactor: Double, gradientNorm: Double) {
        guard let gradients = store.gradients, let moments = store.moments else {
            preconditionFailure("The parameters are not prepared for training.")
        }
        stepCount += 1
        // torch.nn.utils.clip_grad_norm_: the small term keeps a norm of zero from dividing.
        let clips = recipe.maxGradientNorm > 0
        let scale = clips ? min(1, recipe.maxGradientNorm / (gradientNorm + 1e-6)) : 1
        for segment in groups.segments {
            let constants = AdamWConstants(
                gradientScale: scale,
                learningRate: segment.learningRate * rateFactor,
                weightDecay: segment.weightDecay,
                beta1: recipe.adamBeta1,
                beta2: recipe.adamBeta2,
                epsilon: recipe.adamEpsilon,
                step: stepCount
            )
            store.device.adamW(
                parameters: store.values.rows(segment.range),
                gradients: gradients.rows(segment.range),
                firstMoments: moments.first.rows(segment.range),
                secondMoments: moments.second.rows(segment.range),
                constants: constants
            )
        }
    }
}
