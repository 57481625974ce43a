/// A tag in its two parts, as seqeval's strict mode takes it apart: the type is what stands between hyphens.
private struct StrictTag {
    let prefix: Unicode.Scalar
    let type: ByteKey

    /// Takes a tag apart; `nil` if its first character is no prefix of the scheme.
    init?(_ tag: String, scheme: EntityScheme) {
        let scalars = tag.unicodeScalars
        guard let prefix = scalars.first, scheme.prefixes.contains(prefix) else { return nil }
        self.prefix = prefix
        let rest = scalars.dropFirst().drop { $0 == "-" }
        let end = rest.lastIndex { $0 != "-" }.map { rest.index(after: $0) } ?? rest.startIndex
        let type = rest[..<end]
        self.type = ByteKey(type.isEmpty ? "_" : String(type))
    }

    /// Whether an entity that has come to a tag goes on with this one.
    func continues(_ previous: StrictTag) -> Bool {
        (prefix == "I" || prefix == "E") && (previous.prefix == "B" || previous.prefix == "I") && type == previous.type
    }
}

extension EntitySpan {
    /// The entities of a sentence that keep to a scheme, as seqeval's strict mode finds them.
    ///
    /// - Parameters:
    ///   - tags: The tag of each token.
    ///   - scheme: The scheme; what breaks it, such as `I-PER` after `O` in IOB2, belongs to no entity.
    /// - Returns: The entities, in their order.
    /// - Throws: ``EntityTagError`` for a tag whose prefix the scheme doesn't have, which seqeval refuses, too.
    public static func spans(in tags: [String], scheme: EntityScheme) throws(EntityTagError) -> [EntitySpan] {
        var parts: [StrictTag] = []
        parts.reserveCapacity(tags.count)
        for (token, tag) in tags.enumerated() {
            guard let part = StrictTag(tag, scheme: scheme) else {
                throw EntityTagError(tag: tag, scheme: scheme, sentence: 0, token: token, isPrediction: false)
            }
            parts.append(part)
        }
        var spans: [EntitySpan] = []
        var start = 0
        while start < parts.count {
            let first = parts[start]
            guard first.prefix == "B" || first.prefix == "S" else {
                start += 1
                continue
            }
            var end = start + 1
            while end < parts.count && parts[end].continues(parts[end - 1]) { end += 1 }
            let last = parts[end - 1].prefix
            // An entity of IOB2 ends anywhere; one of IOBES only with its own end.
            if scheme == .iob2 || last == "E" || last == "S" {
                spans.append(EntitySpan(type: first.type.string, tokens: start..<end))
            }
            start = end
        }
        return spans
    }
}
