/// A question and a window of its context as the model reads them: `[CLS] question [SEP] window [SEP]`.
public struct QuestionFeature: TaskFeature, Equatable {
    /// The ids of all tokens, special ones among them; Hugging Face's `input_ids` without padding.
    public var inputIDs: [Int32]
    /// 0 for the question, 1 for the context; Hugging Face's `token_type_ids`.
    public var tokenTypeIDs: [Int32]
    /// Which question it is made of, an index into the data set.
    public var exampleIndex: Int
    /// The tokens that belong to the context: the only ones that an answer may have.
    public var contextTokens: Range<Int>
    /// The part of the context that each of ``contextTokens`` covers, in Unicode scalars.
    public var contextOffsets: ArraySlice<Range<Int32>>
    /// The first token of the answer, 0 (`[CLS]`) if this window does not hold it; `nil` if it is not known.
    public var startPosition: Int32?
    /// The last token of the answer, 0 (`[CLS]`) if this window does not hold it; `nil` if it is not known.
    public var endPosition: Int32?

    /// Creates a feature.
    ///
    /// - Parameters:
    ///   - inputIDs: The ids of all tokens, special ones among them.
    ///   - tokenTypeIDs: For each token the text it belongs to.
    ///   - exampleIndex: Which question it is made of.
    ///   - contextTokens: The tokens that belong to the context.
    ///   - contextOffsets: The part of the context that each of these covers, in Unicode scalars.
    ///   - startPosition: The first token of the answer, if it is known.
    ///   - endPosition: The last token of the answer, if it is known.
    /// - Precondition: There are as many type ids as tokens and as many offsets as tokens of the context.
    public init(
        inputIDs: [Int32],
        tokenTypeIDs: [Int32],
        exampleIndex: Int,
        contextTokens: Range<Int>,
        contextOffsets: ArraySlice<Range<Int32>>,
        startPosition: Int32? = nil,
        endPosition: Int32? = nil
    ) {
        precondition(
            inputIDs.count == tokenTypeIDs.count && contextTokens.count == contextOffsets.count,
            "\(inputIDs.count) tokens, \(tokenTypeIDs.count) type ids, \(contextOffsets.count) offsets, \(contextTokens)"
        )
        self.inputIDs = inputIDs
        self.tokenTypeIDs = tokenTypeIDs
        self.exampleIndex = exampleIndex
        self.contextTokens = contextTokens
        self.contextOffsets = contextOffsets
        self.startPosition = startPosition
        self.endPosition = endPosition
    }

    /// The ids, and where each token of the context stands in it.
    public func write(to record: inout RecordWriter) {
        record.write(inputIDs)
        record.write(runsOf: tokenTypeIDs)
        record.write(exampleIndex)
        record.write(contextTokens.lowerBound)
        record.write(ranges: contextOffsets)
        record.write(startPosition)
        record.write(endPosition)
    }

    /// Reads a feature.
    public init(from record: inout RecordReader) {
        inputIDs = record.read()
        tokenTypeIDs = record.runs()
        exampleIndex = record.read()
        let firstToken = record.read(Int.self)
        let offsets: [Range<Int32>] = record.ranges()
        contextOffsets = offsets[...]
        contextTokens = firstToken..<firstToken + contextOffsets.count
        startPosition = record.read()
        endPosition = record.read()
    }

    /// The part of the context that a token covers, in Unicode scalars; `nil` for the question and special tokens.
    ///
    /// - Parameter token: The token's position.
    /// - Returns: The part of the context.
    public func contextRange(ofToken token: Int) -> Range<Int>? {
        guard contextTokens.contains(token) else { return nil }
        let range = contextOffsets[contextOffsets.startIndex + token - contextTokens.lowerBound]
        return Int(range.lowerBound)..<Int(range.upperBound)
    }

    /// The first and the last token of a part of the context, or `nil` if the window does not hold all of it.
    ///
    /// They are the last token that begins no later than the part and the first that ends no earlier, as in the
    /// published `run_qa.py`, which looks beyond the window's last token though: where the answer begins in that
    /// token, it takes the end of the padding for its start.
    ///
    /// - Parameter range: The part of the context, in Unicode scalars.
    /// - Returns: The positions of the tokens.
    func tokens(covering range: Range<Int>) -> (start: Int, end: Int)? {
        guard let first = contextOffsets.first, let last = contextOffsets.last,
            first.lowerBound <= range.lowerBound, last.upperBound >= range.upperBound
        else { return nil }
        let start = (contextOffsets.firstIndex { $0.lowerBound > range.lowerBound } ?? contextOffsets.endIndex) - 1
        let end = contextOffsets.lastIndex { $0.upperBound < range.upperBound }.map { $0 + 1 }
        let shift = contextTokens.lowerBound - contextOffsets.startIndex
        let positions = (start + shift, (end ?? contextOffsets.startIndex) + shift)
        // Several tokens of one scalar, as of a ligature, are all part of what begins or ends in it.
        return (min(positions.0, positions.1), max(positions.0, positions.1))
    }
}
