public import TextData
public import Tokenization

/// A BERT that puts texts, or pairs of texts, into classes: model, tokenizer and labels together.
///
/// ```swift
/// let classifier = try TextClassifier(folder: "runs/intents")
/// let answers = try classifier.predict([TextInput("where is my parcel?")])
/// print(answers[0].labels[0].label)
/// ```
public typealias TextClassifier = TaskModel<TextClassification>

extension TaskModel where Task == TextClassification {
    /// Loads a pretrained or fine-tuned model to be trained on the given labels.
    ///
    /// A head that stands for the very same labels is kept; any other is created anew.
    ///
    /// - Parameters:
    ///   - pretrained: The model folder.
    ///   - labels: The labels of the training data.
    ///   - threads: The number of threads; `nil` uses every core.
    ///   - maximumLength: The most tokens of a text; `nil` takes the model's limit, at most 512.
    ///   - seed: Decides the weights of a new head.
    /// - Throws: ``/BERT/ModelError``, ``/Checkpoints/CheckpointError`` or ``/Tokenization/TokenizationError``;
    ///   ``PredictionError`` with code `vocabularyMismatch` or `badLength` if tokenizer or length don't suit the model.
    public convenience init(
        pretrained: String,
        labels: LabelSet,
        threads: Int? = nil,
        maximumLength: Int? = nil,
        seed: UInt64 = 42
    ) throws {
        try self.init(
            pretrained: pretrained,
            task: TextClassification(labels: labels),
            threads: threads,
            maximumLength: maximumLength,
            seed: seed
        )
    }

    /// The labels, in the order of the model's outputs.
    public var labels: LabelSet { task.labels }

    /// Classifies texts.
    ///
    /// - Parameter inputs: The texts or pairs; what is longer than ``maximumLength`` is cut.
    /// - Returns: A prediction for each, in their order.
    /// - Throws: ``/TextData/DataError`` if a text cannot be tokenized.
    public func predict(_ inputs: [TextInput]) throws -> [ClassificationPrediction] {
        let examples = inputs.enumerated().map { TextExample(text: $1.text, pair: $1.pair, line: $0 + 1) }
        return try answers(for: TextDataset(examples: examples)).answers
    }

    /// Classifies one text.
    ///
    /// - Parameter text: The text; what is longer than ``maximumLength`` is cut.
    /// - Returns: The labels by probability.
    /// - Throws: ``/TextData/DataError`` if the text cannot be tokenized.
    public func predict(_ text: String) throws -> ClassificationPrediction {
        try answers(for: TextDataset(examples: [TextExample(text: text)])).answers[0]
    }
}
