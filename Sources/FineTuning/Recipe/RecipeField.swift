/// One key of a recipe: its name, what it allows, and how it is read and written.
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
        value(
            "shuffles",
            \.shuffles,
            "true or false",
            ["shuffle"],
            parse: { $0 == "true" ? true : $0 == "false" ? false : nil },
            text: { String($0) }
        ),
        choice("batchOrder", \.batchOrder),
        real("learningRate", \.learningRate, "a number above 0", ["lr"]) { $0 > 0 },
        choice("schedule", \.schedule, ["lr_scheduler_type", "scheduler"]),
        real("warmupRatio", \.warmupRatio, "a number from 0 to 1") { (0...1).contains($0) },
        optionalInteger("warmupSteps", \.warmupSteps, atLeast: 0, ["num_warmup_steps"]),
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
        value(
            "keepsBestModel",
            \.keepsBestModel,
            "true or false",
            ["load_best_model_at_end"],
            parse: { $0 == "true" ? true : $0 == "false" ? false : nil },
            text: { String($0) }
        ),
        optionalInteger("earlyStoppingPatience", \.earlyStoppingPatience, atLeast: 1, ["patience"]),
        real("earlyStoppingThreshold", \.earlyStoppingThreshold, "a number of at least 0") { $0 >= 0 },
        integer("loggingSteps", \.loggingSteps, atLeast: 1),
    ]
}

// MARK: - The kinds of fields

extension RecipeField {
    private typealias Property<Value> = WritableKeyPath<Recipe, Value> & Sendable

    /// A field of any type; `null` is what the property becomes for YAML's `null`, where that is allowed.
    private static func value<Value: Sendable>(
        _ name: String,
        _ property: any Property<Value>,
        _ allowed: String,
        _ aliases: [String] = [],
        parse: @escaping @Sendable (String) -> Value?,
        null: Value? = nil,
        text: @escaping @Sendable (Value) -> String,
        isValid: @escaping @Sendable (Value) -> Bool = { _ in true }
    ) -> RecipeField {
        RecipeField(
            name: name,
            allowed: allowed,
            aliases: aliases,
            read: { recipe, scalar in
                guard let value = scalar.map(parse) ?? null else { return false }
                recipe[keyPath: property] = value
                return true
            },
            write: { text($0[keyPath: property]) },
            isValid: { isValid($0[keyPath: property]) }
        )
    }

    private static func real(
        _ name: String,
        _ property: any Property<Double>,
        _ allowed: String,
        _ aliases: [String] = [],
        isInRange: @escaping @Sendable (Double) -> Bool
    ) -> RecipeField {
        value(
            name,
            property,
            allowed,
            aliases,
            parse: { Double($0) },
            text: { $0.description },
            isValid: { $0.isFinite && isInRange($0) }
        )
    }

    private static func dropout(
        _ name: String,
        _ property: any Property<Double?>,
        _ aliases: [String] = []
    ) -> RecipeField {
        value(
            name,
            property,
            "a number from 0 to below 1, or null for the model's own",
            aliases,
            parse: { Double($0).map { .some($0) } },
            null: .some(nil),
            text: { $0?.description ?? "null" },
            isValid: { $0.map { (0..<1).contains($0) } ?? true }
        )
    }

    private static func integer(
        _ name: String,
        _ property: any Property<Int>,
        atLeast minimum: Int,
        _ aliases: [String] = []
    ) -> RecipeField {
        value(
            name,
            property,
            "a whole number of at least \(minimum)",
            aliases,
            parse: { Int($0) },
            text: { String($0) },
            isValid: { $0 >= minimum }
        )
    }

    private static func optionalInteger(
        _ name: String,
        _ property: any Property<Int?>,
        atLeast minimum: Int,
        _ aliases: [String] = []
    ) -> RecipeField {
        value(
            name,
            property,
            "a whole number of at least \(minimum), or null",
            aliases,
            parse: { Int($0).map { .some($0) } },
            null: .some(nil),
            text: { $0.map { String($0) } ?? "null" },
            isValid: { $0.map { $0 >= minimum } ?? true }
        )
    }

    private static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ name: String,
        _ property: any Property<Choice>,
        _ aliases: [String] = []
    ) -> RecipeField where Choice.RawValue == String {
        value(
            name,
            property,
            Choice.allCases.map(\.rawValue).joined(separator: " or "),
            aliases,
            parse: { Choice(rawValue: $0) },
            text: { $0.rawValue }
        )
    }
}
