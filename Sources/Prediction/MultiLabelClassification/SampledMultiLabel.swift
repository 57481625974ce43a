internal import EvaluationMetrics

/// The figures of a multi-label classifier for samples of the examples.
struct SampledMultiLabel: SampledMetrics {
    let labelNames: [String]
    /// Whether each label was given, `[examples][labels]`.
    let predictions: [[Bool]]
    /// Whether each label is true, `[examples][labels]`.
    let references: [[Bool]]

    var exampleCount: Int { references.count }

    func values(of sample: [Int]) -> [MetricValue] {
        let metrics = MultiLabelMetrics(
            labelNames: labelNames,
            predictions: sample.map { predictions[$0] },
            references: sample.map { references[$0] }
        )
        return MultiLabelEvaluation(metrics: metrics, thresholds: []).values
    }
}
