/// Finds words that may take the place of a word of an English text.
public struct SynonymFinder: Sendable {
    /// The dictionary.
    public let wordNet: WordNet
    /// How many senses of a word are looked at, the most frequent first.
    public let maximumSenseCount: Int

    /// A finder.
    ///
    /// - Parameters:
    ///   - wordNet: The dictionary.
    ///   - maximumSenseCount: How many senses of a word are looked at, the most frequent first; the first of them that
    ///     has another word is taken.
    public init(_ wordNet: WordNet, maximumSenseCount: Int = 2) {
        self.wordNet = wordNet
        self.maximumSenseCount = maximumSenseCount
    }

    /// The words that may take a word's place: in its form and in its case.
    ///
    /// - Parameters:
    ///   - index: The index of the word.
    ///   - text: The text it stands in, which tells a name from the beginning of a sentence.
    /// - Returns: The synonyms in WordNet's order, blanks between the words of one; none for function words, names and
    ///   words that WordNet doesn't know.
    /// - Throws: ``AugmentationError`` with code `malformedWordNet`.
    public func synonyms(ofWordAt index: Int, in text: AugmentableText) throws(AugmentationError) -> [String] {
        let word = text.word(at: index)
        guard let wordCase = WordCase(ofWordAt: index, in: text) else { return [] }
        let lowercased = word.lowercased()
        guard !FunctionWords.contains(lowercased) else { return [] }
        let partOfSpeech = text.partsOfSpeech.isEmpty ? nil : text.partsOfSpeech[index]
        // One word of a tagged sentence must not become two of which only the first is what the tag says.
        let acceptsPhrases = text.partsOfSpeech.isEmpty
        var analyses = try wordNet.analyses(of: lowercased)
        if let partOfSpeech { analyses.removeAll { $0.partOfSpeech != partOfSpeech } }
        guard let analysis = analyses.first else { return [] }
        let article = index > 0 ? text.word(at: index - 1).lowercased() : ""
        for offset in analysis.entry.synsetOffsets.prefix(maximumSenseCount) {
            let synonyms = try wordNet.synset(at: offset, as: analysis.partOfSpeech)
                .compactMap { Self.plainWords($0) }
                .filter { $0 != analysis.lemma && (acceptsPhrases || !$0.utf8.contains(UInt8(ascii: " "))) }
                .compactMap { wordNet.form(of: $0, as: analysis.partOfSpeech, analysis.inflection) }
                .filter { $0 != lowercased && (!isArticle(article) || beginsAlike($0, lowercased)) }
            if !synonyms.isEmpty { return synonyms.map(wordCase.applied) }
        }
        return []
    }

    /// A word of WordNet's as it stands in a text, or `nil` for names, abbreviations and formulas.
    private static func plainWords(_ word: String) -> String? {
        let letters = word.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }
        let isPlain = letters.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x20 || $0 == 0x2D || $0 == 0x27 }
        return isPlain && letters.count > 1 ? String(decoding: letters, as: UTF8.self) : nil
    }

    private func isArticle(_ word: String) -> Bool {
        word == "a" || word == "an"
    }

    /// Whether both words take the same article, as far as letters show.
    private func beginsAlike(_ left: String, _ right: String) -> Bool {
        let isVowel = { (word: String) in word.utf8.first.map { "aeiou".utf8.contains($0) } ?? false }
        return isVowel(left) == isVowel(right)
    }
}
