public import EvaluationMetrics
public import StrictJSON

/// How a tagger did on words whose tags are known.
public enum TaggingEvaluation: TaskEvaluation {
    /// Tags of entities: how many are found, scored leniently as `conlleval` does, and strictly by BIO.
    case entities(EntityMetrics, strict: EntityMetrics)
    /// Plain tags: how many words have the right one.
    case words(ClassificationMetrics)

    /// The metrics in their order.
    public var values: [MetricValue] {
        switch self {
        case .words(let metrics): metrics.values
        case .entities(let metrics, let strict):
            metrics.values
                + [
                    MetricValue("strictPrecision", strict.precision), MetricValue("strictRecall", strict.recall),
                    MetricValue("strictF1", strict.f1),
                ].map(\.asMinor)
        }
    }

    /// A row for each type of entity, or each tag.
    public var table: [String] {
        let (heading, rows) = rows
        let table = AnswerText.table(
            [heading]
                + rows.map { score in
                    [score.label] + [score.precision, score.recall, score.f1].map { AnswerText.fixed($0, 4) }
                        + ["\(score.support)"]
                }
        )
        guard case .words(let metrics) = self, let note = metrics.f1Note else { return table }
        return table + [note]
    }

    private var rows: (heading: [String], rows: [LabelScores]) {
        switch self {
        case .words(let metrics): (["tag", "precision", "recall", "f1", "words"], metrics.labelScores)
        case .entities(let metrics, _):
            (["type", "precision", "recall", "f1", "entities"], metrics.byType + [metrics.overall])
        }
    }

    /// The same rows for a program.
    public var details: [JSONObject.Member] {
        let name = if case .words = self { "tags" } else { "types" }
        let (heading, rows) = rows
        let values = rows.map { score -> JSONValue in
            .object(
                JSONObject([
                    .init(heading[0], .string(score.label)),
                    .init("precision", JSONValue(score.precision)),
                    .init("recall", JSONValue(score.recall)),
                    .init("f1", JSONValue(score.f1)),
                    .init(heading[4], JSONValue(score.support)),
                ])
            )
        }
        return [.init(name, .array(values))]
    }
}
