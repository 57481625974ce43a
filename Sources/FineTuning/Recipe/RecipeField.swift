/// One key of a recipe: its name, what it allows, and how it is read and written.
///
/// A name such as `learningRates.head` is the key `head` of the group `learningRates`.
///
/// The table ``all`` is the only place that knows the keys, so that reading, writing, range checks and the
/// did-you-mean of unknown keys can't disagree.
struct RecipeField: Sendable {
    /// The key, which is the property's name.
    let name: String
    /// What is allowed, in words that follow "must be".
    let allowed: String
    /// The names that the key goes by elsewhere, for the did-you-mean.
    let aliases: [String]
    /// Sets the property from a scalar's text, or from `nil` for `null`; returns `false` for a value that is not of
    /// the property's type.
    let read: @Sendable (inout Recipe, String?) -> Bool
    /// Sets the property from a group of `key: value` lines, for the keys that may be one.
    var readMapping: (@Sendable (inout Recipe, YAMLMapping) throws(RecipeError) -> Void)?
    /// The value as YAML.
    let write: @Sendable (Recipe) -> String
    /// Whether the value is within its range.
    let isValid: @Sendable (Recipe) -> Bool
}

extension RecipeField {
    /// All keys, in the order in which a recipe is written.
    static let all: [RecipeField] = [
        real("epochs", \.epochs, "a number above 0", ["num_train_epochs"]) { $0 > 0 },
        optionalInteger("maximumSteps", \.maximumSteps, atLeast: 1, ["max_steps"]),
        integer("batchSize", \.batchSize, atLeast: 1, ["per_device_train_batch_size", "train_batch_size"]),
        integer("gradientAccumulationSteps", \.gradientAccumulationSteps, atLeast: 1),
        optionalInteger("maximumLength", \.maximumLength, atLeast: 3, ["max_length", "max_seq_length"]),
        value(
            "seed",
            \.seed,
            "a whole number of at least 0",
            ["random_state"],
            parse: { UInt64($0) },
            text: { String($0) }
        ),
        truth("shuffles", \.shuffles, ["shuffle"]),
        choice("batchOrder", \.batchOrder),
        real("learningRate", \.learningRate, "a number above 0", ["lr"]) { $0 > 0 },
        choice("schedule", \.schedule, ["lr_scheduler_type", "scheduler"]),
        real("warmupRatio", \.warmupRatio, "a number from 0 to 1") { (0...1).contains($0) },
        optionalInteger("warmupSteps", \.warmupSteps, atLeast: 0, ["num_warmup_steps"]),
        optionalReal("layerDecay", \.layerDecay, "a number above 0 and at most 1, or null", ["layer_decay", "llrd"]) {
            $0 > 0 && $0 <= 1
        },
        rate("headLearningRate", \.headLearningRate, ["classifier_learning_rate"]),
        rate("learningRates.embeddings", \.learningRates.embeddings),
        rate("learningRates.lowerLayers", \.learningRates.lowerLayers),
        rate("learningRates.upperLayers", \.learningRates.upperLayers),
        rate("learningRates.head", \.learningRates.head),
        truth("freezesEmbeddings", \.freezesEmbeddings, ["freeze_embeddings"]),
        integer("frozenLayers", \.frozenLayers, atLeast: 0, ["freeze_layers", "num_frozen_layers"]),
        truth("freezesEncoder", \.freezesEncoder, ["freeze_encoder", "freeze_base_model"]),
        integer("reinitializedLayers", \.reinitializedLayers, atLeast: 0, ["reinit_layers"]),
        truth("reinitializesPooler", \.reinitializesPooler, ["reinit_pooler"]),
        real("weightDecay", \.weightDecay, "a number of at least 0") { $0 >= 0 },
        real("adamBeta1", \.adamBeta1, "a number from 0 to below 1") { (0..<1).contains($0) },
        real("adamBeta2", \.adamBeta2, "a number from 0 to below 1") { (0..<1).contains($0) },
        real("adamEpsilon", \.adamEpsilon, "a number above 0") { $0 > 0 },
        real("maxGradientNorm", \.maxGradientNorm, "a number of at least 0", ["max_grad_norm", "clip"]) { $0 >= 0 },
        dropout("hiddenDropout", \.hiddenDropout, ["hidden_dropout_prob", "dropout"]),
        dropout("attentionDropout", \.attentionDropout, ["attention_probs_dropout_prob"]),
        dropout("classifierDropout", \.classifierDropout),
        real("labelSmoothing", \.labelSmoothing, "a number from 0 to below 1", ["label_smoothing_factor"]) {
            (0..<1).contains($0)
        },
        classWeights("classWeights", \.classWeights),
        value(
            "evaluationInterval",
            \.evaluationInterval,
            "epoch, never or a number of steps of at least 1",
            ["eval_strategy", "eval_steps", "evaluate_every"],
            parse: { EvaluationInterval($0) },
            text: { $0.description },
            isValid: { if case .steps(let steps) = $0 { steps > 0 } else { true } }
        ),
        value(
            "metricForBest",
            \.metricForBest,
            "the name of a metric or null",
            ["metric", "metric_for_best_model"],
            parse: { $0.isEmpty ? nil : .some($0) },
            null: .some(nil),
            text: { $0.map(YAMLText.quoted) ?? "null" },
            isValid: { $0 != "" }
        ),
        truth("keepsBestModel", \.keepsBestModel, ["load_best_model_at_end"]),
        optionalInteger("earlyStoppingPatience", \.earlyStoppingPatience, atLeast: 1, ["patience"]),
        real("earlyStoppingThreshold", \.earlyStoppingThreshold, "a number of at least 0") { $0 >= 0 },
        integer("loggingSteps", \.loggingSteps, atLeast: 1),
    ]
}

// MARK: - Groups

extension RecipeField {
    /// The group that the key stands in, if it stands in one.
    var group: String? {
        name.split(separator: ".").dropLast().first.map(String.init)
    }

    /// The key within its group.
    var key: String {
        name.split(separator: ".").last.map(String.init) ?? name
    }

    /// The keys of a group, or those outside any, with the names that they go by elsewhere; groups are keys as well.
    static func names(in group: String?) -> [(name: String, aliases: [String])] {
        let own = all.filter { $0.group == group }.map { (name: $0.key, aliases: $0.aliases) }
        return group == nil ? own + groups.map { (name: $0, aliases: []) } : own
    }

    /// The groups.
    static var groups: [String] {
        all.compactMap(\.group).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
