/// Writes a sentence's tags in BIO.
struct TagConverter {
    /// The scheme that the tags are in.
    let scheme: TagScheme
    /// Each type's two tags, so that words share their storage.
    private var cache: [UTF8Key: (begin: String, inside: String)] = [:]

    init(from scheme: TagScheme) {
        self.scheme = scheme
    }

    /// The tags in BIO.
    ///
    /// A tag that breaks its scheme's rules keeps what it says: what does not begin an entity does not after it
    /// either.
    mutating func converted(_ tags: [String]) -> [String] {
        switch scheme {
        case .plain, .bio: return tags
        case .bioes: return tags.map { inBIO($0) }
        case .iob1, .io: break
        }
        var previous: Substring?
        return tags.map { tag in
            let (type, begins) = typeAndBeginning(of: tag)
            defer { previous = type }
            guard let type else { return tag }
            let continues = !begins && (previous.map { $0.utf8.elementsEqual(type.utf8) } ?? false)
            let names = names(of: type)
            return continues ? names.inside : names.begin
        }
    }

    /// The type of an entity's tag, and whether it says that one begins.
    private func typeAndBeginning(of tag: String) -> (type: Substring?, begins: Bool) {
        let parsed = EntityTag(tag)
        if parsed?.position == .outside { return (nil, false) }
        return scheme == .io ? (tag[...], false) : (parsed?.type, parsed?.position == .begin)
    }

    private mutating func inBIO(_ tag: String) -> String {
        guard let parsed = EntityTag(tag) else { return tag }
        return switch parsed.position {
        case .outside: tag
        case .begin, .single: names(of: parsed.type).begin
        case .inside, .end: names(of: parsed.type).inside
        }
    }

    private mutating func names(of type: Substring) -> (begin: String, inside: String) {
        let key = UTF8Key(String(type))
        if let names = cache[key] { return names }
        let names = (begin: "B-" + type, inside: "I-" + type)
        cache[key] = names
        return names
    }
}
