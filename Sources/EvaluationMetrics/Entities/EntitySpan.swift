/// An entity: a run of tokens of one type.
///
/// ```swift
/// EntitySpan.spans(in: ["B-PER", "I-PER", "O", "B-LOC"])  // PER 0..<2, LOC 3..<4
/// ```
public struct EntitySpan: Sendable {
    /// The type, such as `PER`; `_` for tags that name none.
    public let type: String
    /// The tokens.
    public let tokens: Range<Int>

    /// Creates a span.
    public init(type: String, tokens: Range<Int>) {
        self.type = type
        self.tokens = tokens
    }
}

// MARK: - Hashable

extension EntitySpan: Hashable {
    /// Whether the tokens are the same and the types the same byte by byte.
    public static func == (left: EntitySpan, right: EntitySpan) -> Bool {
        left.tokens == right.tokens && ByteKey(left.type) == ByteKey(right.type)
    }

    /// Hashes the tokens and the bytes of the type.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(tokens)
        hasher.combine(ByteKey(type))
    }
}
