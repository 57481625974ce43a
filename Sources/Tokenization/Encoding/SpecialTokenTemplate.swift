/// Where special tokens stand around one text and around two (`post_processor`).
public struct SpecialTokenTemplate: Sendable, Hashable {
    /// A part of an encoding.
    public enum Piece: Sendable, Hashable {
        /// A special token, and its type id.
        case special(token: String, typeID: Int32)
        /// The tokens of a text, 0 for the first and 1 for the second, and their type id.
        case sequence(index: Int, typeID: Int32)
    }

    /// The parts of an encoding of one text.
    public var single: [Piece]
    /// The parts of an encoding of two texts.
    public var pair: [Piece]

    /// Creates a template.
    public init(single: [Piece], pair: [Piece]) {
        self.single = single
        self.pair = pair
    }

    /// The template of BERT: `[CLS] A [SEP]` of type 0, then `B [SEP]` of type 1.
    public static func bert(classToken: String = "[CLS]", separatorToken: String = "[SEP]") -> SpecialTokenTemplate {
        let single: [Piece] = [
            .special(token: classToken, typeID: 0), .sequence(index: 0, typeID: 0),
            .special(token: separatorToken, typeID: 0),
        ]
        let second: [Piece] = [.sequence(index: 1, typeID: 1), .special(token: separatorToken, typeID: 1)]
        return SpecialTokenTemplate(single: single, pair: single + second)
    }

    /// The template without special tokens.
    public static let bare = SpecialTokenTemplate(
        single: [.sequence(index: 0, typeID: 0)],
        pair: [.sequence(index: 0, typeID: 0), .sequence(index: 1, typeID: 1)]
    )

    /// Whether each text stands exactly once where it should.
    var isComplete: Bool {
        sequences(in: single) == [0] && sequences(in: pair).sorted() == [0, 1]
    }

    private func sequences(in pieces: [Piece]) -> [Int] {
        pieces.compactMap { piece in
            if case .sequence(let index, _) = piece { index } else { nil }
        }
    }
}
