internal import Foundation
public import TextData
internal import Tokenization

/// Replaces words by what a masked language model expects in their place (Wu et al., 2018; Kobayashi, 2018).
///
/// A part of a text's words is masked at once, and each gives way to one of the words that the model finds likeliest,
/// drawn by their probabilities. Function words, names and numbers stay, so that a negation, for one, does too.
/// Only whole words of the vocabulary are put in.
public struct MaskedWordReplacement: WordAugmentation {
    /// The model.
    public let model: MaskedLanguageModel
    /// The part of a text's words that is replaced.
    public let rate: Double
    /// How many of the likeliest words are drawn from.
    public let candidateCount: Int

    /// The words that may be put in, by their ids; `nil` for pieces, names, function words, numbers and signs.
    private let words: [String?]

    /// `masked`.
    public var name: String { "masked" }
    /// False: what is likely in a word's place may be of another kind.
    public var keepsPartsOfSpeech: Bool { false }

    /// A replacement.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - rate: The part of a text's words that is replaced, above 0 and at most 1; at least one word is.
    ///   - candidateCount: How many of the likeliest words are drawn from.
    public init(_ model: MaskedLanguageModel, rate: Double = 0.1, candidateCount: Int = 10) {
        self.model = model
        self.rate = rate
        self.candidateCount = max(1, candidateCount)
        words = (0..<Int32(model.tokenizer.vocabulary.count)).map { id in
            // In a cased vocabulary a capital is that of a name.
            guard let word = model.tokenizer.vocabulary.token(id), !FunctionWords.contains(word),
                word.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic && !$0.properties.isUppercase })
            else { return nil }
            return word
        }
    }

    /// One list of replacements for each text.
    ///
    /// - Parameters:
    ///   - texts: The texts; words beyond the model's length stay.
    ///   - draws: The random numbers for each.
    /// - Returns: The edits.
    /// - Throws: ``/Tokenization/TokenizationError`` if a text can't be tokenized.
    public func edits(for texts: [AugmentableText], draws: [AugmentationDraws]) throws -> [[WordEdit]] {
        var draws = draws
        var plans: [(text: Int, indices: [Int], input: MaskedInput)] = []
        for (index, text) in texts.enumerated() {
            if let plan = try masked(text, draws: &draws[index]) { plans.append((index, plan.indices, plan.input)) }
        }
        var edits = [[WordEdit]](repeating: [], count: texts.count)
        model.forEachPosition(of: plans.map(\.input)) { index, position, scores in
            let plan = plans[index]
            let word = plan.indices[position]
            if let replacement = draw(scores, forWordAt: word, in: texts[plan.text], &draws[plan.text]) {
                edits[plan.text].append(.replace(word, with: replacement))
            }
        }
        return edits
    }

    /// A text with some of its words masked, or `nil` if none can be.
    private func masked(
        _ text: AugmentableText,
        draws: inout AugmentationDraws
    ) throws -> (indices: [Int], input: MaskedInput)? {
        let candidates = text.changeableIndices.filter { index in
            WordCase(ofWordAt: index, in: text) != nil && !FunctionWords.contains(text.word(at: index).lowercased())
        }
        guard !candidates.isEmpty else { return nil }
        let options = EncodingOptions(maximumLength: model.maximumLength)
        guard let encoding = try model.tokenizer.encode(text.text, options: options).first else { return nil }
        let wanted = max(1, Int((Double(text.wordRanges.count) * rate).rounded(.down)))
        var pieces: [(index: Int, tokens: Range<Int>)] = []
        for index in draws.shuffled(candidates) where pieces.count < wanted {
            let word = text.wordRanges[index]
            let tokens = encoding.offsets.indices.filter {
                !encoding.specialTokensMask[$0] && encoding.offsets[$0].overlaps(word)
            }
            // A word that was cut off has no tokens; one that is glued to its neighbour has some of its.
            guard let first = tokens.first, let last = tokens.last,
                encoding.offsets[first].lowerBound >= word.lowerBound,
                encoding.offsets[last].upperBound == word.upperBound
            else { continue }
            pieces.append((index, first..<last + 1))
        }
        guard !pieces.isEmpty else { return nil }
        pieces.sort { $0.index < $1.index }
        var input = MaskedInput(ids: [], typeIDs: [], positions: [])
        var position = 0
        for piece in pieces {
            input.ids += encoding.ids[position..<piece.tokens.lowerBound]
            input.typeIDs += encoding.typeIDs[position..<piece.tokens.lowerBound]
            input.positions.append(input.ids.count)
            input.ids.append(model.maskTokenID)
            input.typeIDs.append(encoding.typeIDs[piece.tokens.lowerBound])
            position = piece.tokens.upperBound
        }
        input.ids += encoding.ids[position...]
        input.typeIDs += encoding.typeIDs[position...]
        return (pieces.map(\.index), input)
    }

    /// One of the likeliest words other than the one that stands there, written as that is.
    private func draw(
        _ scores: ArraySlice<Float>,
        forWordAt index: Int,
        in text: AugmentableText,
        _ draws: inout AugmentationDraws
    ) -> String? {
        guard let wordCase = WordCase(ofWordAt: index, in: text) else { return nil }
        let old = text.word(at: index).lowercased()
        var best: [(word: String, score: Float)] = []
        for (word, score) in zip(words, scores) {
            guard best.count < candidateCount || score > (best.last?.score ?? -.infinity), let word, word != old
            else { continue }
            let place = best.firstIndex { $0.score < score } ?? best.count
            best.insert((word, score), at: place)
            if best.count > candidateCount { best.removeLast() }
        }
        guard let highest = best.first?.score else { return nil }
        let weights = best.map { exp(Double($0.score - highest)) }
        var threshold = draws.nextUnit() * weights.reduce(0, +)
        for (candidate, weight) in zip(best, weights) {
            threshold -= weight
            if threshold < 0 { return wordCase.applied(to: candidate.word) }
        }
        return best.last.map { wordCase.applied(to: $0.word) }
    }
}
