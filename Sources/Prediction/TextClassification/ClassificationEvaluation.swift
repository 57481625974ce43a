public import EvaluationMetrics
public import StrictJSON

/// How a classifier did on labelled examples.
public struct ClassificationEvaluation: TaskEvaluation {
    /// Accuracy, F1 and the rest.
    public let metrics: ClassificationMetrics

    /// The metrics in their order.
    public var values: [MetricValue] {
        metrics.values.map { MetricValue($0.name, $0.value) }
    }

    /// A row for each label: how well it is found.
    public var table: [String] {
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
