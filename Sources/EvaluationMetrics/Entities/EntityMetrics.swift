/// The figures by which a tagger that finds entities is judged: an entity counts as found if its type, its first
/// token and its last token are all right.
///
/// Scored leniently they are those of `conlleval` and of seqeval's default, and strictly those of seqeval with
/// `mode="strict"`; what has a zero under the fraction line is 0 (`zero_division=0`).
///
/// ```swift
/// let metrics = EntityMetrics(
///     references: [["B-PER", "I-PER", "O", "B-LOC"]], predictions: [["B-PER", "I-PER", "O", "O"]])
/// metrics.precision      // 1
/// metrics.recall         // 0.5
/// metrics["accuracy"]    // 0.75
/// metrics.byType[1].f1   // PER: 1
/// ```
///
/// On tags of no usual form seqeval and `conlleval` disagree, and seqeval is followed. A tag without hyphen, such as
/// `PER`, has its first character for a prefix and the rest for a type, while `conlleval` takes it for a prefix
/// alone. After a tag of the prefix `.`, which begins nothing, seqeval counts an entity where it ends, from the last
/// token on which one began, while `conlleval` counts those that begin.
public struct EntityMetrics: Sendable, Equatable {
    /// The scores of each type that occurs, in the order of their code points.
    public let byType: [LabelScores]
    /// The scores of all entities taken together.
    public let overall: LabelScores
    /// The number of tokens.
    public let tokenCount: Int
    /// The number of tokens whose tag was predicted rightly.
    public let correctTokenCount: Int
    /// The mean cross-entropy, if it was given.
    public let loss: Double?

    /// The figures of taggings of any scheme, broken or not.
    ///
    /// - Parameters:
    ///   - references: The true tags of each sentence's tokens.
    ///   - predictions: The predicted tags of each sentence's tokens.
    ///   - loss: The mean cross-entropy, if it is to be reported with the rest.
    /// - Precondition: There are as many predictions as references, in all and in each sentence.
    public init(references: [[String]], predictions: [[String]], loss: Double? = nil) {
        var (referenceReader, predictionReader) = (LenientSpanReader(), LenientSpanReader())
        for tags in references { referenceReader.read(tags) }
        for tags in predictions { predictionReader.read(tags) }
        self.init(
            counts: SpanCounts(references: referenceReader.spans, predictions: predictionReader.spans),
            references: references,
            predictions: predictions,
            loss: loss
        )
    }

    /// The figures of taggings that are held to a scheme.
    ///
    /// - Parameters:
    ///   - references: The true tags of each sentence's tokens.
    ///   - predictions: The predicted tags of each sentence's tokens.
    ///   - scheme: The scheme; what breaks it belongs to no entity.
    ///   - loss: The mean cross-entropy, if it is to be reported with the rest.
    /// - Throws: ``EntityTagError`` for the first tag whose prefix the scheme doesn't have.
    /// - Precondition: There are as many predictions as references, in all and in each sentence.
    public init(
        references: [[String]],
        predictions: [[String]],
        strict scheme: EntityScheme,
        loss: Double? = nil
    ) throws(EntityTagError) {
        self.init(
            counts: SpanCounts(
                references: try Self.spans(in: references, scheme: scheme, isPrediction: false),
                predictions: try Self.spans(in: predictions, scheme: scheme, isPrediction: true)
            ),
            references: references,
            predictions: predictions,
            loss: loss
        )
    }

    private init(counts: SpanCounts, references: [[String]], predictions: [[String]], loss: Double?) {
        precondition(
            references.map(\.count) == predictions.map(\.count),
            "\(predictions.count) predicted sentences for \(references.count), or other numbers of tags in one"
        )
        self.init(
            byType: counts.scores,
            tokenCount: references.reduce(0) { $0 + $1.count },
            correctTokenCount: zip(references, predictions).reduce(0) { sum, sentence in
                sum + zip(sentence.0, sentence.1).count { ByteKey($0) == ByteKey($1) }
            },
            loss: loss
        )
    }

    /// The figures of counts.
    init(byType: [LabelScores], tokenCount: Int, correctTokenCount: Int, loss: Double?) {
        self.byType = byType
        overall = LabelScores(
            label: "all",
            correctCount: byType.reduce(0) { $0 + $1.correctCount },
            predictedCount: byType.reduce(0) { $0 + $1.predictedCount },
            support: byType.reduce(0) { $0 + $1.support }
        )
        self.tokenCount = tokenCount
        self.correctTokenCount = correctTokenCount
        self.loss = loss
    }

    /// The entities of all sentences, their positions running on.
    private static func spans(
        in sentences: [[String]],
        scheme: EntityScheme,
        isPrediction: Bool
    ) throws(EntityTagError) -> [EntitySpan] {
        var spans: [EntitySpan] = []
        var offset = 0
        for (sentence, tags) in sentences.enumerated() {
            do {
                spans += try EntitySpan.spans(in: tags, scheme: scheme).map { span in
                    EntitySpan(
                        type: span.type,
                        tokens: span.tokens.lowerBound + offset..<span.tokens.upperBound + offset
                    )
                }
            } catch {
                throw EntityTagError(
                    tag: error.tag,
                    scheme: scheme,
                    sentence: sentence,
                    token: error.token,
                    isPrediction: isPrediction
                )
            }
            offset += tags.count
        }
        return spans
    }
}

// MARK: - Figures

extension EntityMetrics {
    /// The share of predicted entities that are right.
    public var precision: Double { overall.precision }
    /// The share of true entities that were found.
    public var recall: Double { overall.recall }
    /// The harmonic mean of ``precision`` and ``recall``: the figure of CoNLL-2003, over all types together.
    public var f1: Double { overall.f1 }
    /// The mean precision of the types.
    public var macroPrecision: Double { mean(\.precision) }
    /// The mean recall of the types.
    public var macroRecall: Double { mean(\.recall) }
    /// The mean F1 of the types.
    public var macroF1: Double { mean(\.f1) }
    /// The mean precision of the types, each weighted by its support.
    public var weightedPrecision: Double { weightedMean(\.precision) }
    /// The mean recall of the types, each weighted by its support.
    public var weightedRecall: Double { weightedMean(\.recall) }
    /// The mean F1 of the types, each weighted by its support.
    public var weightedF1: Double { weightedMean(\.f1) }
    /// The share of tokens whose tag is right, `O` included.
    public var accuracy: Double { ratio(Double(correctTokenCount), Double(tokenCount)) }

    /// All figures, always in this order: `loss` if it was given, `precision`, `recall`, `f1`, the same with
    /// `macro` and with `weighted` before it, as in `macroF1`, and `accuracy`.
    public var values: [MetricValue] {
        (loss.map { [MetricValue("loss", $0)] } ?? []) + [
            MetricValue("precision", precision, isMinor: true),
            MetricValue("recall", recall, isMinor: true),
            MetricValue("f1", f1),
            MetricValue("macroPrecision", macroPrecision, isMinor: true),
            MetricValue("macroRecall", macroRecall, isMinor: true),
            MetricValue("macroF1", macroF1),
            MetricValue("weightedPrecision", weightedPrecision, isMinor: true),
            MetricValue("weightedRecall", weightedRecall, isMinor: true),
            MetricValue("weightedF1", weightedF1, isMinor: true),
            MetricValue("accuracy", accuracy),
        ]
    }

    /// The figure of a name, or `nil` if there is none.
    public subscript(name: String) -> Double? {
        values.first { $0.name == name }?.value
    }

    private func mean(_ score: KeyPath<LabelScores, Double>) -> Double {
        ratio(byType.reduce(0) { $0 + $1[keyPath: score] }, Double(byType.count))
    }

    private func weightedMean(_ score: KeyPath<LabelScores, Double>) -> Double {
        ratio(byType.reduce(0) { $0 + $1[keyPath: score] * Double($1.support) }, Double(overall.support))
    }
}

// MARK: - Counting

/// How many entities of each type are true, predicted, and both.
private struct SpanCounts {
    private struct Count {
        var correct = 0
        var predicted = 0
        var support = 0
    }

    private var counts: [ByteKey: Count] = [:]

    init(references: [EntitySpan], predictions: [EntitySpan]) {
        let references = Set(references)
        for span in references { counts[ByteKey(span.type), default: Count()].support += 1 }
        for span in Set(predictions) {
            counts[ByteKey(span.type), default: Count()].predicted += 1
            if references.contains(span) { counts[ByteKey(span.type), default: Count()].correct += 1 }
        }
    }

    /// The scores of each type, in the order of their code points.
    var scores: [LabelScores] {
        counts.sorted { $0.key < $1.key }.map { type, count in
            LabelScores(
                label: type.string,
                correctCount: count.correct,
                predictedCount: count.predicted,
                support: count.support
            )
        }
    }
}
