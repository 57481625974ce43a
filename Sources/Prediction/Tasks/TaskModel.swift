public import BERT
internal import Checkpoints
internal import Foundation
internal import StrictJSON
public import Tensors
public import Tokenization

/// A BERT for one kind of task: network, tokenizer and task together.
///
/// ``TextClassifier`` and its sisters are names for it.
///
/// ```swift
/// let classifier = try TextClassifier(folder: "runs/intents")
/// print(try classifier.predict("where is my parcel?").labels[0].label)
/// ```
public final class TaskModel<Task: BERTTask> {
    /// The kind of task, with its labels and thresholds.
    public package(set) var task: Task
    /// The network and its weights.
    public let model: BERTModel
    /// The tokenizer that belongs to the weights.
    public let tokenizer: Tokenizer
    /// The most tokens of a sequence, special tokens included.
    public let maximumLength: Int
    /// What loading created, replaced or ignored, in sentences.
    public let loadingNotes: [String]
    /// The name or folder that the model was loaded from.
    public let source: String

    /// Loads a model that was fine-tuned for a known task.
    ///
    /// - Parameters:
    ///   - folder: The folder that ``save(to:)`` or a run left.
    ///   - task: What it was trained for.
    ///   - threads: The number of threads; `nil` uses every core.
    ///   - maximumLength: The most tokens of a sequence; `nil` takes the tokenizer's limit, which in a run folder is
    ///     the length trained with, or the task's usual length where it has none.
    ///   - precision: The numbers that linear layers compute with; a model of `.int8` cannot be trained.
    ///   - profile: Is told what each operation takes.
    /// - Throws: ``/BERT/ModelError``, ``/Checkpoints/CheckpointError`` or ``/Tokenization/TokenizationError``;
    ///   ``PredictionError`` with code `noHead` if the folder holds no model fine-tuned for this task,
    ///   `vocabularyMismatch` or `badLength` if tokenizer or length don't suit the model.
    public convenience init(
        folder: String,
        task: Task,
        threads: Int? = nil,
        maximumLength: Int? = nil,
        precision: WeightPrecision = .float32,
        profile: OperationProfile? = nil
    ) throws {
        let configuration = try BERTConfiguration(folder: folder)
        if let other = TaskModel.otherArchitecture(configuration, than: task.head) {
            throw PredictionError(
                .noHead,
                "architectures: the model is a \(other), and \(task.name) needs a \(task.head.architecture)",
                path: folder + "/config.json"
            )
        }
        try self.init(
            folder: folder,
            configuration: configuration,
            task: task,
            threads: threads,
            maximumLength: maximumLength,
            isFineTuned: true,
            seed: 0,
            keepsHead: true,
            profile: profile
        )
        guard createdHeadWeights.isEmpty else {
            throw PredictionError(
                .noHead,
                "holds no \(createdHeadWeights[0]) for its \(task.head.outputCount) outputs; train it first",
                path: folder
            )
        }
        if precision == .int8 { model.quantizeLinearLayers() }
    }

    /// Loads a pretrained or fine-tuned model to be trained.
    ///
    /// A head that stands for the very same labels is kept; any other is created anew.
    ///
    /// - Parameters:
    ///   - pretrained: The model folder.
    ///   - task: What it is to be trained for.
    ///   - threads: The number of threads; `nil` uses every core.
    ///   - maximumLength: The most tokens of a sequence; `nil` takes the model's limit, at most the task's usual length.
    ///   - seed: Decides the weights of a new head.
    ///   - profile: Is told what each operation takes.
    /// - Throws: ``/BERT/ModelError``, ``/Checkpoints/CheckpointError`` or ``/Tokenization/TokenizationError``;
    ///   ``PredictionError`` with code `vocabularyMismatch` or `badLength` if tokenizer or length don't suit the model.
    public convenience init(
        pretrained: String,
        task: Task,
        threads: Int? = nil,
        maximumLength: Int? = nil,
        seed: UInt64 = 42,
        profile: OperationProfile? = nil
    ) throws {
        var configuration = try BERTConfiguration(folder: pretrained)
        let (task, keepsHead) = task.adopting(configuration)
        let isOther = TaskModel.otherArchitecture(configuration, than: task.head) != nil
        configuration.problemType = nil
        task.describe(in: &configuration)
        try self.init(
            folder: pretrained,
            configuration: configuration,
            task: task,
            threads: threads,
            maximumLength: maximumLength,
            isFineTuned: false,
            seed: seed,
            keepsHead: keepsHead && !isOther,
            profile: profile
        )
    }

    /// The weights of the head that the checkpoint did not have.
    private let createdHeadWeights: [String]

    private init(
        folder: String,
        configuration: BERTConfiguration,
        task: Task,
        threads: Int?,
        maximumLength: Int?,
        isFineTuned: Bool,
        seed: UInt64,
        keepsHead: Bool,
        profile: OperationProfile?
    ) throws {
        tokenizer = try Tokenizer(folder: folder)
        try ModelChecks.check(tokenizer, configuration, maximumLength: maximumLength, folder: folder)
        let usual = Task.usualLength(
            of: tokenizer,
            positions: configuration.maxPositionEmbeddings,
            isFineTuned: isFineTuned
        )
        self.maximumLength = maximumLength ?? usual
        self.task = task
        source = folder
        var configuration = configuration
        if configuration.labels.isEmpty { task.describe(in: &configuration) }
        let processor = CPUDevice(threads: threads)
        let (model, report) = try BERTModel.load(
            folder: folder,
            configuration: configuration,
            head: task.head,
            keepsHead: keepsHead,
            device: profile.map { ProfilingDevice(processor, profile: $0) } ?? processor,
            seed: seed
        )
        self.model = model
        loadingNotes = report.notes
        let headNames = Set(task.head.declarations(configuration).map(\.name))
        createdHeadWeights = (report.created + report.replaced).filter(headNames.contains)
    }

    /// A model of new weights, for measurements that need extents and no knowledge.
    ///
    /// - Parameters:
    ///   - configuration: The extents.
    ///   - task: What it is for.
    ///   - tokenizer: Reads texts, where there are any.
    ///   - threads: The number of threads; `nil` uses every core.
    ///   - seed: Decides the weights.
    ///   - profile: Is told what each operation takes.
    package init(
        untrained configuration: BERTConfiguration,
        task: Task,
        tokenizer: Tokenizer,
        threads: Int? = nil,
        seed: UInt64 = 42,
        profile: OperationProfile? = nil
    ) {
        self.tokenizer = tokenizer
        self.task = task
        maximumLength = configuration.maxPositionEmbeddings
        source = ""
        loadingNotes = []
        createdHeadWeights = []
        let processor = CPUDevice(threads: threads)
        model = BERTModel(
            configuration: configuration,
            head: task.head,
            device: profile.map { ProfilingDevice(processor, profile: $0) } ?? processor,
            seed: seed
        )
    }

    /// The number of threads that compute.
    public var threadCount: Int {
        model.device.threadCount
    }

    /// The transformers class that a folder is for, if it is another task's.
    private static func otherArchitecture(_ configuration: BERTConfiguration, than head: any TaskHead) -> String? {
        guard let architecture = configuration.source["architectures"]?.array?.first?.string,
            TaskRegistry.architectures.contains(architecture), architecture != head.architecture
        else { return nil }
        return architecture
    }
}

extension BERTTask {
    /// The most tokens of a sequence of a model where nobody says otherwise.
    ///
    /// - Parameters:
    ///   - tokenizer: The model's tokenizer. That of a run folder says what length was trained with, which may be more
    ///     than the task's usual one.
    ///   - positions: The number of positions that the model has.
    ///   - isFineTuned: Whether the model was trained for the task.
    /// - Returns: The length.
    package static func usualLength(of tokenizer: Tokenizer, positions: Int, isFineTuned: Bool = false) -> Int {
        let usual = tokenizer.maximumLength.map { isFineTuned ? $0 : min($0, usualLength) } ?? usualLength
        return min(usual, positions)
    }
}

extension TaskModel where Task: RegisteredTask {
    /// Loads a fine-tuned model: a run folder, or a transformers folder with this task's head.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - options: Changes how answers are decoded.
    ///   - threads: The number of threads; `nil` uses every core.
    ///   - maximumLength: The most tokens of a sequence; `nil` takes the tokenizer's limit, which in a run folder is
    ///     the length trained with, or the task's usual length where it has none.
    ///   - precision: The numbers that linear layers compute with; a model of `.int8` cannot be trained.
    ///   - profile: Is told what each operation takes.
    /// - Throws: As ``init(folder:task:threads:maximumLength:precision:profile:)``; ``TaskOptionError``.
    public convenience init(
        folder: String,
        options: TaskOptions = TaskOptions(),
        threads: Int? = nil,
        maximumLength: Int? = nil,
        precision: WeightPrecision = .float32,
        profile: OperationProfile? = nil
    ) throws {
        let configuration = try BERTConfiguration(folder: folder)
        let saved = try TaskDescription(folder: folder)
        var task: Task
        do {
            task = try Task(configuration: configuration, settings: saved?.settings ?? JSONObject())
        } catch let error as TaskMismatch {
            let file = error.isOfSettings ? TaskDescription.fileName : "config.json"
            throw PredictionError(.noHead, error.description, path: folder + "/" + file)
        }
        try task.apply(options)
        try self.init(
            folder: folder,
            task: task,
            threads: threads,
            maximumLength: maximumLength,
            precision: precision,
            profile: profile
        )
    }
}
