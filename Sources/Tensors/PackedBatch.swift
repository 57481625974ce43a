/// Several token sequences laid end to end, without padding.
///
/// The tokens of all sequences stand in one list of length `tokenCount`; `sequenceOffsets` says where each sequence
/// begins. Every operation but attention works on tokens and does not look at the borders; attention runs sequence
/// by sequence. So no padding token is ever computed, and no attention mask exists.
public struct PackedBatch: Sendable {
    /// The vocabulary index of every token, `[tokens]`.
    public let tokenIDs: Indices
    /// The segment (0 or 1) of every token, `[tokens]`.
    public let tokenTypeIDs: Indices
    /// The position of every token within its sequence, `[tokens]`.
    public let positionIDs: Indices
    /// Where each sequence begins, and after the last one the number of tokens: `[sequences + 1]`.
    public let sequenceOffsets: [Int]

    /// Packs sequences of token identifiers.
    ///
    /// - Parameters:
    ///   - tokenIDs: One list a sequence.
    ///   - tokenTypeIDs: One list a sequence, of the same lengths; `nil` means all zero.
    /// - Precondition: There is at least one sequence, none is empty, and the lengths agree.
    public init(tokenIDs: [[Int32]], tokenTypeIDs: [[Int32]]? = nil) {
        precondition(!tokenIDs.isEmpty, "A batch needs at least one sequence.")
        precondition(tokenTypeIDs.map { $0.map(\.count) == tokenIDs.map(\.count) } ?? true, "Lengths disagree.")
        var offsets = [0]
        var positions: [Int32] = []
        for sequence in tokenIDs {
            precondition(!sequence.isEmpty, "A sequence needs at least one token.")
            offsets.append(offsets[offsets.count - 1] + sequence.count)
            positions.append(contentsOf: 0..<Int32(sequence.count))
        }
        sequenceOffsets = offsets
        self.tokenIDs = Indices(tokenIDs.flatMap(\.self))
        self.tokenTypeIDs = Indices(
            tokenTypeIDs?.flatMap(\.self) ?? [Int32](repeating: 0, count: positions.count)
        )
        positionIDs = Indices(positions)
    }

    /// The number of tokens of all sequences together.
    public var tokenCount: Int {
        tokenIDs.count
    }

    /// The number of sequences.
    public var sequenceCount: Int {
        sequenceOffsets.count - 1
    }

    /// The row of each sequence's first token, `[CLS]`: `[sequences]`.
    public var firstTokenRows: Indices {
        Indices(sequenceOffsets.dropLast().map(Int32.init))
    }
}
