public import EvaluationMetrics
internal import BERT
internal import Tensors
public import TextData

/// How a model did on examples whose answers are known.
public struct ModelEvaluation<Task: BERTTask>: Sendable {
    /// The scores.
    public let evaluation: Task.Evaluation
    /// The mean loss, without smoothing or class weights.
    public let loss: Double
    /// What the model said, in the examples' order.
    public let answers: [Task.Answer]
    /// What did not fit.
    public let truncation: TruncationReport

    /// The values of `metrics.jsonl`: the loss, then the metrics in their order.
    public var values: [MetricValue] {
        [MetricValue("loss", loss)] + evaluation.values
    }
}

extension TaskModel {
    /// The names of ``ModelEvaluation/values``.
    public var metricNames: [String] {
        ["loss"] + task.metricNames
    }

    /// Tokenizes examples.
    ///
    /// - Parameters:
    ///   - dataset: The examples.
    ///   - withTargets: Whether each must say what the model should answer.
    /// - Returns: The features in the examples' order, and what did not fit.
    /// - Throws: ``/TextData/DataError``, naming the line.
    public func features(of dataset: Task.Dataset, withTargets: Bool = true) throws -> FeatureSet<Task.Feature> {
        try task.features(
            of: dataset,
            context: FeatureContext(
                tokenizer: tokenizer,
                maximumLength: maximumLength,
                segmentCount: model.configuration.typeVocabularySize,
                threads: threadCount
            ),
            withTargets: withTargets
        )
    }

    /// The head's raw outputs for features.
    ///
    /// - Parameter features: The tokenized examples.
    /// - Returns: `[features][rows * outputs]`, in the features' order.
    public func logits<Features: RandomAccessCollection<Task.Feature>>(_ features: Features) -> [[Float]]
    where Features.Index == Int {
        outputs(features, withLoss: false).logits
    }

    /// Answers examples.
    ///
    /// - Parameter dataset: The examples.
    /// - Returns: An answer for each, in their order, and what did not fit.
    /// - Throws: ``/TextData/DataError`` if a text cannot be tokenized.
    public func answers(
        for dataset: Task.Dataset
    ) throws -> (answers: [Task.Answer], truncation: TruncationReport) {
        let set = try features(of: dataset, withTargets: false)
        return (task.decode(logits(set.features), features: Array(set.features), dataset: dataset), set.truncation)
    }

    /// Answers examples whose answers are known, and scores them.
    ///
    /// - Parameter dataset: The examples, all with targets.
    /// - Returns: The scores.
    /// - Throws: ``/TextData/DataError`` if a label is missing or unknown.
    public func evaluate(_ dataset: Task.Dataset) throws -> ModelEvaluation<Task> {
        try task.check(dataset)
        return try evaluate(features(of: dataset), of: dataset)
    }

    /// Scores the answers to examples that have been tokenized.
    ///
    /// - Parameters:
    ///   - set: The features, all with targets.
    ///   - dataset: The examples they were made of.
    /// - Returns: The scores.
    /// - Throws: ``/TextData/DataError`` if an example can't be scored.
    public func evaluate(
        _ set: FeatureSet<Task.Feature>,
        of dataset: Task.Dataset
    ) throws -> ModelEvaluation<Task> {
        let (logits, loss) = outputs(set.features, withLoss: true)
        let answers = task.decode(logits, features: Array(set.features), dataset: dataset)
        return ModelEvaluation(
            evaluation: try task.evaluate(answers, dataset: dataset),
            loss: loss,
            answers: answers,
            truncation: set.truncation
        )
    }

    /// Scores the answers with thresholds that are chosen on these very examples.
    ///
    /// The scores are a little better than they would be on others, as with any choice made on validation data.
    ///
    /// - Parameters:
    ///   - set: The features, all with targets.
    ///   - dataset: The examples they were made of.
    /// - Returns: The scores, and the task with its thresholds, which this model does not have yet.
    /// - Throws: ``/TextData/DataError`` if an example can't be scored.
    package func evaluateCalibrating(
        _ set: FeatureSet<Task.Feature>,
        of dataset: Task.Dataset
    ) throws -> (evaluation: ModelEvaluation<Task>, task: Task) {
        let (logits, loss) = outputs(set.features, withLoss: true)
        let features = Array(set.features)
        var answers = task.decode(logits, features: features, dataset: dataset)
        let calibrated = try task.calibrated(on: answers, dataset: dataset)
        if let calibrated { answers = calibrated.decode(logits, features: features, dataset: dataset) }
        let task = calibrated ?? self.task
        let evaluation = ModelEvaluation<Task>(
            evaluation: try task.evaluate(answers, dataset: dataset),
            loss: loss,
            answers: answers,
            truncation: set.truncation
        )
        return (evaluation, task)
    }

    /// The outputs for features, batch by batch, and the mean loss where it is asked for.
    private func outputs<Features: RandomAccessCollection<Task.Feature>>(
        _ features: Features,
        withLoss: Bool
    ) -> (logits: [[Float]], loss: Double) where Features.Index == Int {
        var rows = [[Float]](repeating: [], count: features.count)
        var (loss, weight) = (0.0, 0.0)
        for indices in InferenceBatches.batches(lengths: features.map(\.inputIDs.count)) {
            let batch = indices.map { features[$0] }
            let packed = PackedBatch(batch)
            let tape = Tape(device: model.device)
            let logits = model.logits(packed, tape: tape)
            if withLoss {
                loss += task.loss(logits, of: batch, options: LossOptions(), normalizer: 1, tape: tape)
                weight += batch.reduce(0) { $0 + task.lossWeight(of: $1, options: LossOptions()) }
            }
            let values = model.device.read(logits)
            let hasRowPerToken = logits.rowCount == packed.tokenCount && packed.tokenCount != packed.sequenceCount
            for (position, index) in indices.enumerated() {
                let first = hasRowPerToken ? packed.sequenceOffsets[position] : position
                let last = hasRowPerToken ? packed.sequenceOffsets[position + 1] : position + 1
                rows[index] = Array(values[(first * logits.columnCount)..<(last * logits.columnCount)])
            }
        }
        return (rows, weight > 0 ? loss / weight : 0)
    }
}

extension PackedBatch {
    /// Packs features.
    package init(_ features: [some TaskFeature]) {
        self.init(tokenIDs: features.map(\.inputIDs), tokenTypeIDs: features.map(\.tokenTypeIDs))
    }
}
