public import BERT
internal import Checkpoints
internal import StrictJSON
internal import Tensors
public import Tokenization

/// A BERT with the head it was pre-trained with, which guesses masked words.
///
/// ```swift
/// let model = try MaskedLanguageModel(folder: "models/bert-base-uncased")
/// ```
public final class MaskedLanguageModel {
    /// The network and its weights.
    public let model: BERTModel
    /// The tokenizer that belongs to the weights.
    public let tokenizer: Tokenizer
    /// The id of `[MASK]`.
    public let maskTokenID: Int32
    /// The most tokens of a text, special tokens included.
    public let maximumLength: Int

    private let head: MaskedLanguageModelHead

    /// Loads a model.
    ///
    /// - Parameters:
    ///   - folder: A folder with a checkpoint of pre-training, such as `bert-base-uncased`'s.
    ///   - threads: The number of threads; `nil` uses every core.
    /// - Throws: ``/BERT/ModelError``, ``/Checkpoints/CheckpointError`` or ``/Tokenization/TokenizationError``;
    ///   ``PredictionError`` with code `noHead` if the checkpoint lacks the head or a weight of it,
    ///   `vocabularyMismatch` if the tokenizer doesn't suit the model.
    public init(folder: String, threads: Int? = nil) throws {
        let configuration = try BERTConfiguration(folder: folder)
        tokenizer = try Tokenizer(folder: folder)
        guard let mask = tokenizer.maskTokenID, tokenizer.vocabulary.count <= configuration.vocabularySize else {
            throw PredictionError(
                .vocabularyMismatch,
                "the tokenizer has no mask token, or more than the \(configuration.vocabularySize) words of the model; "
                    + "take a model that was pre-trained with its own tokenizer",
                path: folder
            )
        }
        guard configuration.source["tie_word_embeddings"]?.bool ?? true else {
            throw PredictionError(
                .noHead,
                "tie_word_embeddings: the output matrix is not that of the words; take another model",
                path: folder + "/config.json"
            )
        }
        head = MaskedLanguageModelHead(vocabularySize: configuration.vocabularySize)
        let (model, report) = try BERTModel.load(
            folder: folder,
            configuration: configuration,
            head: head,
            device: CPUDevice(threads: threads),
            seed: 0
        )
        if let missing = (report.created + report.replaced).first {
            throw PredictionError(
                .noHead,
                "holds no \(missing): the head that guesses masked words was not saved with it; take the model as it "
                    + "was pre-trained",
                path: folder
            )
        }
        self.model = model
        maskTokenID = mask
        maximumLength = min(tokenizer.maximumLength ?? 512, configuration.maxPositionEmbeddings)
    }

    /// The most positions guessed at a time, but for a text that has more: each has a score for every word.
    private static let positionBudget = 256

    /// Tells what the model makes of some tokens of texts.
    ///
    /// All scores together would be gigabytes, so each row is told and forgotten.
    ///
    /// - Parameters:
    ///   - inputs: Token ids with those in place of which words are to be guessed already masked, their segments, and
    ///     the positions to guess at; at least one each.
    ///   - body: Is given the index of an input, that of one of its positions, and the score of every word there. An
    ///     input's positions come one after the other, the inputs in any order.
    func forEachPosition(of inputs: [MaskedInput], _ body: (Int, Int, ArraySlice<Float>) -> Void) {
        for batch in Self.batches(inputs) {
            let packed = PackedBatch(
                tokenIDs: batch.map { inputs[$0].ids },
                tokenTypeIDs: batch.map { inputs[$0].typeIDs }
            )
            let rows = batch.indices.flatMap { index in
                inputs[batch[index]].positions.map { Int32(packed.sequenceOffsets[index] + $0) }
            }
            let logits = head.logits(model, batch: packed, rows: Indices(rows), tape: Tape(device: model.device))
            let values = model.device.read(logits)
            let width = head.outputCount
            var row = 0
            for index in batch {
                for position in inputs[index].positions.indices {
                    body(index, position, values[row * width..<(row + 1) * width])
                    row += 1
                }
            }
        }
    }

    /// Batches of inputs, within the budgets of tokens and of positions.
    private static func batches(_ inputs: [MaskedInput]) -> [[Int]] {
        InferenceBatches.batches(lengths: inputs.map(\.ids.count)).flatMap { batch in
            var parts: [[Int]] = []
            var count = 0
            for index in batch {
                count += inputs[index].positions.count
                if parts.isEmpty || count > positionBudget {
                    parts.append([])
                    count = inputs[index].positions.count
                }
                parts[parts.count - 1].append(index)
            }
            return parts
        }
    }
}

/// A text as tokens, some of them masked.
struct MaskedInput: Sendable {
    var ids: [Int32]
    var typeIDs: [Int32]
    /// Where the masks are, in ascending order.
    var positions: [Int]
}
