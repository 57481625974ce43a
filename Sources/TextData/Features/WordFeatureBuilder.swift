public import Tokenization

/// Turns sentences into what the model reads, without losing a word.
///
/// - A word is known by its first piece: only that has a target.
/// - A word of which the tokenizer leaves nothing, such as a zero-width space, has `[UNK]` in its place, so that it
///   is seen, learned and predicted like any other. (Hugging Face's scripts drop it, and tags shift or are lost.)
/// - A sentence longer than the model's length is cut into overlapping windows, see ``WordFeature/Place/isDecided``.
/// - Of a single word longer than a window the first pieces are kept; ``TruncationReport`` counts the others.
///
/// ```swift
/// let training = try WordDataset.read("train.conll")
/// let builder = try WordFeatureBuilder(tokenizer: tokenizer, labels: LabelSet(training), maximumLength: 128)
/// let set = try builder.features(for: training)
/// print(set.truncation)
/// ```
public struct WordFeatureBuilder: Sendable {
    /// The tokenizer of the model.
    public let tokenizer: Tokenizer
    /// The tags that words must have; `nil` if features are to have no targets, as for prediction.
    public let labels: LabelSet?
    /// The number of tokens that a feature may have, special ones among them.
    public let maximumLength: Int

    /// The special tokens before and after a sentence, and the type of the tokens between.
    private let prefix: [(id: Int32, typeID: Int32)]
    private let suffix: [(id: Int32, typeID: Int32)]
    private let typeID: Int32

    /// The number of tokens that fit between the special ones.
    private var room: Int { maximumLength - prefix.count - suffix.count }

    /// A builder of features.
    ///
    /// - Parameters:
    ///   - tokenizer: The tokenizer of the model.
    ///   - labels: The tags that words must have; `nil` if features are to have no targets.
    ///   - maximumLength: The number of tokens that a feature may have, special ones among them.
    /// - Throws: ``DataError`` with code `tokenizationFailed` if there is no room for a word.
    public init(tokenizer: Tokenizer, labels: LabelSet?, maximumLength: Int) throws(DataError) {
        self.tokenizer = tokenizer
        self.labels = labels
        self.maximumLength = maximumLength
        let frame = try Self.encode(["a"], with: tokenizer, addsSpecialTokens: true, path: nil, line: 0)
        let tokens = Array(zip(frame.ids, frame.typeIDs))
        let first = frame.specialTokensMask.firstIndex(of: false) ?? 0
        let last = frame.specialTokensMask.lastIndex(of: false) ?? 0
        prefix = tokens[..<first].map { (id: $0.0, typeID: $0.1) }
        suffix = tokens[(last + 1)...].map { (id: $0.0, typeID: $0.1) }
        typeID = frame.typeIDs[first]
        guard maximumLength > prefix.count + suffix.count else {
            throw DataError(
                .tokenizationFailed,
                "a length of \(maximumLength) tokens has no room for a word beside \(prefix.count + suffix.count) special "
                    + "ones; raise the maximum length"
            )
        }
    }

    /// The features of a data file's sentences: one for each that fits, several for one that is too long, none for
    /// one without words.
    ///
    /// - Parameter dataset: The sentences.
    /// - Returns: The features in the sentences' order, and what was split.
    /// - Throws: ``DataError`` with code `unknownLabel`, `missingLabel` or `tokenizationFailed`, naming the line.
    public func features(for dataset: WordDataset) throws(DataError) -> FeatureSet<WordFeature> {
        var features = FeatureSet<WordFeature>.Builder(maximumLength: maximumLength)
        var progress = PreparationCounter(.tokenizing, path: dataset.path, of: dataset.examples.count)
        for (index, example) in dataset.examples.enumerated() {
            progress.advance()
            let targets = try labels.map { (labels) throws(DataError) in
                try labels.indices(of: example, path: dataset.path)
            }
            guard !example.words.isEmpty else { continue }
            let sentence = try pieces(of: example, path: dataset.path)
            let plan = WordWindows(lengths: sentence.words.map(\.count), room: room)
            var windowCount = 0
            for (window, words) in plan.windows.enumerated() {
                // A window between two others may have only words that see more in these.
                guard words.contains(where: { plan.deciding[$0] == window }) else { continue }
                windowCount += 1
                let feature = feature(of: words, in: sentence, targets: targets, exampleIndex: index) {
                    plan.deciding[$0] == window
                }
                try features.append(feature)
            }
            let keptCount = sentence.words.reduce(prefix.count + suffix.count) { $0 + $1.count }
            features.truncation.add(
                keptTokenCount: keptCount,
                cutTokenCount: sentence.cutCount,
                windowCount: windowCount,
                line: example.line
            )
        }
        return try features.finish()
    }
}

// MARK: - Pieces

extension WordFeatureBuilder {
    /// The tokens of a sentence, word by word.
    private struct Sentence {
        var ids: [Int32] = []
        var offsets: [Range<Int32>] = []
        /// The tokens of each word; there is at least one.
        var words: [Range<Int>] = []
        /// The number of tokens that did not fit because one word alone has too many.
        var cutCount = 0
    }

    private func pieces(of example: WordExample, path: String) throws(DataError) -> Sentence {
        let encoding = try Self.encode(
            example.words,
            with: tokenizer,
            addsSpecialTokens: false,
            path: path,
            line: example.line
        )
        var sentence = Sentence()
        sentence.ids.reserveCapacity(encoding.count)
        sentence.offsets.reserveCapacity(encoding.count)
        sentence.words.reserveCapacity(example.words.count)
        var position = 0
        for (index, word) in example.words.enumerated() {
            let start = position
            while position < encoding.count, encoding.wordIDs[position] == index { position += 1 }
            let kept = start..<min(position, start + room)
            let first = sentence.ids.count
            if kept.isEmpty {
                sentence.ids.append(tokenizer.unknownTokenID)
                sentence.offsets.append(0..<Int32(clamping: word.unicodeScalars.count))
            } else {
                sentence.ids += encoding.ids[kept]
                for offset in encoding.offsets[kept] {
                    sentence.offsets.append(Int32(clamping: offset.lowerBound)..<Int32(clamping: offset.upperBound))
                }
            }
            sentence.words.append(first..<sentence.ids.count)
            sentence.cutCount += position - start - kept.count
        }
        return sentence
    }

    private func feature(
        of words: Range<Int>,
        in sentence: Sentence,
        targets: [Int]?,
        exampleIndex: Int,
        isDecided: (Int) -> Bool
    ) -> WordFeature {
        let tokens = sentence.words[words.lowerBound].lowerBound..<sentence.words[words.upperBound - 1].upperBound
        let shift = prefix.count - tokens.lowerBound
        let count = prefix.count + tokens.count + suffix.count
        var places: [WordFeature.Place] = []
        places.reserveCapacity(words.count)
        var targetOfToken = [Int32](repeating: WordFeature.ignoredTarget, count: count)
        for word in words {
            let range = sentence.words[word]
            let place = WordFeature.Place(
                word: word,
                tokens: range.lowerBound + shift..<range.upperBound + shift,
                isDecided: isDecided(word)
            )
            places.append(place)
            if let targets, place.isDecided { targetOfToken[place.tokens.lowerBound] = Int32(targets[word]) }
        }
        let none = [Range<Int32>](repeating: 0..<0, count: max(prefix.count, suffix.count))
        return WordFeature(
            inputIDs: prefix.map(\.id) + sentence.ids[tokens] + suffix.map(\.id),
            tokenTypeIDs: prefix.map(\.typeID) + [Int32](repeating: typeID, count: tokens.count)
                + suffix.map(\.typeID),
            targets: targetOfToken,
            tokenOffsets: Array(none[..<prefix.count]) + sentence.offsets[tokens] + none[..<suffix.count],
            words: places,
            exampleIndex: exampleIndex
        )
    }

    private static func encode(
        _ words: [String],
        with tokenizer: Tokenizer,
        addsSpecialTokens: Bool,
        path: String?,
        line: Int
    ) throws(DataError) -> Encoding {
        do {
            let options = EncodingOptions(addsSpecialTokens: addsSpecialTokens)
            return try tokenizer.encode(words: words, options: options).first ?? Encoding()
        } catch {
            throw DataError(.tokenizationFailed, error.message, path: path, line: line > 0 ? line : nil)
        }
    }
}
