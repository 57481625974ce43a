extension LabelSet {
    /// The tags of training sentences.
    ///
    /// Of entities, each type has both its tags, whether or not the file happens to use both.
    ///
    /// - Parameter training: The training data.
    /// - Throws: ``DataError`` with code `missingLabel` if a sentence has none, `invalidLabelSet` if all words have
    ///   the same or there are more than 10,000.
    public init(_ training: WordDataset) throws(DataError) {
        var found: Set<UTF8Key> = []
        for example in training.examples {
            for tag in try Self.tags(of: example, path: training.path) { found.insert(UTF8Key(tag)) }
        }
        if training.hasEntities {
            for tag in found.map(\.string) {
                guard let type = EntityTag(tag)?.type, !type.isEmpty else { continue }
                found.insert(UTF8Key("B-" + type))
                found.insert(UTF8Key("I-" + type))
            }
            found.insert(UTF8Key("O"))
        }
        do {
            try self.init(names: Self.ordered(found.map(\.string)))
        } catch {
            throw DataError(error.code, "\(error.message); check the column of tags", path: training.path)
        }
    }

    /// Checks that every word has a tag of this set.
    ///
    /// - Parameter dataset: The sentences.
    /// - Throws: ``DataError`` with code `unknownLabel` or `missingLabel`, naming the line.
    public func check(_ dataset: WordDataset) throws(DataError) {
        for example in dataset.examples { _ = try indices(of: example, path: dataset.path) }
    }

    /// The classes of a sentence's words.
    package func indices(of example: WordExample, path: String?) throws(DataError) -> [Int] {
        var indices: [Int] = []
        for (position, tag) in try Self.tags(of: example, path: path).enumerated() {
            guard let index = index(of: tag) else {
                let known = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
                let more = names.count > 12 ? " and \(names.count - 12) more" : ""
                throw DataError(
                    .unknownLabel,
                    "in the sentence that begins here, word \(position + 1), '\(example.words[position])', has the tag "
                        + "'\(tag)', which is not one of the labels: \(known)\(more)",
                    path: path,
                    line: example.line > 0 ? example.line : nil
                )
            }
            indices.append(index)
        }
        return indices
    }

    private static func tags(of example: WordExample, path: String?) throws(DataError) -> [String] {
        if let tags = example.tags { return tags }
        throw DataError(
            .missingLabel,
            "the sentence has no tags",
            path: path,
            line: example.line > 0 ? example.line : nil
        )
    }
}
