internal import StrictJSON
public import Tokenization

/// What a tokenizer makes of a data set: how long its examples are, and how much of them the vocabulary knows.
public struct TokenSummary: Sendable {
    /// The lengths in tokens, special tokens included, before anything is cut; `nil` without examples.
    public let lengths: Distribution?
    /// The number of tokens that the model reads at a time.
    public let maximumLength: Int
    /// The number of examples that are longer, and the line of the first.
    public let longCount: Int
    let firstLongLine: Int?
    /// The number of tokens that are `[UNK]`.
    public let unknownCount: Int
    /// The number of tokens, special ones not counted.
    public let tokenCount: Int
    /// Scripts that are a large part of the texts and that the vocabulary has hardly a piece of.
    public let foreignScripts: [(name: String, share: Double, pieceCount: Int)]

    /// A script with fewer pieces than this has only its bare letters in the vocabulary, or less.
    private static let fewestPieces = 500

    /// Tokenizes a data set.
    ///
    /// - Parameters:
    ///   - split: The data.
    ///   - tokenizer: The tokenizer.
    ///   - maximumLength: The number of tokens that the model reads at a time.
    ///   - threads: The number of threads.
    /// - Throws: ``DataError`` with code `tokenizationFailed`.
    public init(
        _ split: DataSplit,
        tokenizer: Tokenizer,
        maximumLength: Int,
        threads: Int
    ) throws(DataError) {
        var lengths: [Int] = []
        var unknownCount = 0
        var tokenCount = 0
        var long = LineCount()
        var scripts = ScriptCounts()
        let batchSize = 4096
        for start in stride(from: 0, to: split.examples.count, by: batchSize) {
            let batch = split.examples[start..<min(start + batchSize, split.examples.count)]
            for (example, encoding) in zip(batch, try Self.encodings(batch, tokenizer, threads, path: split.path)) {
                lengths.append(encoding.count)
                if encoding.count > maximumLength { long.add(example.line) }
                for id in encoding.ids where !tokenizer.isTemplateToken(id) {
                    tokenCount += 1
                    if id == tokenizer.unknownTokenID { unknownCount += 1 }
                }
                for text in example.contents { scripts.addLetters(of: text) }
            }
        }
        self.lengths = Distribution(lengths)
        self.maximumLength = maximumLength
        longCount = long.count
        firstLongLine = long.first
        self.unknownCount = unknownCount
        self.tokenCount = tokenCount
        foreignScripts = Self.foreignScripts(scripts, tokenizer.vocabulary)
    }

    /// Findings on the data.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - splits: Whether long examples are read in windows; else they are cut.
    /// - Returns: The findings.
    func warnings(path: String, splits: Bool) -> [DataWarning] {
        var warnings: [DataWarning] = []
        if longCount > 0, let lengths {
            let line = firstLongLine.flatMap { $0 > 0 ? $0 : nil }
            let fate = splits ? "are read in several windows" : "are cut"
            warnings.append(
                DataWarning(
                    .longExamples,
                    "\(longCount) of the examples are longer than \(maximumLength) tokens, up to \(lengths.maximum), and "
                        + "\(fate)\(line.map { "; the first is on line \($0)" } ?? "")",
                    path: path,
                    line: line,
                    count: longCount
                )
            )
        }
        for script in foreignScripts {
            let share = TruncationReport.percentage(Int((script.share * 1000).rounded()), of: 1000)
            warnings.append(
                DataWarning(
                    .foreignScript,
                    "\(share) of the letters are \(script.name), and the model's vocabulary has \(script.pieceCount) pieces "
                        + "of it: it can't read this language; take a model of it or a multilingual one",
                    path: path
                )
            )
        }
        if unknownCount * 100 > tokenCount {
            warnings.append(
                DataWarning(
                    .unknownTokens,
                    "\(TruncationReport.percentage(unknownCount, of: tokenCount)) of the tokens are unknown to the "
                        + "model's vocabulary; it sees nothing in their place",
                    path: path,
                    count: unknownCount
                )
            )
        }
        return warnings
    }

    private static func encodings(
        _ batch: ArraySlice<any InspectableExample>,
        _ tokenizer: Tokenizer,
        _ threads: Int,
        path: String
    ) throws(DataError) -> [Encoding] {
        let options = EncodingOptions(recordsPlaces: false)
        do {
            var encodings: [Encoding] = []
            var texts: [TextInput] = []
            for example in batch {
                switch example.tokenizerInput {
                case .text(let text, let pair): texts.append(TextInput(text, pair: pair))
                case .words(let words): encodings += try tokenizer.encode(words: words, options: options).prefix(1)
                }
            }
            return encodings
                + (try tokenizer.encodeBatch(texts, options: options, threads: threads).compactMap(\.first))
        } catch {
            throw DataError(.tokenizationFailed, error.message, path: path)
        }
    }

    private static func foreignScripts(
        _ letters: ScriptCounts,
        _ vocabulary: Vocabulary
    ) -> [(name: String, share: Double, pieceCount: Int)] {
        guard letters.total > 0 else { return [] }
        var pieces = ScriptCounts()
        for id in 0..<Int32(clamping: vocabulary.count) {
            if let token = vocabulary.token(id) { pieces.addToken(token) }
        }
        // A vocabulary of a few hundred tokens is a toy, of which nothing can be said.
        guard vocabulary.count >= 10 * fewestPieces else { return [] }
        return Script.allCases.compactMap { script in
            let share = Double(letters.counts[script] ?? 0) / Double(letters.total)
            let count = pieces.counts[script] ?? 0
            return share > 0.2 && count < fewestPieces ? (script.rawValue, share, count) : nil
        }
    }
}

extension Tokenizer {
    /// Whether a token is one of those that the template puts around texts.
    fileprivate func isTemplateToken(_ id: Int32) -> Bool {
        id == classTokenID || id == separatorTokenID
    }
}
