public import Tokenization

/// What is worth knowing about data before a model is trained on them.
public struct DataReport: Sendable {
    /// A tokenizer, and how it is used.
    public struct Reading: Sendable {
        let tokenizer: Tokenizer
        let maximumLength: Int
        let splitsLongExamples: Bool
        let threads: Int

        /// A way to read.
        ///
        /// - Parameters:
        ///   - tokenizer: The tokenizer of the model.
        ///   - maximumLength: The number of tokens that the model reads at a time.
        ///   - splitsLongExamples: Whether long examples are read in windows; else they are cut.
        ///   - threads: The number of threads.
        public init(tokenizer: Tokenizer, maximumLength: Int, splitsLongExamples: Bool, threads: Int = 1) {
            self.tokenizer = tokenizer
            self.maximumLength = maximumLength
            self.splitsLongExamples = splitsLongExamples
            self.threads = threads
        }
    }

    /// What one file holds.
    struct Part: Sendable {
        let name: String
        let path: String
        let format: String
        let count: Int
        let characters: Distribution?
        let numbers: (lowest: Double, mean: Double, highest: Double)?
        let balance: ClassBalance
        let tokens: TokenSummary?
    }

    let parts: [Part]
    /// All findings, file by file, then those between files.
    public let findings: [DataWarning]

    /// Looks at data.
    ///
    /// - Parameters:
    ///   - splits: The files, the training data first.
    ///   - areNumbers: Whether labels are numbers rather than classes.
    ///   - reading: How the model reads them; `nil` leaves tokens aside.
    /// - Throws: ``DataError`` with code `tokenizationFailed`.
    public init(
        _ splits: [DataSplit],
        areNumbers: Bool,
        reading: Reading?
    ) throws(DataError) {
        var parts: [Part] = []
        var findings: [DataWarning] = []
        for (index, split) in splits.enumerated() {
            let tokens = try reading.map { (reading) throws(DataError) in
                try TokenSummary(
                    split,
                    tokenizer: reading.tokenizer,
                    maximumLength: reading.maximumLength,
                    threads: reading.threads
                )
            }
            let balance = ClassBalance(areNumbers ? [] : split.examples)
            parts.append(
                Part(
                    name: split.name,
                    path: split.path,
                    format: split.formatDescription,
                    count: split.examples.count,
                    characters: Distribution(
                        split.examples.map { $0.contents.reduce(0) { $0 + $1.unicodeScalars.count } }
                    ),
                    numbers: areNumbers ? Self.numbers(split.examples) : nil,
                    balance: balance,
                    tokens: tokens
                )
            )
            findings += split.warnings
            if areNumbers { findings += Self.faultyNumbers(split) }
            if index > 0, let first = splits.first { findings += Self.otherKind(split, than: first) }
            if index == 0 {
                findings += balance.warnings(path: split.path)
            } else if let first = parts.first {
                findings += Self.newClasses(in: balance, besides: first.balance, path: split.path)
            }
            findings +=
                tokens?.warnings(path: split.path, splits: reading?.splitsLongExamples ?? false) ?? []
        }
        self.parts = parts
        self.findings = findings + RepetitionCheck.warnings(splits)
    }

    private static func numbers(
        _ examples: [any InspectableExample]
    ) -> (lowest: Double, mean: Double, highest: Double)? {
        let numbers = examples.compactMap { $0.answerKey.flatMap { Double($0) } }.filter(\.isFinite)
        guard let lowest = numbers.min(), let highest = numbers.max() else { return nil }
        return (lowest, numbers.reduce(0, +) / Double(numbers.count), highest)
    }

    /// Labels that are to be numbers and are none.
    private static func faultyNumbers(_ split: DataSplit) -> [DataWarning] {
        var faults = LineCount()
        var first: String?
        for example in split.examples {
            guard let label = example.answerKey, Double(label).map(\.isFinite) != true else { continue }
            faults.add(example.line)
            first = first ?? label
        }
        guard let first, let line = faults.first else { return [] }
        let what = faults.count == 1 ? "1 label is" : "\(faults.count) labels are"
        return [
            DataWarning(
                .faultyNumbers,
                "\(what) no number, the first '\(first)' on line \(line); correct it, or leave the row out",
                path: split.path,
                line: line > 0 ? line : nil,
                count: faults.count
            )
        ]
    }

    /// Pairs of texts beside single ones, which no model learns from together.
    private static func otherKind(_ split: DataSplit, than first: DataSplit) -> [DataWarning] {
        guard split.hasPairs != first.hasPairs else { return [] }
        let (own, other) = split.hasPairs ? ("pairs of texts", "single texts") : ("single texts", "pairs of texts")
        return [
            DataWarning(
                .mixedPairs,
                "the examples are \(own), and those of \(first.path) are \(other); training refuses them together",
                path: split.path,
                count: split.examples.count
            )
        ]
    }

    private static func newClasses(
        in balance: ClassBalance,
        besides training: ClassBalance,
        path: String
    ) -> [DataWarning] {
        let known = Set(training.counts.map { UTF8Key($0.name) })
        let new = balance.counts.filter { !known.contains(UTF8Key($0.name)) }
        guard !new.isEmpty else { return [] }
        let list = new.prefix(8).map { "'\($0.name)'" }.joined(separator: ", ")
        return [
            DataWarning(
                .unknownLabels,
                "labels that the training data don't have: \(list)"
                    + (new.count > 8 ? " and \(new.count - 8) more" : ""),
                path: path,
                count: new.count
            )
        ]
    }
}
