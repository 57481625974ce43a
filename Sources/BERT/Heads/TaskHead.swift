public import Tensors

/// What stands on top of the encoder for one kind of task.
///
/// A new task adds a type that conforms to this protocol; the encoder, loading, saving and training stay as they
/// are.
public protocol TaskHead: Sendable {
    /// The transformers class with this head, such as `BertForSequenceClassification`.
    var architecture: String { get }
    /// The number of outputs, a row of logits wide.
    var outputCount: Int { get }
    /// Whether the head reads the pooler's output.
    var usesPooler: Bool { get }
    /// The head's own parameters, by their names in Hugging Face checkpoints.
    func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration]
    /// The scores for a batch.
    ///
    /// - Parameters:
    ///   - model: The encoder and the weights.
    ///   - batch: The tokens.
    ///   - tape: The tape of this forward pass.
    /// - Returns: The logits, of the head's own shape.
    func logits(_ model: BERTModel, batch: PackedBatch, tape: Tape) -> Tensor
}
