/// Everything about a tokenizer but its vocabulary.
public struct TokenizerConfiguration: Sendable, Hashable {
    /// What happens to a text before it is cut into words.
    public var normalization = NormalizationOptions()
    /// The token of words that the vocabulary cannot spell (`unk_token`).
    public var unknownToken = "[UNK]"
    /// The token that stands for the whole input (`cls_token`).
    public var classToken = "[CLS]"
    /// The token that ends each text (`sep_token`).
    public var separatorToken = "[SEP]"
    /// The token that fills up short inputs (`pad_token`).
    public var paddingToken = "[PAD]"
    /// The token that hides a word in pretraining (`mask_token`).
    public var maskToken: String? = "[MASK]"
    /// What marks a token that continues a word (`continuing_subword_prefix`).
    public var continuationPrefix = "##"
    /// The number of scalars from which on a word is unknown (`max_input_chars_per_word`).
    public var maximumWordLength = 100
    /// The tokens looked for in a text as it stands, besides the special ones above.
    public var addedTokens: [AddedToken] = []
    /// Where special tokens stand.
    public var template = SpecialTokenTemplate.bert()
    /// The longest input the model can read (`model_max_length`), `nil` if the files do not say.
    public var maximumLength: Int?

    /// The configuration of `bert-base-uncased`.
    public init() {}

    /// Creates a configuration that differs from that of `bert-base-uncased` in its normaliser only.
    public init(normalization: NormalizationOptions, maximumLength: Int? = nil) {
        self.normalization = normalization
        self.maximumLength = maximumLength
    }

    /// The special tokens by name, each once.
    var specialTokens: [String] {
        var tokens: [String] = []
        for token in [unknownToken, separatorToken, paddingToken, classToken] + (maskToken.map { [$0] } ?? [])
        where !tokens.contains(where: { $0.utf8.elementsEqual(token.utf8) }) {
            tokens.append(token)
        }
        return tokens
    }
}
