/// Random changes of single words: the "easy data augmentation" of Wei and Zou (2019).
///
/// Each new text is made by one of four operations, drawn at random among those whose rate is not zero: words are
/// replaced by synonyms, synonyms of words are put in at random places, pairs of words trade places, or every word is
/// left out with a small probability. Protected words keep their place and nothing is put in behind one.
public struct EasyAugmentation: WordAugmentation, Sendable {
    /// How strongly each operation changes a text, as a part of its words; zero switches it off.
    public struct Rates: Sendable, Equatable {
        /// The words replaced by synonyms.
        public var replacement: Double
        /// The synonyms put in.
        public var insertion: Double
        /// The pairs of words that trade places.
        public var swap: Double
        /// The probability that a word is left out.
        public var deletion: Double

        /// Rates; the default, a tenth each, is the paper's for more than 500 examples.
        public init(
            replacement: Double = 0.1,
            insertion: Double = 0.1,
            swap: Double = 0.1,
            deletion: Double = 0.1
        ) {
            self.replacement = replacement
            self.insertion = insertion
            self.swap = swap
            self.deletion = deletion
        }

        /// Whether a dictionary of synonyms is needed.
        public var needsSynonyms: Bool { replacement > 0 || insertion > 0 }
    }

    private enum Operation {
        case replacement, insertion, swap, deletion
    }

    /// The rates.
    public let rates: Rates
    private let synonyms: SynonymFinder?
    private let operations: [Operation]

    /// `eda`.
    public var name: String { "eda" }
    /// False: words trade places and disappear.
    public var keepsPartsOfSpeech: Bool { false }

    /// An augmentation with each choice spelled out.
    ///
    /// - Parameters:
    ///   - rates: How strongly each operation changes a text.
    ///   - synonyms: The dictionary, which replacement and insertion need.
    /// - Precondition: At least one rate is above zero, and there is a dictionary where it is needed.
    public init(rates: Rates = Rates(), synonyms: SynonymFinder?) {
        self.rates = rates
        self.synonyms = synonyms
        operations = [
            (Operation.replacement, rates.replacement), (.insertion, rates.insertion), (.swap, rates.swap),
            (.deletion, rates.deletion),
        ].filter { $0.1 > 0 }.map(\.0)
        precondition(!operations.isEmpty, "Every rate is zero.")
        precondition(synonyms != nil || !rates.needsSynonyms, "Replacement and insertion need synonyms.")
    }

    /// One list of edits for each text.
    ///
    /// - Parameters:
    ///   - texts: The texts.
    ///   - draws: The random numbers for each.
    /// - Returns: The edits.
    /// - Throws: ``AugmentationError`` with code `malformedWordNet`.
    public func edits(
        for texts: [AugmentableText],
        draws: [AugmentationDraws]
    ) throws(AugmentationError) -> [[WordEdit]] {
        try zip(texts, draws).map { (text, draws) throws(AugmentationError) in
            var draws = draws
            switch operations[draws.nextIndex(below: operations.count)] {
            case .replacement: return try replacements(in: text, draws: &draws)
            case .insertion: return try insertions(into: text, draws: &draws)
            case .swap: return swaps(in: text, draws: &draws)
            case .deletion: return deletions(from: text, draws: &draws)
            }
        }
    }

    private func replacements(
        in text: AugmentableText,
        draws: inout AugmentationDraws
    ) throws(AugmentationError) -> [WordEdit] {
        guard let synonyms else { return [] }
        return try SynonymReplacement(synonyms, rate: rates.replacement).edits(for: text, draws: &draws)
    }

    /// Synonyms of words of the text, behind words drawn at random.
    private func insertions(
        into text: AugmentableText,
        draws: inout AugmentationDraws
    ) throws(AugmentationError) -> [WordEdit] {
        let places = text.changeableIndices
        guard let synonyms, !places.isEmpty else { return [] }
        let wanted = SynonymReplacement.count(of: text.wordRanges.count, rate: rates.insertion)
        var edits: [WordEdit] = []
        for index in draws.shuffled(places) where edits.count < wanted {
            let candidates = try synonyms.synonyms(ofWordAt: index, in: text)
            guard !candidates.isEmpty else { continue }
            let synonym = candidates[draws.nextIndex(below: candidates.count)]
            edits.append(.insert(synonym, after: places[draws.nextIndex(below: places.count)]))
        }
        return edits
    }

    /// Words that trade places, pair by pair; a later pair may move a word of an earlier one on.
    private func swaps(in text: AugmentableText, draws: inout AugmentationDraws) -> [WordEdit] {
        let places = text.changeableIndices
        guard places.count > 1 else { return [] }
        var order = Array(places.indices)
        for _ in 0..<SynonymReplacement.count(of: text.wordRanges.count, rate: rates.swap) {
            let first = draws.nextIndex(below: order.count)
            // One of the others.
            let second = (first + 1 + draws.nextIndex(below: order.count - 1)) % order.count
            order.swapAt(first, second)
        }
        let words = text.words
        return order.indices.filter { order[$0] != $0 }.map { .replace(places[$0], with: words[places[order[$0]]]) }
    }

    /// Words left out, but never all of a text.
    private func deletions(from text: AugmentableText, draws: inout AugmentationDraws) -> [WordEdit] {
        let places = text.changeableIndices
        var deleted = places.filter { _ in draws.nextUnit() < rates.deletion }
        if deleted.count == text.wordRanges.count, !deleted.isEmpty {
            deleted.remove(at: draws.nextIndex(below: deleted.count))
        }
        return deleted.map { .delete($0) }
    }
}
