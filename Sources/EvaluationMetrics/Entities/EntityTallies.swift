/// What each sentence contributes to ``EntityMetrics``, so that any sample of sentences can be scored.
///
/// Unlike ``EntityMetrics`` it reads every sentence by itself; the two differ in tags of no usual form only.
public struct EntityTallies: Sendable {
    /// What one sentence has of one type.
    private struct Tally {
        let type: Int
        var correct = 0
        var predicted = 0
        var support = 0
    }

    /// What one sentence has.
    private struct Sentence {
        let tallies: [Tally]
        let tokenCount: Int
        let correctTokenCount: Int
    }

    /// The types, in the order of their code points.
    private let types: [ByteKey]
    private let sentences: [Sentence]

    /// The tallies of taggings.
    ///
    /// - Parameters:
    ///   - references: The true tags of each sentence's tokens.
    ///   - predictions: The predicted tags of each sentence's tokens.
    ///   - scheme: The scheme to which both are held; `nil` reads any scheme, broken or not.
    /// - Throws: ``EntityTagError`` for the first tag whose prefix the scheme doesn't have.
    /// - Precondition: There are as many predictions as references, in all and in each sentence.
    public init(
        references: [[String]],
        predictions: [[String]],
        scheme: EntityScheme? = nil
    ) throws(EntityTagError) {
        precondition(
            references.map(\.count) == predictions.map(\.count),
            "\(predictions.count) predicted sentences for \(references.count), or other numbers of tags in one"
        )
        var spans: [(references: [EntitySpan], predictions: [EntitySpan])] = []
        for (reference, prediction) in zip(references, predictions) {
            spans.append((try Self.spans(in: reference, scheme), try Self.spans(in: prediction, scheme)))
        }
        let types = Set(spans.flatMap { $0.references + $0.predictions }.map { ByteKey($0.type) }).sorted()
        let indices = Dictionary(uniqueKeysWithValues: types.enumerated().map { ($1, $0) })
        self.types = types
        sentences = spans.indices.map { index in
            Sentence(
                tallies: Self.tallies(spans[index].references, spans[index].predictions, indices),
                tokenCount: references[index].count,
                correctTokenCount: zip(references[index], predictions[index]).count { ByteKey($0) == ByteKey($1) }
            )
        }
    }

    private static func spans(in tags: [String], _ scheme: EntityScheme?) throws(EntityTagError) -> [EntitySpan] {
        guard let scheme else { return EntitySpan.spans(in: tags) }
        return try EntitySpan.spans(in: tags, scheme: scheme)
    }

    private static func tallies(
        _ references: [EntitySpan],
        _ predictions: [EntitySpan],
        _ indices: [ByteKey: Int]
    ) -> [Tally] {
        let references = Set(references)
        var tallies: [Int: Tally] = [:]
        func count(_ span: EntitySpan, _ change: (inout Tally) -> Void) {
            guard let type = indices[ByteKey(span.type)] else { return }
            change(&tallies[type, default: Tally(type: type)])
        }
        for span in references { count(span) { $0.support += 1 } }
        for span in Set(predictions) {
            count(span) {
                $0.predicted += 1
                if references.contains(span) { $0.correct += 1 }
            }
        }
        return tallies.values.sorted { $0.type < $1.type }
    }

    /// The number of sentences.
    public var sentenceCount: Int { sentences.count }

    /// The metrics of a sample.
    ///
    /// - Parameter sample: Indices of sentences, each as often as the sample has the sentence.
    /// - Returns: What ``EntityMetrics`` would say of these sentences one after the other.
    public func metrics(of sample: [Int]) -> EntityMetrics {
        var sums = types.indices.map { Tally(type: $0) }
        var (tokens, correctTokens) = (0, 0)
        for index in sample {
            let sentence = sentences[index]
            for tally in sentence.tallies {
                sums[tally.type].correct += tally.correct
                sums[tally.type].predicted += tally.predicted
                sums[tally.type].support += tally.support
            }
            tokens += sentence.tokenCount
            correctTokens += sentence.correctTokenCount
        }
        let scores = sums.filter { $0.support + $0.predicted > 0 }.map { sum in
            LabelScores(
                label: types[sum.type].string,
                correctCount: sum.correct,
                predictedCount: sum.predicted,
                support: sum.support
            )
        }
        return EntityMetrics(byType: scores, tokenCount: tokens, correctTokenCount: correctTokens, loss: nil)
    }
}
