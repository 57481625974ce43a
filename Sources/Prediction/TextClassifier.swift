public import BERT
internal import Checkpoints
internal import Foundation
internal import Tensors
public import TextData
public import Tokenization

/// A BERT that puts texts, or pairs of texts, into classes: model, tokenizer and labels together.
///
/// ```swift
/// let classifier = try TextClassifier(folder: "runs/intents")
/// let answers = try classifier.predict([TextInput("where is my parcel?")])
/// print(answers[0].labels[0].label)
/// ```
public final class TextClassifier {
    /// The network and its weights.
    public let model: BERTModel
    /// The tokenizer that belongs to the weights.
    public let tokenizer: Tokenizer
    /// The labels, in the order of the model's outputs.
    public let labels: LabelSet
    /// The most tokens of a text, special tokens included; longer texts are cut, and that is reported.
    public let maximumLength: Int
    /// What loading created, replaced or ignored, in sentences.
    public let loadingNotes: [String]
    /// The name or folder that the model was loaded from.
    public let source: String

    /// Loads a fine-tuned classifier: a run folder, or a transformers folder with a classification head.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - threads: The number of threads; `nil` uses every core.
    ///   - maximumLength: The most tokens of a text; `nil` takes the tokenizer's limit, which in a run folder is the
    ///     length trained with, or 512 where it has none.
    /// - Throws: ``/BERT/ModelError``, ``/Checkpoints/CheckpointError`` or ``/Tokenization/TokenizationError``;
    ///   ``PredictionError`` with code `noHead` if the folder holds no fine-tuned classifier, `vocabularyMismatch` or
    ///   `badLength` if tokenizer or length don't suit the model.
    public convenience init(folder: String, threads: Int? = nil, maximumLength: Int? = nil) throws {
        var configuration = try BERTConfiguration(folder: folder)
        // transformers leaves two labels that were never named out of the file.
        if configuration.labels.isEmpty { configuration.labels = ["LABEL_0", "LABEL_1"] }
        try self.init(
            folder: folder,
            configuration: configuration,
            labels: TextClassifier.labels(of: configuration, folder: folder),
            threads: threads,
            maximumLength: maximumLength,
            isFineTuned: true,
            seed: 0
        )
        guard loadedHead else {
            throw PredictionError(
                .noHead,
                "holds no classifier.weight for its \(labels.count) labels; train it first",
                path: folder
            )
        }
    }

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
        var configuration = try BERTConfiguration(folder: pretrained)
        let ownLabels = TextClassifier.labels(of: configuration, ifTheyAre: labels)
        let labels = ownLabels ?? labels
        // A file that names no labels has a head for two, which may be these.
        let keepsHead = configuration.labels.isEmpty ? labels.count == 2 : ownLabels != nil
        configuration.labels = labels.names
        configuration.problemType = nil
        try self.init(
            folder: pretrained,
            configuration: configuration,
            labels: labels,
            threads: threads,
            maximumLength: maximumLength,
            isFineTuned: false,
            seed: seed,
            keepsHead: keepsHead
        )
    }

    private let loadedHead: Bool

    private init(
        folder: String,
        configuration: BERTConfiguration,
        labels: LabelSet,
        threads: Int?,
        maximumLength: Int?,
        isFineTuned: Bool,
        seed: UInt64,
        keepsHead: Bool = true
    ) throws {
        tokenizer = try Tokenizer(folder: folder)
        guard tokenizer.vocabulary.count <= configuration.vocabularySize else {
            throw PredictionError(
                .vocabularyMismatch,
                "the tokenizer has \(tokenizer.vocabulary.count) words, the model "
                    + "\(configuration.vocabularySize) (vocab_size); they do not belong together",
                path: folder
            )
        }
        try TextClassifier.checkSegments(of: tokenizer, configuration, folder: folder)
        if let maximumLength, maximumLength > configuration.maxPositionEmbeddings || maximumLength < 3 {
            throw PredictionError(
                .badLength,
                "a maximum length of \(maximumLength); this model takes 3 to \(configuration.maxPositionEmbeddings)",
                path: folder
            )
        }
        // The tokenizer of a run folder says what length was trained with, which may be more than the usual 512.
        let usualLength = tokenizer.maximumLength.map { isFineTuned ? $0 : min($0, 512) } ?? 512
        self.maximumLength = maximumLength ?? min(usualLength, configuration.maxPositionEmbeddings)
        self.labels = labels
        source = folder
        let (model, report) = try BERTModel.load(
            folder: folder,
            configuration: configuration,
            head: SequenceClassificationHead(labelCount: labels.count),
            keepsHead: keepsHead,
            device: CPUDevice(threads: threads),
            seed: seed
        )
        self.model = model
        loadingNotes = report.notes
        loadedHead = !(report.created + report.replaced).contains("classifier.weight")
    }

    /// The number of threads that compute.
    public var threadCount: Int {
        (model.device as? CPUDevice)?.threadCount ?? 1
    }
}
