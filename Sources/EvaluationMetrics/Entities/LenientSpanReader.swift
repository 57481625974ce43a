/// Finds entities in tags that may break every scheme, as `conlleval` and seqeval's default do.
///
/// A tag is a prefix of one character and a type: `B-PER`, but also `BPER`, or `B` alone, whose type is `_`. An
/// entity begins where a tag's prefix says so, or where an entity's tag follows one that cannot have led to it:
/// `I-X` after `O`, after the end of another entity, or after another type. So IOB1, IOB2, IOE and IOBES need not
/// be told apart.
///
/// The reader keeps its state from one sentence to the next, between which it sees an `O`: that is what seqeval
/// does with its lists, and it shows in tags of no known prefix.
struct LenientSpanReader {
    /// The entities so far; positions run on through all sentences, each of which is followed by one `O`.
    private(set) var spans: [EntitySpan] = []

    private var previous = Tag(prefix: "O", type: ByteKey(""))
    private var start = 0
    private var position = 0

    /// A tag in its two parts.
    private struct Tag {
        let prefix: Unicode.Scalar
        let type: ByteKey

        init(prefix: Unicode.Scalar, type: ByteKey) {
            self.prefix = prefix
            self.type = type
        }

        /// Takes a tag apart; an empty one counts as `O`.
        init(_ tag: String) {
            let scalars = tag.unicodeScalars
            prefix = scalars.first ?? "O"
            let rest = scalars.dropFirst()
            let type = rest.firstIndex(of: "-").map { rest[rest.index(after: $0)...] } ?? rest
            self.type = ByteKey(type.isEmpty ? "_" : String(type))
        }
    }

    /// Reads a sentence, and the `O` after it.
    mutating func read(_ tags: [String]) {
        for tag in tags { read(Tag(tag)) }
        read(Tag("O"))
    }

    private mutating func read(_ tag: Tag) {
        if Self.ends(previous, before: tag) {
            spans.append(EntitySpan(type: previous.type.string, tokens: start..<position))
        }
        if Self.begins(tag, after: previous) { start = position }
        previous = tag
        position += 1
    }

    /// Whether an entity ends between two tags.
    private static func ends(_ previous: Tag, before tag: Tag) -> Bool {
        switch (previous.prefix, tag.prefix) {
        case ("E", _), ("S", _), ("B", "B"), ("B", "S"), ("B", "O"), ("I", "B"), ("I", "S"), ("I", "O"): true
        case ("O", _), (".", _): false
        default: previous.type != tag.type
        }
    }

    /// Whether an entity begins between two tags.
    private static func begins(_ tag: Tag, after previous: Tag) -> Bool {
        switch (previous.prefix, tag.prefix) {
        case (_, "B"), (_, "S"), ("E", "E"), ("E", "I"), ("S", "E"), ("S", "I"), ("O", "E"), ("O", "I"): true
        case (_, "O"), (_, "."): false
        default: previous.type != tag.type
        }
    }
}

// MARK: - One sentence

extension EntitySpan {
    /// The entities of a sentence, whatever its scheme, as `conlleval` and seqeval's default find them.
    ///
    /// - Parameter tags: The tag of each token.
    /// - Returns: The entities, in their order.
    public static func spans(in tags: [String]) -> [EntitySpan] {
        var reader = LenientSpanReader()
        reader.read(tags)
        return reader.spans
    }
}
