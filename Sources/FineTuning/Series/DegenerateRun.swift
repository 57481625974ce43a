internal import BERT
internal import EvaluationMetrics
package import Prediction
internal import TextData

/// A run that has learned nothing, as a few seeds on small data sets do (Mosbach et al., 2021).
///
/// A run is degenerate if its deciding metric on the validation data is no better than that of answering every example
/// alike, or if its training loss never fell: the mean over the last tenth of its steps is not below that over the
/// first tenth.
public enum DegenerateRun {
    /// Why a run is degenerate, in a sentence; `nil` if it is not.
    ///
    /// - Parameters:
    ///   - summary: How the run ended.
    ///   - metric: The deciding metric.
    ///   - baseline: What a constant answer reaches in it; `nil` judges by the loss alone.
    /// - Returns: The reason.
    public static func reason(_ summary: TrainingSummary, metric: String, baseline: Double?) -> String? {
        if let first = summary.firstLoss, let last = summary.lastLoss, !(last < first) {
            return "the training loss never fell: \(short(first)) over the first tenth of the steps, "
                + "\(short(last)) over the last"
        }
        guard let value = summary.best?[metric], let baseline, !baseline.isNaN else { return nil }
        guard value.isNaN || !MetricDirection(metric: metric).isBetter(value, than: baseline) else { return nil }
        return "\(metric) \(short(value)) is no better than one answer for all, which reaches \(short(baseline))"
    }

    private static func short(_ value: Double) -> String {
        guard abs(value) < 1e6 else { return "\(value)" }
        return "\((value * 10_000).rounded() / 10_000)"
    }
}

extension TaskModel {
    /// What the best constant answer reaches in a metric: the share of the most frequent label, for accuracy.
    ///
    /// The outputs are made up, one of them high for every example (and every word), and go through the task's own
    /// decoder and metrics. With several labels each is tried. No trained weight has a part in it.
    ///
    /// - Parameters:
    ///   - dataset: The validation data.
    ///   - metric: The metric's name.
    /// - Returns: The value; 0 for the correlations of numbers; `nil` if constant outputs have no meaning for the task,
    ///   or for the loss.
    /// - Throws: ``/TextData/DataError`` if an example can't be scored.
    package func constantBaseline(on dataset: Task.Dataset, metric: String) throws -> Double? {
        guard task.metricNames.contains(metric) else { return nil }
        let direction = MetricDirection(metric: metric)
        // What numbers gain by being high are coefficients, and those of a constant are 0 or undefined.
        if Task.learnsNumbers { return direction == .higherIsBetter ? 0 : nil }
        guard !task.labelNames.isEmpty else { return nil }
        let set = try features(of: dataset)
        guard let first = set.features.first else { return nil }
        let outputs = task.head.outputCount
        // A row for each token or one for each feature: what the head does with one shows what it does with all.
        let hasRowPerToken = logits([first])[0].count > outputs
        var best: Double?
        for output in 0..<min(outputs, 64) {
            let row = (0..<outputs).map { Float($0 == output ? 8 : -8) }
            let logits = set.features.map { feature in
                hasRowPerToken ? Array(repeatElement(row, count: feature.inputIDs.count).joined()) : row
            }
            let answers = task.decode(logits, features: Array(set.features), dataset: dataset)
            let values = try task.evaluate(answers, dataset: dataset).values
            guard let value = values.first(where: { $0.name == metric })?.value, !value.isNaN else { continue }
            if best.map({ direction.isBetter(value, than: $0) }) ?? true { best = value }
        }
        return best
    }
}
