public import Tensors

/// One linear layer on the pooled `[CLS]`: a score per class (Devlin et al., 2019, section 4.1).
public struct SequenceClassificationHead: TaskHead {
    /// The number of classes; 1 for a regression.
    public let outputCount: Int

    /// A head for a number of classes.
    public init(labelCount: Int) {
        outputCount = labelCount
    }

    /// `BertForSequenceClassification`.
    public static let architecture = "BertForSequenceClassification"

    /// `BertForSequenceClassification`.
    public var architecture: String {
        Self.architecture
    }

    /// True: the head reads the pooler's output.
    public var usesPooler: Bool {
        true
    }

    private var output: OutputLayer {
        OutputLayer(name: "classifier", outputCount: outputCount)
    }

    /// `classifier.weight` and `classifier.bias`.
    public func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration] {
        output.declarations(configuration)
    }

    /// The score of every class for each sequence, `[sequences, labels]`.
    public func logits(_ model: BERTModel, batch: PackedBatch, tape: Tape) -> Tensor {
        output(
            model.pooledOutput(batch, tape: tape),  // [sequences, hiddenSize]
            parameters: model.parameters,
            dropoutProbability: model.configuration.headDropoutProbability,
            tape: tape
        )
    }
}
