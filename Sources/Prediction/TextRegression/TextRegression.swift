public import BERT
public import EvaluationMetrics
public import StrictJSON
public import Tensors
public import TextData

/// What a model says about a text: a number.
public struct ScorePrediction: Sendable, Equatable {
    /// The number, within the range of the training data.
    public let score: Double
    /// The head's raw output.
    public let logit: Float
}

/// A BERT that gives texts, or pairs of texts, a number.
///
/// ```swift
/// let model = try TextScorer(folder: "runs/similarity")
/// let answers = try model.answers(for: ScoredTextDataset(examples: [TextExample(text: "a cat", pair: "a dog")]))
/// print(answers.answers[0].score)
/// ```
public typealias TextScorer = TaskModel<TextRegression>

/// A number for every text, or every pair of texts: a rating, a similarity.
///
/// The model is trained on the numbers as they are, with the mean squared error; what it says is clipped to the range
/// that the training data have.
public struct TextRegression: RegisteredTask {
    /// The lowest and the highest number that is told; `nil` tells the head's output as it is.
    public var range: ClosedRange<Double>?
    /// Whether the examples are pairs of texts; `nil` if nobody knows.
    public var hasPairs: Bool?
    /// What happens to texts that are longer than the model's length.
    public var longTexts = LongTexts()

    /// `hasPairs`, `longTexts`, `windowOverlap`, `lowestScore` and `highestScore`.
    public static let optionNames: Set = ["hasPairs", "longTexts", "windowOverlap", "lowestScore", "highestScore"]

    /// `BertForSequenceClassification`.
    public static var architecture: String { SequenceClassificationHead.architecture }

    /// True.
    public static var learnsNumbers: Bool { true }

    /// Whether there is one output, a number.
    public static func suits(_ configuration: BERTConfiguration) -> Bool {
        guard let type = configuration.problemType else { return configuration.labels.count == 1 }
        return type == .regression
    }

    /// A task for a range of numbers.
    ///
    /// - Parameters:
    ///   - range: The lowest and the highest number that is told; `nil` tells the head's output as it is.
    ///   - hasPairs: Whether the examples are pairs of texts; `nil` takes both.
    public init(range: ClosedRange<Double>? = nil, hasPairs: Bool? = nil) {
        self.range = range
        self.hasPairs = hasPairs
    }

    /// The task that training data ask for.
    public init(training: ScoredTextDataset, options: TaskOptions) throws {
        if options.labels != nil {
            throw TaskOptionError("text-regression gives numbers and has no labels; leave it out", option: "labels")
        }
        hasPairs = options.hasPairs ?? training.texts.hasPairs
        try check(training)
        var (lowest, highest) = (Double.infinity, -Double.infinity)
        for example in training.examples {
            let score = try training.score(of: example)
            (lowest, highest) = (min(lowest, score), max(highest, score))
        }
        guard lowest < highest else {
            throw DataError(
                .invalidField,
                "all examples have the same number, from which nothing can be learnt; check the numbers' column",
                path: training.path,
                field: training.texts.columns.label
            )
        }
        range = lowest...highest
        try apply(options)
    }

    /// The task of a fine-tuned model.
    public init(configuration: BERTConfiguration, settings: JSONObject) throws {
        let type = configuration.problemType
        guard type == .regression || type == nil && configuration.labels.count == 1 else {
            throw TaskMismatch("problem_type: the model is for \(type?.rawValue ?? "classes"), which gives no number")
        }
        guard configuration.labels.count <= 1 else {
            throw TaskMismatch(
                "id2label: a model of \(configuration.labels.count) numbers; BERTune reads models of one"
            )
        }
        hasPairs = try PairCheck.hasPairs(in: settings)
        longTexts = try LongTexts(settings: settings)
        if let lowest = settings["lowestScore"]?.double, let highest = settings["highestScore"]?.double {
            guard lowest < highest else {
                throw TaskMismatch(setting: "lowestScore: a number below highestScore was expected")
            }
            range = lowest...highest
        }
    }

    /// `text-regression`, or `sentence-similarity` for pairs.
    public var name: String {
        hasPairs == true ? "sentence-similarity" : "text-regression"
    }

    /// `BertForSequenceClassification` with one output.
    public var head: any TaskHead { SequenceClassificationHead(labelCount: 1) }

    /// Range, kind of input, and how long texts are read.
    public var settings: JSONObject {
        var members = hasPairs.map { [JSONObject.Member("hasPairs", .bool($0))] } ?? []
        if let range {
            members.append(.init("lowestScore", JSONValue(range.lowerBound)))
            members.append(.init("highestScore", JSONValue(range.upperBound)))
        }
        return JSONObject(members + longTexts.settings)
    }

    /// Writes that there is one output, a number.
    public func describe(in configuration: inout BERTConfiguration) {
        // transformers counts the outputs by these names.
        configuration.labels = ["LABEL_0"]
        configuration.problemType = .regression
    }

    /// The head of a model that gives a number, too, is kept.
    public func adopting(_ configuration: BERTConfiguration) -> (task: TextRegression, keepsHead: Bool) {
        let isRegression = configuration.problemType == nil || configuration.problemType == .regression
        return (self, isRegression && configuration.labels.count == 1)
    }

    /// Takes up the range, and how long texts are read.
    public mutating func apply(_ options: TaskOptions) throws {
        try options.refuseOthers(than: Self.optionNames, task: name)
        if options.longTexts == .max {
            throw TaskOptionError(
                "the highest of several windows' numbers is none for the whole text; say mean or cut",
                option: "longTexts"
            )
        }
        hasPairs = options.hasPairs ?? hasPairs
        try longTexts.apply(options)
        guard options.lowestScore != nil || options.highestScore != nil else { return }
        guard let lowest = options.lowestScore ?? range?.lowerBound,
            let highest = options.highestScore ?? range?.upperBound, lowest < highest
        else {
            throw TaskOptionError("the lowest score must be given with a highest one above it", option: "lowestScore")
        }
        range = lowest...highest
    }

    /// Checks numbers and pairs.
    public func check(_ dataset: ScoredTextDataset) throws(DataError) {
        try PairCheck.check(dataset.texts, hasPairs: hasPairs)
        for example in dataset.examples { _ = try dataset.score(of: example) }
    }

    /// Texts that are double, and numbers that contradict each other.
    public func warnings(training: ScoredTextDataset, validation: ScoredTextDataset?) throws -> [String] {
        try DataChecks.warnings(training: training, validation: validation).map { "note: \($0)" }
    }

    /// One feature per text, or per window of a long one.
    public func features(
        of dataset: ScoredTextDataset,
        context: FeatureContext,
        withTargets: Bool
    ) throws -> FeatureSet<TextFeature<Float>> {
        try PairCheck.check(dataset.texts, hasPairs: hasPairs)
        return try context.features(of: dataset.texts, longTexts: longTexts) { example throws(DataError) in
            withTargets ? Float(try dataset.score(of: example)) : nil
        }
    }

    /// The windows of one text count as one text.
    public func lossWeight(of feature: TextFeature<Float>, options: LossOptions) -> Double {
        feature.target == nil ? 0 : feature.weight
    }

    /// The mean squared error.
    public func loss(
        _ logits: Tensor,
        of features: [TextFeature<Float>],
        options: LossOptions,
        normalizer: Double,
        tape: Tape
    ) -> Double {
        tape.meanSquaredError(
            logits,
            targets: features.map { $0.target ?? 0 },
            rowWeights: features.map { lossWeight(of: $0, options: options) },
            normalizer: normalizer
        )
    }

    /// The output, within the range.
    public func decode(
        _ logits: [[Float]],
        features: [TextFeature<Float>],
        dataset: ScoredTextDataset
    ) -> [ScorePrediction] {
        longTexts.combined(logits, features: features).map { row in
            let logit = row.first ?? 0
            let score = Double(logit)
            return ScorePrediction(
                score: range.map { min(max(score, $0.lowerBound), $0.upperBound) } ?? score,
                logit: logit
            )
        }
    }

    /// Correlations and errors.
    public func evaluate(_ answers: [ScorePrediction], dataset: ScoredTextDataset) throws -> RegressionEvaluation {
        let references = try dataset.examples.map { try dataset.score(of: $0) }
        return RegressionEvaluation(
            metrics: RegressionMetrics(predictions: answers.map(\.score), references: references)
        )
    }

    /// The same figures for samples.
    public func sampledMetrics(
        of answers: [ScorePrediction],
        dataset: ScoredTextDataset
    ) throws -> (any SampledMetrics)? {
        SampledRegression(
            predictions: answers.map(\.score),
            references: try dataset.examples.map { try dataset.score(of: $0) }
        )
    }

    /// `pearson`, `spearman`, `meanSquaredError`, `meanAbsoluteError`.
    public var metricNames: [String] { RegressionEvaluation.names }

    /// `pearson`.
    public var decidingMetric: String { "pearson" }
}

// MARK: - Answers

extension TextRegression {
    /// A text or a pair.
    public var sampleInput: TaskInput { .sample(hasPairs: hasPairs) }

    /// A text or a pair.
    public func example(_ question: TaskInput) throws -> TextExample {
        TextExample(text: question.text, pair: question.pair)
    }

    /// Number and text.
    public func line(_ answer: ScorePrediction, of example: TextExample, format: AnswerFormat) -> String {
        "\(AnswerText.fixed(answer.score, 4))\t" + AnswerText.onOneLine(example)
    }

    /// Text and number.
    public func json(_ answer: ScorePrediction, of example: TextExample, format: AnswerFormat) -> JSONObject {
        var members = AnswerText.members(of: example)
        members.append(.init("score", JSONValue(answer.score)))
        if format.includesLogits { members.append(.init("logits", .array([JSONValue(Double(answer.logit))]))) }
        return JSONObject(members)
    }
}
