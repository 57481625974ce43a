/// A scheme of tags that strict scoring holds taggings to: what breaks it is no entity.
public enum EntityScheme: String, Sendable, CaseIterable {
    /// `B` begins every entity and `I` of the same type goes on with it; also called BIO.
    case iob2
    /// `S` is an entity of one token, `B` begins, `I` goes on with and `E` ends a longer one; also called BIOES.
    case iobes

    /// The prefixes of the scheme.
    var prefixes: [Unicode.Scalar] {
        switch self {
        case .iob2: ["B", "I", "O"]
        case .iobes: ["B", "I", "O", "E", "S"]
        }
    }
}

/// A tag that is none of the scheme by which it is to be scored.
public struct EntityTagError: Error, Equatable, CustomStringConvertible {
    /// The tag.
    public let tag: String
    /// The scheme that has no such tag.
    public let scheme: EntityScheme
    /// The sentence, counted from 0.
    public let sentence: Int
    /// The token in the sentence, counted from 0.
    public let token: Int
    /// Whether the tag is a prediction, not a reference.
    public let isPrediction: Bool

    /// What is wrong, and what to do.
    public var message: String {
        let prefixes = scheme.prefixes.map(String.init).joined(separator: ", ")
        return "the tag '\(tag)' begins with none of \(prefixes), as \(scheme.rawValue) demands; "
            + "convert the tags, or score them leniently"
    }

    /// The place and the message.
    public var description: String {
        let side = isPrediction ? "prediction" : "reference"
        return "\(side) of sentence \(sentence + 1), token \(token + 1): \(message)"
    }
}
