/// A sentence, or a window of a long one, as the model reads it: token ids, and which of them are which word.
public struct WordFeature: TaskFeature, Equatable {
    /// Where a word stands among the tokens.
    ///
    /// There is one for each word of the data, of which a file may have millions: it takes 12 bytes.
    public struct Place: Sendable, Equatable {
        /// The word's index, twice, and 1 more where the word is decided.
        private let wordAndDecision: UInt32
        private let firstToken: Int32
        private let endToken: Int32

        /// The word's index in its sentence.
        public var word: Int { Int(wordAndDecision >> 1) }
        /// Its tokens; the first one's logits are the word's, as in Devlin et al., 2019, section 5.3.
        public var tokens: Range<Int> { Int(firstToken)..<Int(endToken) }
        /// Whether the word's tag is learned and predicted here, and in no other window.
        public var isDecided: Bool { wordAndDecision & 1 == 1 }

        /// Creates a place.
        ///
        /// - Parameters:
        ///   - word: The word's index in its sentence.
        ///   - tokens: Its tokens.
        ///   - isDecided: Whether the word's tag is learned and predicted here.
        /// - Precondition: All numbers are below two thousand million.
        public init(word: Int, tokens: Range<Int>, isDecided: Bool) {
            wordAndDecision = UInt32(word) << 1 | (isDecided ? 1 : 0)
            firstToken = Int32(tokens.lowerBound)
            endToken = Int32(tokens.upperBound)
        }
    }

    /// The target of tokens that take no part in the loss, by PyTorch's convention.
    public static let ignoredTarget: Int32 = -100

    /// The ids of all tokens, `[CLS]` and `[SEP]` among them; Hugging Face's `input_ids` without padding.
    public var inputIDs: [Int32]
    /// For each token the text it belongs to, here always the first; Hugging Face's `token_type_ids`.
    public var tokenTypeIDs: [Int32]
    /// For each token the class of the word it begins, an index into the label set's names; ``ignoredTarget`` for
    /// all other tokens, for words decided elsewhere, and where no tags are known.
    public var targets: [Int32]
    /// What each token covers of its word, in Unicode scalars from the word's start.
    public var tokenOffsets: [Range<Int32>]
    /// The words, in the sentence's order.
    public var words: [Place]
    /// The index of the sentence in its data set.
    public var exampleIndex: Int

    /// Creates a feature.
    ///
    /// - Parameters:
    ///   - inputIDs: The ids of all tokens, special ones among them.
    ///   - tokenTypeIDs: For each token the text it belongs to.
    ///   - targets: For each token its class or ``ignoredTarget``.
    ///   - tokenOffsets: What each token covers of its word.
    ///   - words: The words.
    ///   - exampleIndex: The index of the sentence in its data set.
    /// - Precondition: The lists over tokens are equally long, and the words' tokens are within them.
    public init(
        inputIDs: [Int32],
        tokenTypeIDs: [Int32],
        targets: [Int32],
        tokenOffsets: [Range<Int32>],
        words: [Place],
        exampleIndex: Int
    ) {
        let count = inputIDs.count
        precondition(
            tokenTypeIDs.count == count && targets.count == count && tokenOffsets.count == count,
            "\(count) tokens, \(tokenTypeIDs.count) type ids, \(targets.count) targets, \(tokenOffsets.count) offsets."
        )
        precondition(
            words.allSatisfy { $0.tokens.lowerBound >= 0 && $0.tokens.upperBound <= count && !$0.tokens.isEmpty },
            "A word has no tokens, or some that are not there."
        )
        self.inputIDs = inputIDs
        self.tokenTypeIDs = tokenTypeIDs
        self.targets = targets
        self.tokenOffsets = tokenOffsets
        self.words = words
        self.exampleIndex = exampleIndex
    }

    /// The ids and what is known of each, in a few bytes a token.
    public func write(to record: inout RecordWriter) {
        record.write(inputIDs)
        record.write(runsOf: tokenTypeIDs)
        record.write(targets)
        record.write(ranges: tokenOffsets)
        record.write(words)
        record.write(exampleIndex)
    }

    /// Reads a feature.
    public init(from record: inout RecordReader) {
        inputIDs = record.read()
        tokenTypeIDs = record.runs()
        targets = record.read()
        tokenOffsets = record.ranges()
        words = record.read()
        exampleIndex = record.read()
    }

    /// The number of words that take part in the loss.
    public var targetCount: Int { targets.count { $0 != Self.ignoredTarget } }
}

extension WordFeature.Place: Storable {
    /// Three small numbers.
    public func write(to record: inout RecordWriter) {
        record.write(UInt64(wordAndDecision))
        record.write(firstToken)
        record.write(endToken)
    }

    /// Reads a place.
    public init(from record: inout RecordReader) {
        wordAndDecision = UInt32(truncatingIfNeeded: record.number())
        firstToken = record.read()
        endToken = record.read()
    }
}
