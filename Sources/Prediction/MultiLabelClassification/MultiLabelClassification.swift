public import BERT
public import EvaluationMetrics
public import StrictJSON
public import Tensors
public import TextData

/// A BERT that gives texts, or pairs of texts, any number of labels.
///
/// ```swift
/// let model = try MultiLabelClassifier(folder: "runs/emotions")
/// let answers = try model.answers(for: MultiLabelDataset(examples: [TextExample(text: "What a day!")]))
/// print(answers.answers[0].labels.map(\.label))
/// ```
public typealias MultiLabelClassifier = TaskModel<MultiLabelClassification>

/// Any number of labels, none too, for every text or every pair of texts: emotions, topics, kinds of abuse.
///
/// Each label is a yes or no of its own, trained with binary cross-entropy. A label is given from a probability on that
/// is chosen for each label on the validation data, where its F1 is highest.
public struct MultiLabelClassification: RegisteredTask {
    /// The labels, in the order of the model's outputs.
    public var labels: LabelSet
    /// The probability from which on each label is given.
    public var thresholds: [Double]
    /// Whether the thresholds stay as they are, whatever the validation data say.
    public var keepsThresholds = false
    /// Whether the examples are pairs of texts; `nil` if nobody knows.
    public var hasPairs: Bool?
    /// What happens to texts that are longer than the model's length.
    public var longTexts = LongTexts()

    /// `hasPairs`, `longTexts`, `windowOverlap` and `threshold`.
    public static let optionNames: Set = ["hasPairs", "longTexts", "windowOverlap", "threshold"]

    /// `BertForSequenceClassification`.
    public static var architecture: String { SequenceClassificationHead.architecture }

    /// Whether texts have any number of labels.
    public static func suits(_ configuration: BERTConfiguration) -> Bool {
        configuration.problemType == .multiLabelClassification
    }

    /// A task with given labels.
    ///
    /// - Parameters:
    ///   - labels: The labels.
    ///   - hasPairs: Whether the examples are pairs of texts; `nil` takes both.
    public init(labels: LabelSet, hasPairs: Bool? = nil) {
        self.labels = labels
        self.hasPairs = hasPairs
        thresholds = Array(repeating: 0.5, count: labels.count)
    }

    /// The task that training data ask for.
    public init(training: MultiLabelDataset, options: TaskOptions) throws {
        self.init(
            labels: try options.labels.map { names throws(DataError) in try LabelSet(names: names) }
                ?? LabelSet(training),
            hasPairs: options.hasPairs ?? training.texts.hasPairs
        )
        try apply(options)
        try check(training)
    }

    /// The task of a fine-tuned model.
    public init(configuration: BERTConfiguration, settings: JSONObject) throws {
        guard configuration.problemType == .multiLabelClassification else {
            throw TaskMismatch("problem_type: multi_label_classification was expected")
        }
        let hasPairs = try PairCheck.hasPairs(in: settings)
        do {
            let names = configuration.labels.isEmpty ? ["LABEL_0", "LABEL_1"] : configuration.labels
            self.init(labels: try LabelSet(names: names), hasPairs: hasPairs)
        } catch {
            throw TaskMismatch("id2label: \(error.message)")
        }
        longTexts = try LongTexts(settings: settings)
        guard let saved = settings["thresholds"] else { return }
        let values = saved.array?.compactMap(\.double) ?? []
        guard values.count == labels.count, values.allSatisfy({ (0...1).contains($0) }) else {
            throw TaskMismatch(setting: "thresholds: a number from 0 to 1 for each label was expected")
        }
        thresholds = values
    }

    /// `multi-label-classification`.
    public var name: String { "multi-label-classification" }

    /// `BertForSequenceClassification`.
    public var head: any TaskHead { SequenceClassificationHead(labelCount: labels.count) }

    /// The labels, in the order of the model's outputs.
    public var labelNames: [String] { labels.names }

    /// Thresholds, kind of input, and how long texts are read.
    public var settings: JSONObject {
        var members = hasPairs.map { [JSONObject.Member("hasPairs", .bool($0))] } ?? []
        members.append(.init("thresholds", .array(thresholds.map { JSONValue($0) })))
        return JSONObject(members + longTexts.settings)
    }

    /// Writes the labels, and that a text may have several.
    public func describe(in configuration: inout BERTConfiguration) {
        configuration.labels = labels.names
        configuration.problemType = .multiLabelClassification
    }

    /// The task in the model's order of labels, if they are the same.
    public func adopting(_ configuration: BERTConfiguration) -> (task: MultiLabelClassification, keepsHead: Bool) {
        guard configuration.problemType == .multiLabelClassification,
            let own = labels.inOrder(of: configuration.labels)
        else { return (self, false) }
        // So far all labels have the same threshold, whatever their order.
        var task = self
        task.labels = own
        return (task, true)
    }

    /// Takes up the threshold, and how long texts are read.
    public mutating func apply(_ options: TaskOptions) throws {
        try options.refuseOthers(than: Self.optionNames, task: name)
        hasPairs = options.hasPairs ?? hasPairs
        try longTexts.apply(options)
        guard let threshold = options.threshold else { return }
        thresholds = Array(repeating: threshold, count: labels.count)
        keepsThresholds = true
    }

    /// Checks labels and pairs.
    public func check(_ dataset: MultiLabelDataset) throws(DataError) {
        try PairCheck.check(dataset.texts, hasPairs: hasPairs)
        for example in dataset.examples { _ = try labels.flags(of: example, path: dataset.path) }
    }

    /// Labels that are rare, texts that are double, labels that contradict each other.
    public func warnings(training: MultiLabelDataset, validation: MultiLabelDataset?) throws -> [String] {
        try DataChecks.warnings(training: training, validation: validation, labels: labels).map { "note: \($0)" }
    }

    /// One feature per text, or per window of a long one.
    public func features(
        of dataset: MultiLabelDataset,
        context: FeatureContext,
        withTargets: Bool
    ) throws -> FeatureSet<TextFeature<[Bool]>> {
        try PairCheck.check(dataset.texts, hasPairs: hasPairs)
        return try context.features(of: dataset.texts, longTexts: longTexts) { example throws(DataError) in
            withTargets ? try labels.flags(of: example, path: dataset.path) : nil
        }
    }

    /// The windows of one text count as one text.
    public func lossWeight(of feature: TextFeature<[Bool]>, options: LossOptions) -> Double {
        feature.target == nil ? 0 : feature.weight
    }

    /// The texts that have each label.
    public func classCounts(of features: some Sequence<TextFeature<[Bool]>>) -> [Double]? {
        features.reduce(into: [Double](repeating: 0, count: labels.count)) { counts, feature in
            for (index, isSet) in (feature.target ?? []).enumerated() where isSet { counts[index] += feature.weight }
        }
    }

    /// Binary cross-entropy, the mean over a text's labels; class weights are those of the examples that have a label.
    public func loss(
        _ logits: Tensor,
        of features: [TextFeature<[Bool]>],
        options: LossOptions,
        normalizer: Double,
        tape: Tape
    ) -> Double {
        let smoothing = Float(options.labelSmoothing)
        let targets = features.flatMap { feature -> [Float] in
            let flags = feature.target ?? Array(repeating: false, count: labels.count)
            return flags.map { ($0 ? 1 : 0) * (1 - smoothing) + smoothing / 2 }
        }
        return tape.binaryCrossEntropy(
            logits,
            targets: targets,
            positiveWeights: options.classWeights,
            rowWeights: features.map { lossWeight(of: $0, options: options) },
            normalizer: normalizer * Double(labels.count)
        )
    }

    /// The sigmoid of each output, and the labels that reach their thresholds.
    public func decode(
        _ logits: [[Float]],
        features: [TextFeature<[Bool]>],
        dataset: MultiLabelDataset
    ) -> [MultiLabelPrediction] {
        let decoder = MultiLabelDecoder(labels: labels.names, thresholds: thresholds)
        return longTexts.combined(logits, features: features).map(decoder.decode)
    }

    /// F1 in its several means, and the rest.
    public func evaluate(
        _ answers: [MultiLabelPrediction],
        dataset: MultiLabelDataset
    ) throws -> MultiLabelEvaluation {
        let references = try dataset.examples.map { try labels.flags(of: $0, path: dataset.path) }
        return MultiLabelEvaluation(
            metrics: MultiLabelMetrics(
                labelNames: labels.names,
                predictions: answers.map(\.isGiven),
                references: references,
                scores: answers.map(\.scores)
            ),
            thresholds: thresholds
        )
    }

    /// The same figures for samples.
    public func sampledMetrics(
        of answers: [MultiLabelPrediction],
        dataset: MultiLabelDataset
    ) throws -> (any SampledMetrics)? {
        SampledMultiLabel(
            labelNames: labels.names,
            predictions: answers.map(\.isGiven),
            references: try dataset.examples.map { try labels.flags(of: $0, path: dataset.path) }
        )
    }

    /// What ``evaluate(_:dataset:)`` gives.
    public var metricNames: [String] { MultiLabelEvaluation.names }

    /// `microF1`.
    public var decidingMetric: String { "microF1" }

    /// For each label the threshold with the highest F1.
    public func calibrated(on answers: [MultiLabelPrediction], dataset: MultiLabelDataset) throws -> Self? {
        guard !keepsThresholds else { return nil }
        let references = try dataset.examples.map { try labels.flags(of: $0, path: dataset.path) }
        var task = self
        task.thresholds = labels.names.indices.map { label in
            LabelThreshold.maximizingF1(
                scores: answers.map { $0.scores[label] },
                references: references.map { $0[label] }
            ).threshold
        }
        return task
    }
}

// MARK: - Answers

extension MultiLabelClassification {
    /// A text or a pair.
    public var sampleInput: TaskInput { .sample(hasPairs: hasPairs) }

    /// A text or a pair.
    public func example(_ question: TaskInput) throws -> TextExample {
        TextExample(text: question.text, pair: question.pair)
    }

    /// The labels with their probabilities, and the text; where more than one label is asked for, the most likely ones
    /// whether they are given or not.
    public func line(_ answer: MultiLabelPrediction, of example: TextExample, format: AnswerFormat) -> String {
        let labels = format.topCount > 1 ? Array(answer.allLabels.prefix(format.topCount)) : answer.labels
        let told = labels.map { "\($0.label) \(AnswerText.fixed($0.score, 4))" }.joined(separator: ", ")
        return (told.isEmpty ? "(none)" : told) + "\t" + AnswerText.onOneLine(example)
    }

    /// Text and labels, each with its probability.
    public func json(_ answer: MultiLabelPrediction, of example: TextExample, format: AnswerFormat) -> JSONObject {
        func array(_ labels: some Sequence<ClassificationPrediction.ScoredLabel>) -> JSONValue {
            .array(labels.map { ["label": .string($0.label), "score": JSONValue($0.score)] })
        }
        var members = AnswerText.members(of: example)
        members.append(.init("labels", array(answer.labels)))
        if format.topCount > 1 {
            members.append(.init("scores", array(answer.allLabels.prefix(format.topCount))))
        }
        if format.includesLogits {
            members.append(.init("logits", .array(answer.logits.map { JSONValue(Double($0)) })))
        }
        return JSONObject(members)
    }
}
