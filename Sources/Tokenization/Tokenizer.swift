/// Turns text into the tokens of a BERT model and back.
///
/// A tokenizer gives the ids, type ids, offsets and word ids that Hugging Face's `tokenizers` gives, from the
/// same files.
///
/// ```swift
/// let tokenizer = try Tokenizer(folder: "models/bert-base-uncased")
/// let encoding = try tokenizer.encode("Hello, world!")[0]
/// encoding.tokens(in: tokenizer.vocabulary)  // [CLS] hello , world ! [SEP]
/// ```
public struct Tokenizer: Sendable {
    /// The tokens and their ids.
    public let vocabulary: Vocabulary
    /// Everything else the files said.
    public let configuration: TokenizerConfiguration
    /// The id of `[UNK]`.
    public let unknownTokenID: Int32
    /// The id of `[CLS]`.
    public let classTokenID: Int32
    /// The id of `[SEP]`.
    public let separatorTokenID: Int32
    /// The id of `[PAD]`.
    public let paddingTokenID: Int32
    /// The id of `[MASK]`, if the vocabulary has it.
    public let maskTokenID: Int32?

    let splitter: TextSplitter
    let assembler: EncodingAssembler
    /// All tokens found literally, special ones first.
    let addedTokens: [(token: AddedToken, id: Int32)]

    /// Creates a tokenizer.
    ///
    /// - Parameters:
    ///   - vocabulary: The tokens; those that are added need not be produced by WordPiece.
    ///   - configuration: Everything else.
    /// - Throws: ``TokenizationError`` with code `missingToken` if a special or added token is not in the
    ///   vocabulary.
    public init(vocabulary: Vocabulary, configuration: TokenizerConfiguration) throws(TokenizationError) {
        self.vocabulary = vocabulary
        self.configuration = configuration
        unknownTokenID = try vocabulary.requiredID(of: configuration.unknownToken, role: "is the unknown token")
        classTokenID = try vocabulary.requiredID(of: configuration.classToken, role: "is the class token")
        separatorTokenID = try vocabulary.requiredID(of: configuration.separatorToken, role: "is the separator")
        paddingTokenID = try vocabulary.requiredID(of: configuration.paddingToken, role: "is the padding token")
        maskTokenID = configuration.maskToken.flatMap { vocabulary.id(of: $0) }
        addedTokens = try Self.addedTokens(of: configuration, in: vocabulary)
        assembler = try EncodingAssembler(template: configuration.template, vocabulary: vocabulary)
        splitter = TextSplitter(
            options: configuration.normalization,
            wordPiece: WordPiece(
                vocabulary: vocabulary,
                unknownTokenID: unknownTokenID,
                continuationPrefix: configuration.continuationPrefix,
                maximumWordLength: configuration.maximumWordLength
            ),
            addedTokens: addedTokens
        )
    }

    /// The longest input the model can read, `nil` if the files do not say.
    public var maximumLength: Int? { configuration.maximumLength }

    /// The number of special tokens around one text or two.
    public func specialTokenCount(isPair: Bool) -> Int {
        assembler.specialTokenCount(isPair: isPair)
    }

    /// The special tokens, unless they are listed themselves, and the listed ones.
    private static func addedTokens(
        of configuration: TokenizerConfiguration,
        in vocabulary: Vocabulary
    ) throws(TokenizationError) -> [(token: AddedToken, id: Int32)] {
        var tokens: [(token: AddedToken, id: Int32)] = []
        for token in configuration.specialTokens {
            let isListed = configuration.addedTokens.contains { $0.content.utf8.elementsEqual(token.utf8) }
            if !isListed, let id = vocabulary.id(of: token) { tokens.append((AddedToken(token), id)) }
        }
        for token in configuration.addedTokens {
            tokens.append((token, try vocabulary.requiredID(of: token.content, role: "is an added token")))
        }
        return tokens
    }
}

extension Vocabulary {
    /// The id of a token that must be there.
    func requiredID(of token: String, role: String) throws(TokenizationError) -> Int32 {
        guard let id = id(of: token) else {
            throw TokenizationError(
                .missingToken,
                "\"\(token)\" \(role) but is not in the vocabulary; add it there or name another token"
            )
        }
        return id
    }
}
