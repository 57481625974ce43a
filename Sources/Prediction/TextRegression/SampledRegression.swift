internal import EvaluationMetrics

/// The figures of a model that gives numbers, for samples of the examples.
struct SampledRegression: SampledMetrics {
    let predictions: [Double]
    let references: [Double]

    var exampleCount: Int { references.count }

    /// An undefined correlation is left out: it is no value of the correlation.
    func values(of sample: [Int]) -> [MetricValue] {
        let metrics = RegressionMetrics(
            predictions: sample.map { predictions[$0] },
            references: sample.map { references[$0] }
        )
        return RegressionEvaluation.names.compactMap { name in metrics.values.first { $0.name == name } }
    }
}
