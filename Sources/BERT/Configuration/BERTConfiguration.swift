public import StrictJSON
public import Tensors

/// The extents and settings of a BERT, as Hugging Face's `config.json` writes them.
///
/// The defaults are those of BERT-base, uncased (Devlin et al., 2019), and of transformers' `BertConfig`.
public struct BERTConfiguration: Sendable {
    /// The number of words, `vocab_size`.
    public var vocabularySize = 30522
    /// The width of every token's vector, `hidden_size`.
    public var hiddenSize = 768
    /// The number of encoder layers, `num_hidden_layers`.
    public var hiddenLayerCount = 12
    /// The number of attention heads, `num_attention_heads`.
    public var attentionHeadCount = 12
    /// The inner width of the feed-forward network, `intermediate_size`.
    public var intermediateSize = 3072
    /// The activation of the feed-forward network, `hidden_act`.
    public var hiddenActivation = Activation.gelu
    /// The dropout of hidden states, `hidden_dropout_prob`.
    public var hiddenDropoutProbability = 0.1
    /// The dropout of attention probabilities, `attention_probs_dropout_prob`.
    public var attentionDropoutProbability = 0.1
    /// The dropout before the task head, `classifier_dropout`; `nil` means ``hiddenDropoutProbability``.
    public var classifierDropoutProbability: Double?
    /// The greatest number of tokens in a sequence, `max_position_embeddings`.
    public var maxPositionEmbeddings = 512
    /// The number of segments, `type_vocab_size`.
    public var typeVocabularySize = 2
    /// The term that keeps layer normalisation's denominator from zero, `layer_norm_eps`.
    public var layerNormEpsilon = 1e-12
    /// The standard deviation of new weights, `initializer_range`.
    public var initializerRange = 0.02
    /// The padding word, whose embedding is never trained, `pad_token_id`.
    public var paddingTokenID: Int? = 0
    /// The names of the classes by index, `id2label`; empty where the file names none.
    public var labels: [String] = []
    /// What the labels of a sequence classification mean, `problem_type`.
    public var problemType: ProblemType?
    /// Everything that the file said, so that saving loses no key that BERTune does not know.
    public var source = JSONObject()

    /// What the labels of a sequence classification mean, and so which loss is used.
    public enum ProblemType: String, Sendable {
        /// A number; mean squared error.
        case regression
        /// Exactly one of several classes; cross-entropy.
        case singleLabelClassification = "single_label_classification"
        /// Any number of several labels; binary cross-entropy.
        case multiLabelClassification = "multi_label_classification"
    }

    /// BERT-base, uncased.
    public init() {}

    /// The dropout before the task head.
    public var headDropoutProbability: Double {
        classifierDropoutProbability ?? hiddenDropoutProbability
    }

    /// The width of one attention head.
    public var headSize: Int {
        hiddenSize / attentionHeadCount
    }
}
