internal import Foundation
internal import Tensors
public import TextData

/// Turns the logits of a token classifier into tags and entities: the one decoder of evaluation and prediction.
///
/// Scores and grouping are those of transformers' `TokenClassificationPipeline`, but for three things: a word is
/// what the tokenizer was given as one rather than what its pieces look like, a long text's words are each decided
/// in one window only, and tags in BIOES end entities too.
public struct TokenDecoder: Sendable {
    /// The tags, in the order of the model's outputs.
    public let labels: [String]
    /// How pieces become entities.
    ///
    /// A word's own tag is that of its first piece unless `average` or `max` says otherwise.
    public let aggregation: EntityAggregation
    /// Whether the tags are of entities.
    public let hasEntities: Bool

    /// Each label taken apart.
    private let meanings: [Meaning]

    private struct Meaning {
        let position: EntityTag.Position
        let type: String
    }

    /// A decoder for tags in the order of the model's outputs.
    ///
    /// - Parameters:
    ///   - labels: The tags.
    ///   - aggregation: How pieces become entities.
    ///   - hasEntities: Whether the tags are of entities; `nil` sees it from the labels.
    public init(labels: [String], aggregation: EntityAggregation = .first, hasEntities: Bool? = nil) {
        self.labels = labels
        self.aggregation = aggregation
        let parsed = labels.map { EntityTag($0) }
        // A type without a letter before it belongs to an entity if something is outside of all.
        let hasOutside = parsed.contains { $0?.position == .outside }
        meanings = zip(labels, parsed).map { label, tag in
            if let tag { return Meaning(position: tag.position, type: String(tag.type)) }
            return Meaning(position: hasOutside ? .inside : .outside, type: label)
        }
        self.hasEntities = hasEntities ?? meanings.contains { $0.position != .outside }
    }

    /// Decodes sentences.
    ///
    /// - Parameters:
    ///   - logits: For each feature its rows, one after the other: `[tokens * labels]`.
    ///   - features: The features, in any order.
    ///   - dataset: The sentences that the features were made of.
    /// - Returns: A prediction for each sentence.
    /// - Precondition: Every word is decided in one of the features.
    public func decode(
        _ logits: [[Float]],
        features: [WordFeature],
        dataset: WordDataset
    ) -> [TaggingPrediction] {
        precondition(logits.count == features.count, "\(logits.count) lists of logits, \(features.count) features.")
        var featuresOfExample = [[Int]](repeating: [], count: dataset.examples.count)
        for (index, feature) in features.enumerated() { featuresOfExample[feature.exampleIndex].append(index) }
        return zip(dataset.examples, featuresOfExample).map { example, indices in
            let (text, ranges) = example.textAndRanges
            var words = [DecodedWord?](repeating: nil, count: example.words.count)
            for index in indices {
                for place in features[index].words where place.isDecided {
                    words[place.word] = decode(place, features[index], logits[index], at: ranges[place.word])
                }
            }
            let decided = words.compactMap { $0 }
            precondition(decided.count == words.count, "A word is decided in no feature.")
            return TaggingPrediction(
                text: text,
                words: example.words,
                wordRanges: ranges,
                tags: decided.map { labels[$0.label] },
                scores: decided.map(\.score),
                logits: decided.map(\.logits),
                entities: hasEntities ? entities(of: decided, in: text) : []
            )
        }
    }
}

// MARK: - Words

extension TokenDecoder {
    /// A stretch with one label.
    private struct Unit {
        let label: Int
        let score: Double
        let range: Range<Int>
    }

    /// A word with its tag, and what of it may become part of an entity: its pieces, or the whole word.
    private struct DecodedWord {
        let label: Int
        let score: Double
        let logits: [Float]
        let units: [Unit]
    }

    private func decode(
        _ place: WordFeature.Place,
        _ feature: WordFeature,
        _ logits: [Float],
        at range: Range<Int>
    ) -> DecodedWord {
        let probabilities = { (token: Int) in
            let row = logits[token * labels.count..<(token + 1) * labels.count]
            return logSoftmax(row).map { exp($0) }
        }
        let first = place.tokens.lowerBound
        let ownLogits = Array(logits[first * labels.count..<(first + 1) * labels.count])
        func whole(_ best: (label: Int, score: Double)) -> DecodedWord {
            let unit = Unit(label: best.label, score: best.score, range: range)
            return DecodedWord(label: best.label, score: best.score, logits: ownLogits, units: [unit])
        }
        switch aggregation {
        case .separate, .simple:
            let units = place.tokens.map { token in
                let (label, score) = best(probabilities(token))
                let offsets = feature.tokenOffsets[token]
                // Words that share a stretch of text are not spelled by it; their pieces lie within it all the same.
                let start = min(range.lowerBound + Int(offsets.lowerBound), range.upperBound)
                return Unit(
                    label: label,
                    score: score,
                    range: start..<min(range.lowerBound + Int(offsets.upperBound), range.upperBound)
                )
            }
            return DecodedWord(label: units[0].label, score: units[0].score, logits: ownLogits, units: units)
        case .first:
            return whole(best(probabilities(first)))
        case .average:
            var sum = [Double](repeating: 0, count: labels.count)
            for token in place.tokens {
                for (index, probability) in probabilities(token).enumerated() { sum[index] += probability }
            }
            return whole(best(sum.map { $0 / Double(place.tokens.count) }))
        case .max:
            var surest = best(probabilities(first))
            for token in place.tokens.dropFirst() {
                let candidate = best(probabilities(token))
                if candidate.score > surest.score { surest = candidate }
            }
            return whole(surest)
        }
    }

    /// The most likely label; the first of equals.
    private func best(_ probabilities: [Double]) -> (label: Int, score: Double) {
        var best = (label: 0, score: probabilities.first ?? 0)
        for (label, score) in probabilities.enumerated() where score > best.score { best = (label, score) }
        return best
    }
}

// MARK: - Entities

extension TokenDecoder {
    /// Units that make one entity.
    private struct Group {
        let label: Int
        var scores: [Double]
        var range: Range<Int>
        var words: Range<Int>
        var isClosed: Bool
    }

    private func entities(of words: [DecodedWord], in text: String) -> [TextEntity] {
        var groups: [Group] = []
        var isOpen = false
        for (index, word) in words.enumerated() {
            for unit in word.units {
                let meaning = meanings[unit.label]
                guard meaning.position != .outside else {
                    isOpen = false
                    continue
                }
                let begins = meaning.position == .begin || meaning.position == .single
                let closes = meaning.position == .end || meaning.position == .single
                if aggregation != .separate, isOpen, !begins, let last = groups.indices.last,
                    !groups[last].isClosed, meanings[groups[last].label].type.utf8.elementsEqual(meaning.type.utf8)
                {
                    groups[last].scores.append(unit.score)
                    groups[last].range =
                        groups[last].range
                        .lowerBound..<max(
                            groups[last].range.upperBound,
                            unit.range.upperBound
                        )
                    groups[last].words = groups[last].words.lowerBound..<index + 1
                    groups[last].isClosed = closes
                } else {
                    groups.append(
                        Group(
                            label: unit.label,
                            scores: [unit.score],
                            range: unit.range,
                            words: index..<index + 1,
                            isClosed: closes
                        )
                    )
                }
                isOpen = true
            }
        }
        guard !groups.isEmpty else { return [] }
        let scalars = Array(text.unicodeScalars)
        return groups.map { group in
            var covered = String.UnicodeScalarView()
            covered.append(contentsOf: scalars[group.range])
            return TextEntity(
                label: aggregation == .separate ? labels[group.label] : meanings[group.label].type,
                text: String(covered),
                score: group.scores.reduce(0, +) / Double(group.scores.count),
                range: group.range,
                words: group.words
            )
        }
    }
}
