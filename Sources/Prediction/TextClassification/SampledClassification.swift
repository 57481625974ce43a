internal import EvaluationMetrics

/// The figures of a classifier for samples of the examples; a tagged sentence is an example of many classes.
struct SampledClassification: SampledMetrics {
    let labelNames: [String]
    /// The classes that were predicted, `[examples][items]`.
    let predictions: [[Int]]
    /// The classes that are true, `[examples][items]`.
    let references: [[Int]]

    var exampleCount: Int { references.count }

    func values(of sample: [Int]) -> [MetricValue] {
        var matrix = ConfusionMatrix(classCount: labelNames.count)
        for index in sample {
            for (prediction, reference) in zip(predictions[index], references[index]) {
                matrix.add(prediction: prediction, reference: reference)
            }
        }
        return ClassificationMetrics(labelNames: labelNames, confusionMatrix: matrix).values
    }
}
