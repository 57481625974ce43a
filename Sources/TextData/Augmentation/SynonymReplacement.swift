/// Replaces words by synonyms from WordNet.
///
/// A part of the words that can be replaced, at least one, gives way to synonyms drawn at random (Wei and Zou, 2019,
/// section 2). Left alone are function words, names (words with a capital that begin no sentence), words of mixed
/// case, and inflected words whose synonym's form is not certain.
public struct SynonymReplacement: WordAugmentation, Sendable {
    /// The dictionary.
    public let synonyms: SynonymFinder
    /// The part of a text's words that is replaced.
    public let rate: Double

    /// `synonyms`.
    public var name: String { "synonyms" }
    /// True: a noun's synonyms are nouns.
    public var keepsPartsOfSpeech: Bool { true }

    /// A replacement.
    ///
    /// - Parameters:
    ///   - synonyms: The dictionary.
    ///   - rate: The part of a text's words that is replaced, above 0 and at most 1.
    public init(_ synonyms: SynonymFinder, rate: Double = 0.1) {
        self.synonyms = synonyms
        self.rate = rate
    }

    /// One list of replacements for each text.
    ///
    /// - Parameters:
    ///   - texts: The texts.
    ///   - draws: The random numbers for each.
    /// - Returns: The edits; none for a text of which no word has a synonym.
    /// - Throws: ``AugmentationError`` with code `malformedWordNet`.
    public func edits(
        for texts: [AugmentableText],
        draws: [AugmentationDraws]
    ) throws(AugmentationError) -> [[WordEdit]] {
        try zip(texts, draws).map { (text, draws) throws(AugmentationError) in
            var draws = draws
            return try edits(for: text, draws: &draws)
        }
    }

    func edits(
        for text: AugmentableText,
        draws: inout AugmentationDraws
    ) throws(AugmentationError) -> [WordEdit] {
        let wanted = Self.count(of: text.wordRanges.count, rate: rate)
        var edits: [WordEdit] = []
        for index in draws.shuffled(text.changeableIndices) where edits.count < wanted {
            let candidates = try synonyms.synonyms(ofWordAt: index, in: text)
            guard !candidates.isEmpty else { continue }
            edits.append(.replace(index, with: candidates[draws.nextIndex(below: candidates.count)]))
        }
        return edits.sorted { $0.index < $1.index }
    }

    /// How many words a rate asks for: at least one.
    static func count(of words: Int, rate: Double) -> Int {
        max(1, Int((Double(words) * rate).rounded(.down)))
    }
}
