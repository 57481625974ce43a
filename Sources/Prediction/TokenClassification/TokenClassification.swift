public import BERT
public import EvaluationMetrics
public import StrictJSON
public import Tensors
public import TextData

/// A tag for every word of a text: names of persons and places, parts of speech.
public struct TokenClassification: LabelledTask {
    /// The tags, in the order of the model's outputs.
    public var labels: LabelSet
    /// Whether the tags are of entities, which may cover several words.
    public var hasEntities: Bool
    /// How pieces of words become entities.
    public var aggregation: EntityAggregation

    /// A task with given tags.
    ///
    /// - Parameters:
    ///   - labels: The tags.
    ///   - hasEntities: Whether they are of entities; `nil` sees it from the tags.
    ///   - aggregation: How pieces of words become entities.
    public init(labels: LabelSet, hasEntities: Bool? = nil, aggregation: EntityAggregation = .first) {
        self.labels = labels
        self.hasEntities = hasEntities ?? TokenDecoder(labels: labels.names).hasEntities
        self.aggregation = aggregation
    }

    /// `token-classification`.
    public var name: String { "token-classification" }

    /// `BertForTokenClassification`.
    public var head: any TaskHead { TokenClassificationHead(labelCount: labels.count) }

    /// Whether the tags are of entities, and how these are put together.
    public var settings: JSONObject {
        JSONObject([
            .init("hasEntities", .bool(hasEntities)), .init("aggregation", .string(aggregation.rawValue)),
        ])
    }

    /// Checks that every word has a tag, and a known one.
    public func check(_ dataset: WordDataset) throws(DataError) {
        try labels.check(dataset)
    }

    /// What the readers found.
    public func warnings(training: WordDataset, validation: WordDataset?) -> [String] {
        (training.warnings + (validation?.warnings ?? [])).map { "note: \($0)" }
    }

    /// One feature for a sentence, or several windows of a long one.
    public func features(
        of dataset: WordDataset,
        context: FeatureContext,
        withTargets: Bool
    ) throws -> FeatureSet<WordFeature> {
        let builder = try WordFeatureBuilder(
            tokenizer: context.tokenizer,
            labels: withTargets ? labels : nil,
            maximumLength: context.maximumLength
        )
        return try builder.features(for: dataset)
    }

    /// The number of words decided here, or the sum of their tags' weights.
    public func lossWeight(of feature: WordFeature, options: LossOptions) -> Double {
        guard let weights = options.classWeights else { return Double(feature.targetCount) }
        return feature.targets.reduce(0) { $1 == Tape.ignoredTarget ? $0 : $0 + Double(weights[Int($1)]) }
    }

    /// The words of each tag.
    public func classCounts(of features: some Sequence<WordFeature>) -> [Double]? {
        features.reduce(into: [Double](repeating: 0, count: labels.count)) { counts, feature in
            for target in feature.targets where target != Tape.ignoredTarget { counts[Int(target)] += 1 }
        }
    }

    /// Cross-entropy over the words' first pieces.
    public func loss(
        _ logits: Tensor,
        of features: [WordFeature],
        options: LossOptions,
        normalizer: Double,
        tape: Tape
    ) -> Double {
        tape.crossEntropy(
            logits,
            targets: features.flatMap(\.targets),
            classWeights: options.classWeights,
            labelSmoothing: options.labelSmoothing,
            normalizer: normalizer
        )
    }

    /// Tags and entities.
    public func decode(_ logits: [[Float]], features: [WordFeature], dataset: WordDataset) -> [TaggingPrediction] {
        TokenDecoder(labels: labels.names, aggregation: aggregation, hasEntities: hasEntities)
            .decode(logits, features: features, dataset: dataset)
    }

    /// Entities found, or words tagged rightly.
    public func evaluate(_ answers: [TaggingPrediction], dataset: WordDataset) throws -> TaggingEvaluation {
        if hasEntities {
            let (references, predictions) = entityTags(answers, dataset)
            return .entities(
                EntityMetrics(references: references, predictions: predictions),
                strict: try EntityMetrics(references: references, predictions: predictions, strict: .iob2)
            )
        }
        let references = try dataset.examples.map { try labels.indices(of: $0, path: dataset.path) }
        return .words(
            ClassificationMetrics(
                labelNames: labels.names,
                predictions: answers.flatMap { $0.tags.map { labels.index(of: $0) ?? 0 } },
                references: references.flatMap(\.self)
            )
        )
    }

    /// The same figures for samples of the sentences.
    public func sampledMetrics(
        of answers: [TaggingPrediction],
        dataset: WordDataset
    ) throws -> (any SampledMetrics)? {
        if hasEntities {
            let (references, predictions) = entityTags(answers, dataset)
            return SampledEntities(
                tallies: try EntityTallies(references: references, predictions: predictions),
                strict: try EntityTallies(references: references, predictions: predictions, scheme: .iob2)
            )
        }
        return SampledClassification(
            labelNames: labels.names,
            predictions: answers.map { $0.tags.map { labels.index(of: $0) ?? 0 } },
            references: try dataset.examples.map { try labels.indices(of: $0, path: dataset.path) }
        )
    }

    /// True and predicted tags in BIO: a model that was trained elsewhere may know any scheme, or have labels without
    /// one among its tags.
    private func entityTags(
        _ answers: [TaggingPrediction],
        _ dataset: WordDataset
    ) -> (references: [[String]], predictions: [[String]]) {
        (
            dataset.examples.map { TagScheme.bio(fromAny: $0.tags ?? []) },
            answers.map { TagScheme.bio(fromAny: $0.tags) }
        )
    }

    /// What ``evaluate(_:dataset:)`` gives.
    public var metricNames: [String] {
        if hasEntities {
            let none = EntityMetrics(references: [], predictions: [])
            return TaggingEvaluation.entities(none, strict: none).values.map(\.name)
        }
        let names = Array(labels.names.prefix(3))
        return ClassificationMetrics(labelNames: names, predictions: [], references: []).values.map(\.name)
    }

    /// `f1` of entities, else `accuracy`.
    public var decidingMetric: String { hasEntities ? "f1" : "accuracy" }
}
