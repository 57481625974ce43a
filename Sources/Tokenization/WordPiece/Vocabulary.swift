/// The tokens of a model, each with its number, kept and compared as UTF-8 bytes.
///
/// Swift's `String` equality is canonical equivalence, under which several tokens of the multilingual
/// vocabulary are one; bytes keep them apart.
public struct Vocabulary: Sendable {
    /// All tokens, one after the other.
    private let bytes: [UInt8]
    /// Where each token starts, and last where the last one ends.
    private let bounds: [Int]
    /// How many tokens WordPiece may produce; those from here on are found in a text literally.
    public let modelTokenCount: Int
    /// The WordPiece tokens by their bytes.
    let trie: ByteTrie

    /// The largest number of tokens accepted, far above any vocabulary in use.
    static let maximumCount = 1 << 22

    /// Creates a vocabulary from its tokens in the order of their ids.
    ///
    /// If a token stands there twice, its text has the later id, as in Hugging Face's readers; the earlier id
    /// keeps its text for writing and decoding.
    ///
    /// - Parameters:
    ///   - tokens: The UTF-8 bytes of each token.
    ///   - addedTokens: Further tokens, numbered from there on, which WordPiece does not produce.
    /// - Throws: ``TokenizationError`` with code `invalidVocabulary` if there is no token, there are too many,
    ///   or one is not UTF-8.
    public init(tokens: [[UInt8]], addedTokens: [[UInt8]] = []) throws(TokenizationError) {
        var bounds = [0]
        bounds.reserveCapacity(tokens.count + addedTokens.count + 1)
        var end = 0
        for list in [tokens, addedTokens] {
            for token in list {
                end += token.count
                bounds.append(end)
            }
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end)
        for list in [tokens, addedTokens] {
            for token in list { bytes += token }
        }
        try self.init(bytes: bytes, bounds: bounds, modelTokenCount: tokens.count)
    }

    init(bytes: [UInt8], bounds: [Int], modelTokenCount: Int) throws(TokenizationError) {
        let count = bounds.count - 1
        guard modelTokenCount > 0 else {
            throw TokenizationError(.invalidVocabulary, "the vocabulary is empty; it needs at least [UNK]")
        }
        guard count <= Self.maximumCount else {
            throw TokenizationError(
                .invalidVocabulary,
                "\(count) tokens are more than the \(Self.maximumCount) that are accepted"
            )
        }
        for id in 0..<count where String(validating: bytes[bounds[id]..<bounds[id + 1]], as: UTF8.self) == nil {
            throw TokenizationError(
                .invalidVocabulary,
                "the token with id \(id) is not UTF-8; save the vocabulary as UTF-8",
                line: id + 1
            )
        }
        self.bytes = bytes
        self.bounds = bounds
        self.modelTokenCount = modelTokenCount
        trie = ByteTrie(keys: bytes, bounds: bounds, count: modelTokenCount)
    }

    /// The number of tokens, those found literally included.
    public var count: Int { bounds.count - 1 }

    /// The UTF-8 bytes of a token, or `nil` if there is no such id.
    public func bytes(of id: Int32) -> ArraySlice<UInt8>? {
        guard let index = Int(exactly: id), index >= 0, index < count else { return nil }
        return bytes[bounds[index]..<bounds[index + 1]]
    }

    /// The text of a token, or `nil` if there is no such id.
    public func token(_ id: Int32) -> String? {
        bytes(of: id).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The id of a token's text, compared byte by byte, or `nil` if it is not in the vocabulary.
    public func id(of token: String) -> Int32? {
        id(ofBytes: token.utf8)
    }

    /// The id of a token's UTF-8 bytes, or `nil` if it is not in the vocabulary.
    public func id(ofBytes token: some Collection<UInt8>) -> Int32? {
        if let node = trie.node(of: token), trie.value(at: node) >= 0 { return trie.value(at: node) }
        // Literal tokens are few.
        for id in (modelTokenCount..<count).reversed() where bytes[bounds[id]..<bounds[id + 1]].elementsEqual(token) {
            return Int32(id)
        }
        return nil
    }
}
