public import EvaluationMetrics
public import StrictJSON

/// How a classifier did on labelled examples.
public struct ClassificationEvaluation: TaskEvaluation {
    /// Accuracy, F1 and the rest.
    public let metrics: ClassificationMetrics

    /// The metrics in their order.
    public var values: [MetricValue] {
        metrics.values
    }

    /// A row for each label: how well it is found; of two labels also which one `f1` is of.
    public var table: [String] {
        rows + (metrics.f1Note.map { [$0] } ?? [])
    }

    private var rows: [String] {
        AnswerText.table(
            [["label", "precision", "recall", "f1", "examples"]]
                + metrics.labelScores.map { score in
                    [score.label] + [score.precision, score.recall, score.f1].map { AnswerText.fixed($0, 4) }
                        + ["\(score.support)"]
                }
        )
    }

    /// The labels' scores and the confusion matrix.
    public var details: [JSONObject.Member] {
        let labels = metrics.labelScores.map { score -> JSONValue in
            [
                "label": .string(score.label), "precision": JSONValue(score.precision),
                "recall": JSONValue(score.recall), "f1": JSONValue(score.f1), "examples": JSONValue(score.support),
            ]
        }
        let matrix = metrics.confusionMatrix
        let classes = 0..<matrix.classCount
        // A row for each true label, in it a count for each predicted one.
        let rows = classes.map { reference -> JSONValue in
            .array(classes.map { JSONValue(matrix[reference: reference, prediction: $0]) })
        }
        return [.init("labels", .array(labels)), .init("confusionMatrix", .array(rows))]
    }
}

extension ClassificationMetrics {
    /// Which label `f1` is of, where there are two and so a metric of that name.
    package var f1Note: String? {
        guard binaryF1 != nil, let label = labelNames.last else { return nil }
        return "f1 is that of '\(label)', the second of the two; --labels sets their order"
    }
}
