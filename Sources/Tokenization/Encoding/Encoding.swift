/// A text, or a pair of texts, as a model reads it: token ids and where each token came from.
///
/// All arrays but the empty ones have one element per token. Offsets refer to the text the token came from, so
/// that both texts of a pair count from zero; special tokens have the empty range at zero.
public struct Encoding: Sendable, Hashable {
    /// The ids of the tokens (`input_ids`).
    public var ids: [Int32] = []
    /// 0 for the first text and its special tokens, 1 for the second (`token_type_ids`).
    public var typeIDs: [Int32] = []
    /// The part of the text each token covers, in Unicode scalars, as Python counts (`offset_mapping`).
    public var offsets: [Range<Int>] = []
    /// The part of the text each token covers, in bytes of UTF-8.
    public var byteOffsets: [Range<Int>] = []
    /// The index of each token's word in its text, `nil` for special tokens.
    public var wordIDs: [Int?] = []
    /// 0 for tokens of the first text, 1 for the second, `nil` for special tokens.
    public var sequenceIDs: [Int?] = []
    /// Whether each token was put there by the template rather than found in a text.
    public var specialTokensMask: [Bool] = []
    /// How many tokens of the input the first window leaves out, counting both texts.
    public var truncatedTokenCount = 0

    /// An encoding of nothing.
    public init() {}

    /// The number of tokens.
    public var count: Int { ids.count }

    /// The texts of the tokens.
    ///
    /// - Parameter vocabulary: The vocabulary of the tokenizer that made the encoding.
    /// - Returns: A text for each token, as the vocabulary has it.
    public func tokens(in vocabulary: Vocabulary) -> [String] {
        ids.map { vocabulary.token($0) ?? "" }
    }
}
