/// The ways to write which words an entity covers as one tag per word.
///
/// Whatever a file uses, its sentences come out of the reader in ``bio``: models, metrics and decoders know one
/// scheme. Plain tags, such as parts of speech, stay as they are.
public enum TagScheme: String, Sendable, CaseIterable {
    /// One tag says all: parts of speech, or any other class of words.
    case plain
    /// A type for each word of an entity, `O` for all others: `PER PER O`. Neighbours of one type run together.
    case io
    /// `I-` for words of an entity, `B-` only where one directly follows another of its type (IOB1, CoNLL-2003).
    case iob1
    /// `B-` for an entity's first word, `I-` for the others (IOB2).
    case bio
    /// Also `E-` for the last word and `S-` for an entity of one word; BILOU and BMES are the same in other letters.
    case bioes

    /// What messages call it.
    public var name: String {
        switch self {
        case .plain: "plain tags"
        case .io: "IO"
        case .iob1: "IOB1"
        case .bio: "BIO"
        case .bioes: "BIOES"
        }
    }
}

/// A tag taken apart: `B-PER` begins a `PER`.
package struct EntityTag: Sendable {
    /// A word's place in its entity.
    package enum Position: Sendable {
        case outside
        case begin
        case inside
        case end
        case single
    }

    /// The word's place.
    package let position: Position
    /// The entity's type; empty outside.
    package let type: Substring

    /// Takes a tag apart; `nil` if it is neither `O` nor a letter of a known scheme, a hyphen and a type.
    package init?(_ tag: String) {
        if tag.utf8.elementsEqual(CollectionOfOne(UInt8(ascii: "O"))) {
            position = .outside
            type = ""
            return
        }
        var bytes = tag.utf8[...]
        guard let letter = bytes.popFirst(), bytes.popFirst() == UInt8(ascii: "-"), !bytes.isEmpty else { return nil }
        switch letter {
        case UInt8(ascii: "B"): position = .begin
        case UInt8(ascii: "I"), UInt8(ascii: "M"): position = .inside
        case UInt8(ascii: "E"), UInt8(ascii: "L"): position = .end
        case UInt8(ascii: "S"), UInt8(ascii: "U"): position = .single
        default: return nil
        }
        type = Substring(bytes)
    }
}

extension TagScheme {
    /// Tags of entities in BIO, whatever the scheme of the model that gave them: BIOES, BILOU, BMES, or one whose tags
    /// are bare types as in IO.
    ///
    /// - Parameter tags: The tags of a sentence.
    /// - Returns: The tags, each `O`, `B-` or `I-`; those that are already stay as they are.
    package static func bio(fromAny tags: [String]) -> [String] {
        var previous: Substring?
        return tags.map { tag in
            guard let parsed = EntityTag(tag) else {
                // A bare type goes on with an entity of its type, and else begins one.
                let continues = previous.map { $0.utf8.elementsEqual(tag.utf8) } ?? false
                previous = tag[...]
                return (continues ? "I-" : "B-") + tag
            }
            previous = parsed.position == .outside ? nil : parsed.type
            return switch parsed.position {
            case .outside: tag
            case .begin, .single: "B-" + parsed.type
            case .inside, .end: "I-" + parsed.type
            }
        }
    }
}
