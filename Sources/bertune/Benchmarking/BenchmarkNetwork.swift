import BERT
import Prediction
import Tensors
import Tokenization

/// The network that a benchmark runs.
enum BenchmarkNetwork {
    /// That of a model folder.
    case folder(String)
    /// Random weights; what is measured doesn't depend on what they are.
    case random(BERTConfiguration)

    /// The network with a task's head on top.
    ///
    /// - Parameters:
    ///   - task: Says what head.
    ///   - threads: The number of threads; `nil` uses every core.
    ///   - profile: Is told what each operation takes.
    /// - Returns: A model to train or to ask.
    /// - Throws: Whatever is wrong with the folder.
    func model<Task: BERTTask>(
        for task: Task,
        threads: Int?,
        profile: OperationProfile? = nil
    ) throws -> TaskModel<Task> {
        switch self {
        case .folder(let folder):
            return try TaskModel(pretrained: folder, task: task, threads: threads, profile: profile)
        case .random(let configuration):
            // Special tokens are all that a tokenizer needs; a benchmark of random weights reads no text.
            let tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map { Array($0.utf8) }
            let tokenizer = try Tokenizer(
                vocabulary: Vocabulary(tokens: tokens),
                configuration: TokenizerConfiguration()
            )
            return TaskModel(
                untrained: configuration,
                task: task,
                tokenizer: tokenizer,
                threads: threads,
                profile: profile
            )
        }
    }

    /// The extents.
    func configuration() throws -> BERTConfiguration {
        switch self {
        case .folder(let folder): try BERTConfiguration(folder: folder)
        case .random(let configuration): configuration
        }
    }

    /// The network in a few words, such as `random weights, 6 layers x 384`.
    func description() throws -> String {
        let shape = try configuration()
        let extents = "\(shape.hiddenLayerCount) layers x \(shape.hiddenSize), \(shape.attentionHeadCount) heads"
        return switch self {
        case .folder(let folder): "\(folder), \(extents)"
        case .random: "random weights, \(extents)"
        }
    }
}
