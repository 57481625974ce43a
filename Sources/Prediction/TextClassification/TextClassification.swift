public import BERT
public import EvaluationMetrics
public import StrictJSON
public import Tensors
public import TextData

/// One label for every text, or every pair of texts: sentiment, topic, entailment.
public struct TextClassification: RegisteredTask, LabelledTask {
    /// The labels, in the order of the model's outputs.
    public var labels: LabelSet
    /// Whether the examples are pairs of texts; `nil` if nobody knows.
    public var hasPairs: Bool?
    /// What happens to texts that are longer than the model's length.
    public var longTexts = LongTexts()

    /// What the logits are divided by before the softmax, so that confidence can be believed (Guo et al., 2017).
    ///
    /// 1 leaves them as they are. No label depends on it.
    public var temperature = 1.0

    /// `hasPairs`, `longTexts` and `windowOverlap`.
    public static let optionNames: Set = ["hasPairs", "longTexts", "windowOverlap"]

    /// `BertForSequenceClassification`.
    public static var architecture: String { SequenceClassificationHead.architecture }

    /// Whether each text has one label.
    public static func suits(_ configuration: BERTConfiguration) -> Bool {
        guard let type = configuration.problemType else { return configuration.labels.count != 1 }
        return type == .singleLabelClassification
    }

    /// A task with given labels.
    ///
    /// - Parameters:
    ///   - labels: The labels.
    ///   - hasPairs: Whether the examples are pairs of texts; `nil` takes both.
    public init(labels: LabelSet, hasPairs: Bool? = nil) {
        self.labels = labels
        self.hasPairs = hasPairs
    }

    /// The task that training data ask for.
    public init(training: TextDataset, options: TaskOptions) throws {
        try options.refuseOthers(than: Self.optionNames, task: "text-classification")
        labels =
            try options.labels.map { names throws(DataError) in try LabelSet(names: names) } ?? LabelSet(training)
        hasPairs = options.hasPairs ?? training.hasPairs
        try longTexts.apply(options)
        try check(training)
    }

    /// The task of a fine-tuned model.
    public init(configuration: BERTConfiguration, settings: JSONObject) throws {
        if let type = configuration.problemType, type != .singleLabelClassification {
            throw TaskMismatch("problem_type: the model is for \(type.rawValue), which gives no single label")
        }
        do {
            // transformers leaves two labels that were never named out of the file.
            let names = configuration.labels.isEmpty ? ["LABEL_0", "LABEL_1"] : configuration.labels
            labels = try LabelSet(names: names)
        } catch {
            throw TaskMismatch("id2label: \(error.message)")
        }
        hasPairs = try PairCheck.hasPairs(in: settings)
        longTexts = try LongTexts(settings: settings)
        if let value = settings["temperature"] {
            guard let temperature = value.double, TemperatureScaling.range.contains(temperature) else {
                throw TaskMismatch(
                    setting: "temperature: a number from \(TemperatureScaling.range.lowerBound) to "
                        + "\(TemperatureScaling.range.upperBound) was expected"
                )
            }
            self.temperature = temperature
        }
    }

    /// `text-classification`, or `text-pair-classification` for pairs.
    public var name: String {
        hasPairs == true ? "text-pair-classification" : "text-classification"
    }

    /// `BertForSequenceClassification`.
    public var head: any TaskHead {
        SequenceClassificationHead(labelCount: labels.count)
    }

    /// Whether the examples are pairs, how long texts are read, and the temperature.
    public var settings: JSONObject {
        var members = hasPairs.map { [JSONObject.Member("hasPairs", .bool($0))] } ?? []
        members += longTexts.settings
        if temperature != 1 { members.append(.init("temperature", JSONValue(temperature))) }
        return JSONObject(members)
    }

    /// Checks labels and pairs.
    public func check(_ dataset: TextDataset) throws(DataError) {
        try PairCheck.check(dataset, hasPairs: hasPairs)
        try labels.check(dataset)
    }

    /// Classes that are rare, texts that are double, labels that contradict each other.
    public func warnings(training: TextDataset, validation: TextDataset?) throws -> [String] {
        try DataChecks.warnings(training: training, validation: validation, labels: labels).map { "note: \($0)" }
    }

    /// One feature per text, or per window of a long one.
    public func features(
        of dataset: TextDataset,
        context: FeatureContext,
        withTargets: Bool
    ) throws -> FeatureSet<TextFeature<Int>> {
        try PairCheck.check(dataset, hasPairs: hasPairs)
        return try context.features(of: dataset, longTexts: longTexts) { example throws(DataError) in
            withTargets ? try labels.index(of: example, path: dataset.path) : nil
        }
    }

    /// The weight of the example's class; the windows of one text share it.
    public func lossWeight(of feature: TextFeature<Int>, options: LossOptions) -> Double {
        guard let weights = options.classWeights, let target = feature.target else { return feature.weight }
        return Double(weights[target]) * feature.weight
    }

    /// The examples of each label.
    public func classCounts(of features: some Sequence<TextFeature<Int>>) -> [Double]? {
        features.reduce(into: [Double](repeating: 0, count: labels.count)) { counts, feature in
            if let target = feature.target { counts[target] += feature.weight }
        }
    }

    /// Cross-entropy.
    public func loss(
        _ logits: Tensor,
        of features: [TextFeature<Int>],
        options: LossOptions,
        normalizer: Double,
        tape: Tape
    ) -> Double {
        tape.crossEntropy(
            logits,
            targets: features.map { $0.target.map { Int32($0) } ?? Tape.ignoredTarget },
            classWeights: options.classWeights,
            labelSmoothing: options.labelSmoothing,
            rowWeights: features.map(\.weight),
            normalizer: normalizer
        )
    }

    /// Softmax.
    public func decode(
        _ logits: [[Float]],
        features: [TextFeature<Int>],
        dataset: TextDataset
    ) -> [ClassificationPrediction] {
        let decoder = ClassificationDecoder(labels: labels.names, temperature: temperature)
        return longTexts.combined(logits, features: features).map(decoder.decode)
    }

    /// Accuracy, F1 and the rest.
    public func evaluate(
        _ answers: [ClassificationPrediction],
        dataset: TextDataset
    ) throws -> ClassificationEvaluation {
        let references = try dataset.examples.map { try labels.index(of: $0, path: dataset.path) }
        return ClassificationEvaluation(
            metrics: ClassificationMetrics(
                labelNames: labels.names,
                predictions: answers.map(\.best),
                references: references
            )
        )
    }

    /// The same figures for samples.
    public func sampledMetrics(
        of answers: [ClassificationPrediction],
        dataset: TextDataset
    ) throws -> (any SampledMetrics)? {
        SampledClassification(
            labelNames: labels.names,
            predictions: answers.map { [$0.best] },
            references: try dataset.examples.map { [try labels.index(of: $0, path: dataset.path)] }
        )
    }

    /// What ``evaluate(_:dataset:)`` gives, which depends on whether there are two labels.
    public var metricNames: [String] {
        let names = Array(labels.names.prefix(3))
        return ClassificationMetrics(labelNames: names, predictions: [], references: []).values.map(\.name)
    }

    /// `accuracy`.
    public var decidingMetric: String { "accuracy" }

    /// Only the kind of input, and how long texts are read, can be told again.
    public mutating func apply(_ options: TaskOptions) throws {
        try options.refuseOthers(than: Self.optionNames, task: name)
        try longTexts.apply(options)
        hasPairs = options.hasPairs ?? hasPairs
    }

    /// A text or a pair.
    public var sampleInput: TaskInput { .sample(hasPairs: hasPairs) }

    /// A text or a pair.
    public func example(_ question: TaskInput) throws -> TextExample {
        TextExample(text: question.text, pair: question.pair)
    }

    /// Label, probability and text.
    public func line(_ answer: ClassificationPrediction, of example: TextExample, format: AnswerFormat) -> String {
        answer.labels.prefix(format.topCount).map { "\($0.label)\t\(AnswerText.fixed($0.score, 4))\t" }.joined()
            + AnswerText.onOneLine(example)
    }

    /// Text, label and probability.
    public func json(_ answer: ClassificationPrediction, of example: TextExample, format: AnswerFormat) -> JSONObject {
        var members = AnswerText.members(of: example)
        let labels = answer.labels.prefix(format.topCount)
        if let best = labels.first {
            members.append(.init("label", .string(best.label)))
            members.append(.init("score", JSONValue(best.score)))
        }
        if format.topCount > 1 {
            let scored = labels.map { label -> JSONValue in
                ["label": .string(label.label), "score": JSONValue(label.score)]
            }
            members.append(.init("labels", .array(scored)))
        }
        if format.includesLogits {
            members.append(.init("logits", .array(answer.logits.map { JSONValue(Double($0)) })))
        }
        return JSONObject(members)
    }
}
