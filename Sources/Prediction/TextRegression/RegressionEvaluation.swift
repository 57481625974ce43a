public import EvaluationMetrics
public import StrictJSON

/// How a model that gives numbers did on examples whose numbers are known.
public struct RegressionEvaluation: TaskEvaluation {
    /// Correlations and errors.
    public let metrics: RegressionMetrics

    /// The names of ``values``, in their order.
    static let names = ["pearson", "spearman", "meanSquaredError", "meanAbsoluteError"]

    /// The metrics in their order.
    ///
    /// A correlation with a constant is undefined. It counts as 0 here, that of predictions that know nothing, so that
    /// evaluations can be compared whatever the model says; ``table`` says where it is so.
    public var values: [MetricValue] {
        Self.names.map { name in metrics.values.first { $0.name == name } ?? MetricValue(name, 0) }
    }

    /// Says where the correlations are undefined.
    public var table: [String] {
        guard metrics.pearson == nil || metrics.spearman == nil else { return [] }
        return ["The correlations are undefined, and count as 0: all predictions, or all true numbers, are the same."]
    }

    /// The coefficient of determination, where it is defined.
    public var details: [JSONObject.Member] {
        [
            .init("r2", metrics.r2.map { JSONValue($0) } ?? .null),
            .init("correlationsDefined", .bool(metrics.pearson != nil && metrics.spearman != nil)),
        ]
    }
}
