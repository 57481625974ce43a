import Tokenization

/// The tokenizer's template for two texts, ready to be filled with tokens.
struct PairTemplate {
    private enum Piece {
        case special(id: Int32, typeID: Int32)
        case question(typeID: Int32)
        case context(typeID: Int32)
    }

    private let pieces: [Piece]
    /// The number of special tokens.
    let specialTokenCount: Int

    /// Takes a tokenizer's template.
    ///
    /// - Throws: ``DataError`` with code `tokenizationFailed` if it does not begin with a special token, as `[CLS]`
    ///   must be there to stand for "no answer".
    init(_ tokenizer: Tokenizer) throws(DataError) {
        pieces = tokenizer.configuration.template.pair.compactMap { piece in
            switch piece {
            case .special(let token, let typeID):
                tokenizer.vocabulary.id(of: token).map { .special(id: $0, typeID: typeID) }
            case .sequence(let index, let typeID):
                index == 0 ? .question(typeID: typeID) : .context(typeID: typeID)
            }
        }
        specialTokenCount = pieces.count - 2
        guard case .special = pieces.first else {
            throw DataError(
                .tokenizationFailed,
                "the tokenizer puts no [CLS] before the question, which stands for \"no answer\"; use a BERT tokenizer"
            )
        }
    }

    /// A feature without positions.
    func feature(
        question: ArraySlice<Int32>,
        context: ArraySlice<Int32>,
        offsets: ArraySlice<Range<Int32>>,
        exampleIndex: Int
    ) -> QuestionFeature {
        var ids: [Int32] = []
        var typeIDs: [Int32] = []
        ids.reserveCapacity(specialTokenCount + question.count + context.count)
        typeIDs.reserveCapacity(ids.capacity)
        var contextTokens = 0..<0
        for piece in pieces {
            switch piece {
            case .special(let id, let typeID):
                ids.append(id)
                typeIDs.append(typeID)
            case .question(let typeID):
                ids += question
                typeIDs += repeatElement(typeID, count: question.count)
            case .context(let typeID):
                contextTokens = ids.count..<(ids.count + context.count)
                ids += context
                typeIDs += repeatElement(typeID, count: context.count)
            }
        }
        return QuestionFeature(
            inputIDs: ids,
            tokenTypeIDs: typeIDs,
            exampleIndex: exampleIndex,
            contextTokens: contextTokens,
            contextOffsets: offsets
        )
    }
}
