/// Counts, sentence by sentence, what a file's tags look like, to tell its ``TagScheme`` in the end.
struct TagTally {
    /// What one distinct tag means; types are compared by number.
    private struct Meaning {
        let position: EntityTag.Position
        let type: Int
    }

    /// Every distinct tag once; words share its storage.
    private(set) var names: [String] = []
    private var numbers: [UTF8Key: Int] = [:]
    /// `nil` for tags without the form of an entity's.
    private var meanings: [Meaning?] = []
    private var types: [UTF8Key: Int] = [:]
    /// How often each tag occurs, and where first.
    private var counts: [LineCount] = []

    /// `I-X` or `E-X` where no `X` is open: usual in IOB1, a fault elsewhere.
    private var unopened = LineCount()
    /// `B-X` where no `X` precedes: usual everywhere but in IOB1.
    private var opened = 0
    /// `B-X` or `I-X` that BIOES would have closed.
    private var unclosed = LineCount()

    /// The number of a tag.
    mutating func number(of name: String) -> Int {
        let key = UTF8Key(name)
        if let number = numbers[key] { return number }
        let number = names.count
        numbers[key] = number
        names.append(name)
        counts.append(LineCount())
        meanings.append(
            EntityTag(name).map { tag in
                let type = UTF8Key(String(tag.type))
                let typeNumber = types[type] ?? types.count
                types[type] = typeNumber
                return Meaning(position: tag.position, type: typeNumber)
            }
        )
        return number
    }

    /// Takes a sentence into account.
    ///
    /// - Parameters:
    ///   - tags: The numbers of its tags.
    ///   - line: The line of the tag at an index.
    mutating func add(_ tags: [Int], line: (Int) -> Int) {
        var open: (type: Int, index: Int)?
        for (index, number) in tags.enumerated() {
            counts[number].add(line(index))
            let meaning = meanings[number]
            let continues = open != nil && open?.type == meaning?.type
            let position = meaning?.position ?? .outside
            switch position {
            case .inside, .end: if !continues { unopened.add(line(index)) }
            case .begin: if !continues { opened += 1 }
            case .single, .outside: break
            }
            if let open, !(continues && (position == .inside || position == .end)) { unclosed.add(line(open.index)) }
            open = position == .begin || position == .inside ? meaning.map { ($0.type, index) } : nil
        }
        if let open { unclosed.add(line(open.index)) }
    }
}

// MARK: - Telling the scheme

extension TagTally {
    /// What the tags of a whole file are.
    struct Finding {
        let scheme: TagScheme
        /// Tags that break the scheme's rules.
        let malformed: LineCount
    }

    /// Tells the scheme of all tags added.
    ///
    /// - Parameter path: The file, for errors.
    /// - Returns: The scheme, and the tags that break its rules.
    /// - Throws: ``DataError`` with code `invalidTag` if most tags are of entities but some have no such form.
    func finding(path: String) throws(DataError) -> Finding {
        var entityCount = 0
        var otherCount = 0
        var hasClosedForms = false
        var largest = 0
        for (meaning, count) in zip(meanings, counts) {
            largest = max(largest, count.count)
            switch meaning?.position {
            case nil: otherCount += count.count
            case .outside: break
            case .end, .single:
                hasClosedForms = true
                entityCount += count.count
            case .begin, .inside: entityCount += count.count
            }
        }
        guard entityCount > otherCount else {
            if otherCount == 0 { return Finding(scheme: .bio, malformed: LineCount()) }
            // Stanford's form has `O` for most words; among parts of speech none makes up most of a text.
            let outside = numbers[UTF8Key("O")].map { counts[$0].count } ?? 0
            let isIO = entityCount == 0 && outside > 0 && outside == largest
            return Finding(scheme: isIO ? .io : .plain, malformed: LineCount())
        }
        if otherCount > 0 { throw invalidTag(path: path) }
        if hasClosedForms {
            var malformed = unopened
            malformed.add(unclosed)
            return Finding(scheme: .bioes, malformed: malformed)
        }
        let isIOB1 = unopened.count > opened
        return Finding(scheme: isIOB1 ? .iob1 : .bio, malformed: isIOB1 ? LineCount() : unopened)
    }

    private func invalidTag(path: String) -> DataError {
        let first = names.indices.filter { meanings[$0] == nil }
            .min { (counts[$0].first ?? 0) < (counts[$1].first ?? 0) }
        return DataError(
            .invalidTag,
            "the tag '\(first.map { names[$0] } ?? "")' is neither O nor B-TYPE or I-TYPE as the other tags are; correct "
                + "it, or choose another column with --label-column",
            path: path,
            line: first.flatMap { counts[$0].first }
        )
    }
}
