public import BERT
public import EvaluationMetrics
public import Tensors
public import TextData

/// Extractive question answering: the part of a text that answers a question, or that there is none.
///
/// ```swift
/// let model = try QuestionAnswerer(folder: "runs/squad")
/// let answer = try model.answer("Who founded Tesla?", in: "Tesla was founded by Elon Musk in 2003.")
/// print(answer.text)
/// ```
public struct QuestionAnswering: BERTTask {
    /// How answers are found in the scores.
    public var decoder: AnswerDecoder
    /// Whether "no answer" is an answer; `nil` if nobody knows, as of a folder that BERTune did not write: then it is
    /// one where the data have questions without answer, or say nothing of answers.
    public var allowsNoAnswer: Bool?
    /// How long contexts are cut into windows.
    public var stride: WindowStride
    /// Whether the threshold for "no answer" is to be chosen on validation data.
    var choosesThreshold = true

    /// A task.
    ///
    /// - Parameters:
    ///   - allowsNoAnswer: Whether "no answer" is an answer; `nil` leaves it to the data.
    ///   - decoder: How answers are found in the scores.
    ///   - stride: How long contexts are cut into windows.
    public init(
        allowsNoAnswer: Bool? = nil,
        decoder: AnswerDecoder = AnswerDecoder(),
        stride: WindowStride = .standard
    ) {
        self.allowsNoAnswer = allowsNoAnswer
        self.decoder = decoder
        self.stride = stride
    }

    /// `question-answering`.
    public var name: String { "question-answering" }

    /// `BertForQuestionAnswering`.
    public var head: any TaskHead { QuestionAnsweringHead() }

    /// 384, as for SQuAD.
    public static var usualLength: Int { 384 }

    /// What makes a window of the context.
    public func features(
        of dataset: QuestionDataset,
        context: FeatureContext,
        withTargets: Bool
    ) throws -> FeatureSet<QuestionFeature> {
        guard context.segmentCount >= 2 else {
            throw DataError(
                .tokenizationFailed,
                "the model has \(context.segmentCount) segments (type_vocab_size), too few for a question and its text",
                path: dataset.path
            )
        }
        let builder = QuestionFeatureBuilder(
            tokenizer: context.tokenizer,
            maximumLength: context.maximumLength,
            stride: stride,
            threads: context.threads
        )
        return try builder.features(of: dataset, withTargets: withTargets)
    }

    /// The head's weights are kept, as there are no labels that could differ.
    public func adopting(_ configuration: BERTConfiguration) -> (task: QuestionAnswering, keepsHead: Bool) {
        (self, true)
    }

    /// Says nothing of labels: transformers then gives the head its two outputs.
    public func describe(in configuration: inout BERTConfiguration) {
        configuration.labels = []
    }

    /// Checks that it is known of every question what its answer is, or that there is none.
    public func check(_ dataset: QuestionDataset) throws(DataError) {
        guard let example = dataset.examples.first(where: { !$0.isLabelled }) else { return }
        throw DataError(
            .missingLabel,
            "question '\(example.id)' has no answers; write \"answers\": [] if its context holds none",
            path: dataset.path,
            line: example.line > 0 ? example.line : nil
        )
    }

    /// What was wrong with answers, and what became of them.
    public func warnings(training: QuestionDataset, validation: QuestionDataset?) -> [String] {
        var warnings = (training.warnings + (validation?.warnings ?? [])).map { "note: \($0)" }
        if let validation, validation.hasImpossibleQuestions, allowsNoAnswer == false {
            warnings.append(
                "note: \(validation.path): there are questions without answer, and none in the training data; every "
                    + "question will be given an answer"
            )
        }
        return warnings
    }

    /// 1 for a window whose positions are known.
    public func lossWeight(of feature: QuestionFeature, options: LossOptions) -> Double {
        feature.startPosition == nil ? 0 : 1
    }

    /// Half the sum of the cross-entropies of start and end.
    public func loss(
        _ logits: Tensor,
        of features: [QuestionFeature],
        options: LossOptions,
        normalizer: Double,
        tape: Tape
    ) -> Double {
        tape.spanLoss(
            logits,
            sequenceOffsets: features.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.inputIDs.count) },
            startPositions: features.map { $0.startPosition ?? -1 },
            endPositions: features.map { $0.endPosition ?? -1 },
            labelSmoothing: options.labelSmoothing,
            normalizer: normalizer
        )
    }

    /// The best part of each question's context over all its windows; "no answer" where a context has no tokens.
    public func decode(
        _ logits: [[Float]],
        features: [QuestionFeature],
        dataset: QuestionDataset
    ) -> [QuestionAnswer] {
        decoder(for: dataset).decode(logits, features: features, examples: dataset.examples)
    }

    private func decoder(for dataset: QuestionDataset) -> AnswerDecoder {
        var decoder = decoder
        decoder.allowsNoAnswer =
            allowsNoAnswer ?? (dataset.hasImpossibleQuestions || !dataset.examples.allSatisfy(\.isLabelled))
        return decoder
    }
}

// MARK: - Scores and thresholds

extension QuestionAnswering {
    /// Exact match and F1, as the official scorers have them.
    public func evaluate(_ answers: [QuestionAnswer], dataset: QuestionDataset) throws -> QuestionEvaluation {
        try check(dataset)
        return QuestionEvaluation(answers, dataset: dataset, allowsNoAnswer: decoder(for: dataset).allowsNoAnswer)
    }

    /// Exact match and F1 for samples of the questions.
    public func sampledMetrics(
        of answers: [QuestionAnswer],
        dataset: QuestionDataset
    ) throws -> (any SampledMetrics)? {
        SampledAnswers(metrics: try evaluate(answers, dataset: dataset).metrics)
    }

    /// What there is for any data; scores with and without answer come with those that have both.
    public var metricNames: [String] {
        let threshold = ["bestExactMatch", "bestExactMatchThreshold", "bestF1", "bestF1Threshold"]
        return ["exactMatch", "f1"] + (allowsNoAnswer == true ? threshold : [])
    }

    /// `f1`.
    public var decidingMetric: String { "f1" }

    /// The task with the threshold of the best F1.
    public func calibrated(on answers: [QuestionAnswer], dataset: QuestionDataset) throws -> QuestionAnswering? {
        guard choosesThreshold, decoder(for: dataset).allowsNoAnswer, dataset.hasImpossibleQuestions,
            let threshold = QuestionEvaluation(answers, dataset: dataset, allowsNoAnswer: true).bestThreshold
        else { return nil }
        var task = self
        task.decoder.nullThreshold = threshold
        return task
    }
}

// MARK: - One question

/// A BERT that answers questions from texts.
public typealias QuestionAnswerer = TaskModel<QuestionAnswering>

extension TaskModel where Task == QuestionAnswering {
    /// Answers a question from a text.
    ///
    /// - Parameters:
    ///   - question: The question.
    ///   - context: The text, however long: what is longer than ``maximumLength`` is read in windows.
    /// - Returns: The answer.
    /// - Throws: ``/TextData/DataError`` if a text cannot be tokenized.
    public func answer(_ question: String, in context: String) throws -> QuestionAnswer {
        let example = QuestionExample(id: "1", question: question, context: context)
        return try answers(for: QuestionDataset(examples: [example])).answers[0]
    }
}
