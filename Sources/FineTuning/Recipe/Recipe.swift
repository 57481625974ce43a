/// How a model is fine-tuned: every number that shapes the result, with the field's defaults.
///
/// The defaults are those of *BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding*
/// (Devlin et al., 2019, appendix A.3), with AdamW's bias correction, without which small data sets often fail to
/// train (Mosbach et al., 2021). A recipe says nothing about paths, threads or devices: those don't change a result.
/// In parentheses stand the names that Hugging Face's trainer has for the same things.
///
/// ```swift
/// var recipe = Recipe()
/// recipe.learningRate = 3e-5
/// recipe.epochs = 5
/// try recipe.validate()
/// ```
public struct Recipe: Sendable, Equatable {
    // MARK: Length

    /// Passes over the training data; a fraction stops within an epoch (`num_train_epochs`).
    public var epochs: Double = 3
    /// Ends training after so many optimizer steps, in place of ``epochs`` (`max_steps`).
    public var maximumSteps: Int?

    // MARK: Batches

    /// Examples per forward and backward pass (`per_device_train_batch_size`).
    public var batchSize = 16
    /// Passes whose gradients are summed, by real example counts, before one optimizer step
    /// (`gradient_accumulation_steps`).
    public var gradientAccumulationSteps = 1
    /// Tokens of an example that are kept, special tokens included; `nil` keeps what the model can hold, at most the
    /// task's usual length: 512, for questions 384 (`max_length`).
    ///
    /// A model is loaded for one length; the trainer refuses a recipe with another.
    public var maximumLength: Int?
    /// Decides the order of examples and the dropout; and the head's first weights, if the model is loaded with
    /// the same seed, as `bertune train` does.
    public var seed: UInt64 = 42
    /// Whether every epoch has an order of its own; otherwise that of the file.
    public var shuffles = true
    /// Which rule shuffles.
    public var batchOrder = BatchOrderKind.bertune

    // MARK: Learning rate

    /// The learning rate at its peak (`learning_rate`).
    public var learningRate = 2e-5
    /// The shape of the learning rate after the warm-up (`lr_scheduler_type`).
    public var schedule = LearningRateScheduleKind.linear
    /// The part of all steps over which the learning rate rises from zero (`warmup_ratio`).
    public var warmupRatio = 0.1
    /// The steps over which the learning rate rises, in place of ``warmupRatio`` (`warmup_steps`).
    public var warmupSteps: Int?

    // MARK: Learning rates by part

    /// What each step down from the head multiplies the learning rate by; `nil` leaves it the same everywhere.
    ///
    /// With `L` layers, a rate `η` and the decay `d`, the head and the pooler have `η` (or ``headLearningRate``), layer
    /// `l` of `1...L` has `η · d^(L + 1 - l)` and the embeddings have `η · d^(L + 1)`: the convention of *Revisiting
    /// Few-sample BERT Fine-tuning* (Zhang et al., 2021). ELECTRA's has one power more below the head.
    public var layerDecay: Double?
    /// The learning rate of the pooler and the task's own layers; `nil` takes ``learningRate``.
    public var headLearningRate: Double?
    /// Learning rates of parts of the model, in place of ``layerDecay``.
    public var learningRates = GroupLearningRates()
    /// Whether the embeddings keep the pretrained weights.
    public var freezesEmbeddings = false
    /// How many encoder layers, from the lowest up, keep the pretrained weights; the embeddings have a switch of
    /// their own.
    public var frozenLayers = 0
    /// Whether embeddings and all encoder layers keep the pretrained weights, so that the head alone learns.
    public var freezesEncoder = false

    // MARK: First weights

    /// How many encoder layers, from the topmost down, start from new weights rather than the pretrained ones
    /// (Zhang et al., 2021).
    public var reinitializedLayers = 0
    /// Whether the pooler starts from new weights.
    public var reinitializesPooler = false

    // MARK: AdamW

    /// AdamW's decoupled weight decay; biases and layer normalisations are exempt (`weight_decay`).
    public var weightDecay = 0.01
    /// Decay rate of the gradient's running mean (`adam_beta1`).
    public var adamBeta1 = 0.9
    /// Decay rate of the squared gradient's running mean (`adam_beta2`).
    public var adamBeta2 = 0.999
    /// Keeps the division by the root of the second moment finite (`adam_epsilon`).
    public var adamEpsilon = 1e-8
    /// Gradients with a larger global L2 norm are scaled down to it; 0 turns clipping off (`max_grad_norm`).
    public var maxGradientNorm = 1.0

    // MARK: Regularisation

    /// Dropout of hidden states; `nil` takes the model's own (`hidden_dropout_prob`).
    public var hiddenDropout: Double?
    /// Dropout of attention probabilities; `nil` takes the model's own (`attention_probs_dropout_prob`).
    public var attentionDropout: Double?
    /// Dropout before the task head; `nil` takes the model's own (`classifier_dropout`).
    public var classifierDropout: Double?
    /// The part of a label's weight that is spread over all labels (`label_smoothing_factor`).
    public var labelSmoothing = 0.0
    /// How much the examples of each class count in the loss; `nil` counts all the same.
    public var classWeights: ClassWeights?

    // MARK: Evaluation

    /// When the model is evaluated on the validation data (`eval_strategy`, `eval_steps`).
    public var evaluationInterval = EvaluationInterval.epoch
    /// The metric by which evaluations are compared; `nil` takes the task's own (`metric_for_best_model`).
    ///
    /// That is `accuracy` for classification, F1 for entities and answers. ``MetricDirection`` knows which metrics are better when lower.
    public var metricForBest: String?
    /// Whether the result is the best evaluated model rather than the last one (`load_best_model_at_end`).
    public var keepsBestModel = true
    /// Ends training after so many evaluations without improvement; `nil` trains to the end
    /// (`early_stopping_patience`).
    public var earlyStoppingPatience: Int? = 3
    /// An improvement counts for ``earlyStoppingPatience`` only if it is larger than this (`early_stopping_threshold`).
    public var earlyStoppingThreshold = 0.0
    /// Optimizer steps between two lines of `metrics.jsonl` (`logging_steps`).
    public var loggingSteps = 10

    /// The defaults.
    public init() {}
}

extension Recipe {
    /// Sets the dropout of hidden states, of attention probabilities and before the head to one value.
    ///
    /// - Parameter probability: The probability with which an element is dropped; 0 turns dropout off.
    public mutating func setDropout(_ probability: Double) {
        hiddenDropout = probability
        attentionDropout = probability
        classifierDropout = probability
    }
}
