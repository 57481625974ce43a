internal import EvaluationMetrics

/// The scores of answers for samples of the questions.
struct SampledAnswers: SampledMetrics {
    let metrics: AnswerMetrics

    var exampleCount: Int { metrics.questionScores.count }

    func values(of sample: [Int]) -> [MetricValue] { metrics.values(of: sample) }
}
