public import EvaluationMetrics
public import StrictJSON

/// How a multi-label classifier did on labelled examples.
public struct MultiLabelEvaluation: TaskEvaluation {
    /// F1 in its several means, and the rest.
    public let metrics: MultiLabelMetrics
    /// The probability from which on each label was given.
    public let thresholds: [Double]

    /// The names of ``values``, in their order.
    static let names = [
        "microF1", "macroF1", "samplesF1", "weightedF1", "microPrecision", "microRecall", "subsetAccuracy",
        "hammingLoss",
    ]

    /// The metrics in their order.
    public var values: [MetricValue] {
        Self.names.map { MetricValue($0, metrics[$0] ?? 0) }
    }

    /// A row for each label: how well it is found, and from which probability on it is given.
    public var table: [String] {
        AnswerText.table(
            [["label", "precision", "recall", "f1", "examples", "threshold"]]
                + zip(metrics.labelScores, thresholds).map { score, threshold in
                    [score.label] + [score.precision, score.recall, score.f1].map { AnswerText.fixed($0, 4) }
                        + ["\(score.support)", AnswerText.fixed(threshold, 4)]
                }
        )
    }

    /// The labels' scores and thresholds, and how well the probabilities rank the examples.
    public var details: [JSONObject.Member] {
        let labels = metrics.labelScores.indices.map { index -> JSONValue in
            let score = metrics.labelScores[index]
            return [
                "label": .string(score.label), "precision": JSONValue(score.precision),
                "recall": JSONValue(score.recall), "f1": JSONValue(score.f1), "examples": JSONValue(score.support),
                "threshold": JSONValue(thresholds[index]),
                "areaUnderROC": (metrics.areasUnderROC?[index]).map { JSONValue($0) } ?? .null,
                "averagePrecision": (metrics.averagePrecisions?[index]).map { JSONValue($0) } ?? .null,
            ]
        }
        return [.init("labels", .array(labels))]
    }
}
