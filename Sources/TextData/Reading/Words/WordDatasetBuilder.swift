/// Gathers the sentences of a file, and what is to be said about them.
struct WordDatasetBuilder {
    let path: String
    private var examples = StoredListBuilder<WordExample>()
    private var progress: PreparationCounter
    private var tally = TagTally()
    private var tagNumbers: [Int] = []

    /// Marked stretches that begin or end within a word.
    var cutWords = LineCount()
    /// Texts that their own words do not make up.
    var unmatchedTexts = LineCount()
    /// The columns that were found as in an earlier file.
    var followed: RememberedColumns?
    private var emptyExamples = LineCount()

    init(path: String) {
        self.path = path
        progress = PreparationCounter(.reading, path: path)
    }

    /// Whether no sentence has been added.
    var isEmpty: Bool { examples.count == 0 }

    /// A tag's name, its storage shared with all words that have it.
    mutating func shared(_ tag: String) -> String {
        let number = tally.number(of: tag)
        return tally.names[number]
    }

    /// Adds a sentence.
    ///
    /// - Parameters:
    ///   - example: The sentence, its tags as the file has them.
    ///   - line: The line of the word at an index.
    /// - Throws: ``DataError`` with code `scratchFailed` or `tooManyExamples`.
    mutating func add(_ example: WordExample, line: (Int) -> Int) throws(DataError) {
        if let tags = example.tags {
            tagNumbers.removeAll(keepingCapacity: true)
            for tag in tags { tagNumbers.append(tally.number(of: tag)) }
            tally.add(tagNumbers, line: line)
        }
        if example.words.isEmpty { emptyExamples.add(example.line) }
        try examples.append(example)
        progress.advance()
    }

    /// Adds a sentence that stands on one line.
    mutating func add(_ example: WordExample) throws(DataError) {
        try add(example, line: { _ in example.line })
    }

    /// The data set of all sentences, their tags in BIO.
    ///
    /// - Parameter description: How the file is written, in words.
    /// - Returns: The data set.
    /// - Throws: ``DataError`` with code `noExamples` or `invalidTag`.
    mutating func dataset(_ description: String) throws(DataError) -> WordDataset {
        if isEmpty {
            throw DataError(.noExamples, "the file holds no sentence", path: path)
        }
        var examples = try examples.finish()
        var description = description
        var warnings = followed.map { [DataWarning(following: $0, path: path)] } ?? []
        var scheme: TagScheme?
        if !tally.names.isEmpty {
            let finding = try tally.finding(path: path)
            scheme = finding.scheme
            if finding.scheme != .bio && finding.scheme != .plain {
                description += ", \(finding.scheme.name) converted to BIO"
                warnings.append(
                    DataWarning(.tagsConverted, "the tags are \(finding.scheme.name), converted to BIO", path: path)
                )
                var converter = TagConverter(from: finding.scheme)
                var converted = StoredListBuilder<WordExample>()
                for var example in examples {
                    if let tags = example.tags { example.tags = converter.converted(tags) }
                    try converted.append(example)
                }
                examples = try converted.finish()
            } else {
                description += ", \(finding.scheme.name)"
            }
            warnings += malformedTags(finding)
            if finding.scheme == .plain && tally.names.allSatisfy({ Int($0) != nil }) {
                warnings.append(
                    DataWarning(
                        .numericTags,
                        "the tags are numbers, so entities cannot be told from other words; write the tags' names",
                        path: path
                    )
                )
            }
        }
        warnings += otherWarnings()
        return WordDataset(
            path: path,
            examples: examples,
            formatDescription: description,
            tagScheme: scheme,
            warnings: warnings
        )
    }

    private func malformedTags(_ finding: TagTally.Finding) -> [DataWarning] {
        guard let line = finding.malformed.first else { return [] }
        let count = finding.malformed.count
        let what =
            finding.scheme == .bio
            ? "\(count == 1 ? "1 tag continues" : "\(count) tags continue") an entity that no B- began"
            : "\(count == 1 ? "1 tag breaks" : "\(count) tags break") the rules of \(finding.scheme.name)"
        return [
            DataWarning(
                .malformedTags,
                "\(what), the first on line \(line); they are kept as they are",
                path: path,
                line: line,
                count: count
            )
        ]
    }

    private func otherWarnings() -> [DataWarning] {
        let findings: [(DataWarning.Code, LineCount, String)] = [
            (.cutWords, cutWords, "borders of spans lie within words, which are cut there"),
            (
                .unmatchedTexts, unmatchedTexts,
                "texts differ from their words; texts put together from the words take their place"
            ),
            (.emptyTexts, emptyExamples, "texts have no words"),
        ]
        return findings.compactMap { code, lines, what in
            lines.first.map { line in
                let message = "\(lines.count) \(what) (the first on line \(line))"
                return DataWarning(code, message, path: path, line: line, count: lines.count)
            }
        }
    }
}
