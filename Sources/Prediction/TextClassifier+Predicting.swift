internal import BERT
public import EvaluationMetrics
internal import Tensors
public import TextData
public import Tokenization

/// How a classifier did on labelled examples.
public struct ClassificationEvaluation: Sendable {
    /// Accuracy, F1 and the rest.
    public let metrics: ClassificationMetrics
    /// The mean cross-entropy.
    public let loss: Double
    /// How much was cut off.
    public let truncation: TruncationReport
    /// What the classifier said, in the examples' order.
    public let predictions: [ClassificationPrediction]

    /// The values of `metrics.jsonl`: the loss, then the metrics in their order.
    public var values: [(name: String, value: Double)] {
        [("loss", loss)] + metrics.values.map { ($0.name, $0.value) }
    }

    /// The names of ``values``, which depend on the number of labels.
    ///
    /// - Parameter labels: The labels of the task.
    /// - Returns: The names, in the same order.
    public static func metricNames(labels: LabelSet) -> [String] {
        // Which there are depends only on whether the labels are two; a matrix of all of them is not needed for that.
        let names = Array(labels.names.prefix(3))
        return ["loss"] + ClassificationMetrics(labelNames: names, predictions: [], references: []).values.map(\.name)
    }
}

extension TextClassifier {
    /// The decoder of this classifier's logits.
    public var decoder: ClassificationDecoder {
        ClassificationDecoder(labels: labels.names)
    }

    /// Tokenizes examples.
    ///
    /// - Parameters:
    ///   - examples: The texts.
    ///   - path: Their file, for errors.
    ///   - withLabels: Whether each must have one of the classifier's labels.
    /// - Returns: The features in the examples' order, and how much was cut off.
    /// - Throws: ``/TextData/DataError`` if a label is missing or unknown, or the model can't take a pair of texts.
    public func features(
        of examples: [TextExample],
        path: String? = nil,
        withLabels: Bool = true
    ) throws(DataError) -> (features: [ClassificationFeature], truncation: TruncationReport) {
        let builder = FeatureBuilder(
            tokenizer: tokenizer,
            labels: withLabels ? labels : nil,
            maximumLength: maximumLength,
            threads: threadCount
        )
        let built = try builder.features(for: examples, path: path)
        let segmentCount = model.configuration.typeVocabularySize
        for (feature, example) in zip(built.features, examples) {
            guard let highest = feature.tokenTypeIDs.max(), Int(highest) >= segmentCount else { continue }
            throw DataError(
                .tokenizationFailed,
                "the model has \(segmentCount) segments (type_vocab_size), too few for a pair of texts",
                path: path,
                line: example.line > 0 ? example.line : nil
            )
        }
        return built
    }

    /// The head's raw outputs for features.
    ///
    /// - Parameter features: The tokenized texts.
    /// - Returns: `[features][labels]`, in the features' order.
    public func logits(_ features: [ClassificationFeature]) -> [[Float]] {
        var rows = [[Float]](repeating: [], count: features.count)
        for batch in InferenceBatches.batches(lengths: features.map(\.count)) {
            let packed = PackedBatch(
                tokenIDs: batch.map { features[$0].inputIDs },
                tokenTypeIDs: batch.map { features[$0].tokenTypeIDs }
            )
            let output = model.device.read(model.logits(packed, tape: Tape(device: model.device)))
            for (row, index) in batch.enumerated() {
                rows[index] = Array(output[(row * labels.count)..<((row + 1) * labels.count)])
            }
        }
        return rows
    }

    /// Classifies texts.
    ///
    /// - Parameter inputs: The texts or pairs.
    /// - Returns: A prediction for each, in their order, and how much was cut off.
    /// - Throws: ``/TextData/DataError`` if a text cannot be tokenized.
    public func predict(
        reporting inputs: [TextInput]
    ) throws -> (predictions: [ClassificationPrediction], truncation: TruncationReport) {
        let examples = inputs.enumerated().map {
            TextExample(text: $1.text, pair: $1.pair, label: nil, line: $0 + 1)
        }
        let (features, truncation) = try features(of: examples, withLabels: false)
        return (logits(features).map(decoder.decode), truncation)
    }

    /// Classifies texts.
    ///
    /// - Parameter inputs: The texts or pairs; what is longer than ``maximumLength`` is cut.
    /// - Returns: A prediction for each, in their order.
    /// - Throws: ``/TextData/DataError`` if a text cannot be tokenized.
    public func predict(_ inputs: [TextInput]) throws -> [ClassificationPrediction] {
        try predict(reporting: inputs).predictions
    }

    /// Classifies one text.
    ///
    /// - Parameter text: The text; what is longer than ``maximumLength`` is cut.
    /// - Returns: The labels by probability.
    /// - Throws: ``/TextData/DataError`` if the text cannot be tokenized.
    public func predict(_ text: String) throws -> ClassificationPrediction {
        let (features, _) = try features(of: [TextExample(text: text)], withLabels: false)
        return decoder.decode(logits(features)[0])
    }

    /// Classifies labelled examples and scores the answers.
    ///
    /// - Parameter dataset: The examples, all labelled.
    /// - Returns: The scores.
    /// - Throws: ``/TextData/DataError`` if a label is missing or unknown.
    public func evaluate(_ dataset: TextDataset) throws -> ClassificationEvaluation {
        try labels.check(dataset)
        let (features, truncation) = try features(of: dataset.examples, path: dataset.path)
        return evaluate(features, truncation: truncation)
    }

    /// Classifies labelled features and scores the answers.
    ///
    /// - Parameters:
    ///   - features: The tokenized examples, all labelled.
    ///   - truncation: What tokenizing them cut off.
    /// - Returns: The scores.
    /// - Precondition: Every feature has a label.
    public func evaluate(
        _ features: [ClassificationFeature],
        truncation: TruncationReport
    ) -> ClassificationEvaluation {
        let references = features.compactMap(\.label)
        precondition(
            references.count == features.count,
            "\(features.count - references.count) of \(features.count) features have no label to compare with."
        )
        let predictions = logits(features).map(decoder.decode)
        let losses = zip(predictions, references).map { -logSoftmax($0.logits)[$1] }
        return ClassificationEvaluation(
            metrics: ClassificationMetrics(
                labelNames: labels.names,
                predictions: predictions.map(\.best),
                references: references
            ),
            loss: losses.reduce(0, +) / Double(max(losses.count, 1)),
            truncation: truncation,
            predictions: predictions
        )
    }
}
