internal import EvaluationMetrics
public import TextData

extension TokenClassification {
    /// Finding entities, or tagging words.
    public var ability: String {
        guard hasEntities else { return "give every word one of \(labels.count) tags" }
        let named = labels.names.compactMap { EntityTag($0).map { String($0.type) } }
        let types = Set(named.filter { !$0.isEmpty }).sorted()
        let what = types.count > 6 ? "entities of \(types.count) types" : types.joined(separator: ", ")
        return "find \(what) in texts"
    }

    /// Whether all tags of a sentence are right.
    public func correctness(of answers: [TaggingPrediction], dataset: WordDataset) throws -> [Bool]? {
        zip(answers, dataset.examples).map { $0.tags == $1.tags ?? [] }
    }

    /// How each type or tag is found, what was mixed up, whether confidence can be believed, and sentences with marks.
    public func report(on answers: [TaggingPrediction], dataset: WordDataset) throws -> [ReportPart] {
        let evaluation = try evaluate(answers, dataset: dataset)
        let parts: [ReportPart] =
            switch evaluation {
            case .entities(let metrics, _):
                [
                    .table(
                        .labelScores(metrics.byType + [metrics.overall], title: "Type by type", counted: "entities")
                    ),
                    .table(entityErrors(answers, dataset)),
                ]
            case .words(let metrics):
                [
                    .confusion(
                        ReportConfusion(
                            title: "What was taken for what",
                            note: metrics.f1Note,
                            labels: labels.names,
                            matrix: metrics.confusionMatrix
                        )
                    ),
                    .table(.labelScores(metrics.labelScores, title: "Tag by tag", counted: "words")),
                ]
            }
        let words = zip(answers, dataset.examples).flatMap { answer, example in
            zip(zip(answer.scores, answer.tags), example.tags ?? []).map { (score: $0.0, isRight: $0.1 == $1) }
        }
        let reliability = Reliability(confidences: words.map(\.score), isCorrect: words.map(\.isRight))
        return parts + [
            .reliability(ReportReliability(subject: "words", reliability: reliability)),
            .examples(mistakes(answers, dataset)),
        ]
    }

    // MARK: - Entities

    /// True and predicted entities of a sentence, in words.
    private func entities(
        _ answer: TaggingPrediction,
        _ example: WordExample
    ) -> (references: [EntitySpan], predictions: [EntitySpan]) {
        (
            EntitySpan.spans(in: TagScheme.bio(fromAny: example.tags ?? [])),
            EntitySpan.spans(in: TagScheme.bio(fromAny: answer.tags))
        )
    }

    /// For each type what became of its entities.
    private func entityErrors(_ answers: [TaggingPrediction], _ dataset: WordDataset) -> ReportTable {
        struct Count {
            var right = 0
            var otherBounds = 0
            var otherType = 0
            var missed = 0
            var spurious = 0
        }
        var counts: [String: Count] = [:]
        var mixedUp: [String: Int] = [:]
        for (answer, example) in zip(answers, dataset.examples) {
            let (references, predictions) = entities(answer, example)
            for reference in references {
                let met = predictions.filter { $0.tokens.overlaps(reference.tokens) }
                if met.contains(reference) {
                    counts[reference.type, default: Count()].right += 1
                } else if met.contains(where: { $0.type == reference.type }) {
                    counts[reference.type, default: Count()].otherBounds += 1
                } else if let other = met.first {
                    counts[reference.type, default: Count()].otherType += 1
                    mixedUp["\(reference.type) as \(other.type)", default: 0] += 1
                } else {
                    counts[reference.type, default: Count()].missed += 1
                }
            }
            for prediction in predictions where !references.contains(where: { $0.tokens.overlaps(prediction.tokens) }) {
                counts[prediction.type, default: Count()].spurious += 1
            }
        }
        let frequent = mixedUp.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
        let pairs = frequent.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
        return ReportTable(
            title: "What became of the entities",
            note: frequent.isEmpty ? nil : "Mixed up most often: \(pairs).",
            header: ["type", "right", "other bounds", "other type", "missed", "spurious"],
            rows: counts.sorted { $0.key < $1.key }.map { type, count in
                let counts = [count.right, count.otherBounds, count.otherType, count.missed, count.spurious]
                return [type] + counts.map { "\($0)" }
            }
        )
    }

    // MARK: - Sentences

    private func mistakes(_ answers: [TaggingPrediction], _ dataset: WordDataset) -> ReportExamples {
        let wrong = zip(answers, dataset.examples).enumerated().compactMap { index, pair -> (Int, Int)? in
            let count = zip(pair.0.tags, pair.1.tags ?? []).count { $0 != $1 }
            return count > 0 ? (index, count) : nil
        }
        let order = wrong.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
        return ReportExamples(
            title: "Sentences with the most mistakes",
            note: wrong.isEmpty ? "There are none." : "\(wrong.count) of \(answers.count) sentences have a mistake.",
            examples: order.prefix(ReportExample.limit).compactMap { index in
                reportExample(answers[index], of: dataset.examples[index])
            }
        )
    }

    /// The sentence with what was found, missed and invented.
    public func reportExample(_ answer: TaggingPrediction, of example: WordExample) -> ReportExample? {
        let marked = MarkedText(
            answer.text,
            references: spans(example.tags ?? [], answer, isReference: true, example),
            predictions: spans(answer.tags, answer, isReference: false, example)
        )
        return ReportExample(line: example.line, parts: [marked.segments])
    }

    /// What is marked in a sentence: entities, or words with a wrong tag.
    private func spans(
        _ tags: [String],
        _ answer: TaggingPrediction,
        isReference: Bool,
        _ example: WordExample
    ) -> [MarkedText.Span] {
        guard hasEntities else {
            return zip(tags, answer.wordRanges).enumerated().compactMap { word, tagged in
                let isWrong = example.tags.map { $0[word] != answer.tags[word] } ?? false
                return isWrong ? MarkedText.Span(range: tagged.1, label: tagged.0) : nil
            }
        }
        let (references, predictions) = entities(answer, example)
        return (isReference ? references : predictions).map { span in
            let first = answer.wordRanges[span.tokens.lowerBound].lowerBound
            return MarkedText.Span(
                range: first..<answer.wordRanges[span.tokens.upperBound - 1].upperBound,
                label: span.type
            )
        }
    }
}
