/// Cuts words into the longest tokens the vocabulary has, from left to right (Wu et al., 2016).
///
/// A word of which some part is in no token, and one longer than the limit, becomes the unknown token as a
/// whole.
struct WordPiece: Sendable {
    private let trie: ByteTrie
    /// Where the tokens that continue a word begin: the node behind their prefix, `nil` if there are none.
    private let continuation: ByteTrie.Node?
    let unknownTokenID: Int32
    private let maximumWordLength: Int

    init(vocabulary: Vocabulary, unknownTokenID: Int32, continuationPrefix: String, maximumWordLength: Int) {
        trie = vocabulary.trie
        continuation = vocabulary.trie.node(of: continuationPrefix.utf8)
        self.unknownTokenID = unknownTokenID
        self.maximumWordLength = maximumWordLength
    }

    /// Appends the tokens of a word.
    func appendTokens(of word: borrowing Word, wordIndex: Int32, to tokens: inout [PendingToken]) {
        let bytes = word.bytes.span
        let count = bytes.count
        let before = tokens.count
        var isKnown = count <= maximumWordLength || word.scalarCount <= maximumWordLength
        var position = 0
        var scalars: Int32 = 0
        while isKnown, position < count {
            let start: ByteTrie.Node? = position == 0 ? ByteTrie.root : continuation
            if let start, let match = trie.longestMatch(in: bytes, from: position, at: start) {
                let token = word.token(
                    match.value,
                    bytes: position..<match.end,
                    firstScalar: &scalars,
                    wordIndex: wordIndex
                )
                tokens.append(token)
                position = match.end
            } else {
                isKnown = false
            }
        }
        guard !isKnown else { return }
        tokens.removeLast(tokens.count - before)
        scalars = 0
        tokens.append(
            word.token(unknownTokenID, bytes: 0..<count, firstScalar: &scalars, wordIndex: wordIndex)
        )
    }
}
