internal import Foundation

/// One number that makes a classifier's confidence believable: logits divided by a temperature that is chosen on
/// validation data (Guo et al., "On Calibration of Modern Neural Networks", 2017).
///
/// It changes no answer, for dividing all logits by one number keeps their order. Above 1 the model becomes less sure,
/// below 1 surer.
public enum TemperatureScaling {
    /// The temperatures that are considered: beyond them a model is as good as always sure, or never.
    public static let range = 0.05...20.0

    /// The temperature of the smallest cross-entropy.
    ///
    /// In β = 1 / T the cross-entropy `Σ log Σₖ exp(β zₖ) - β z_y` is convex, and its slope `Σ E[z] - z_y` is the mean
    /// logit under the model's own probabilities less the true one; where that is zero is found by bisection.
    ///
    /// - Parameters:
    ///   - logits: The outputs for each example, `[examples][labels]`.
    ///   - references: The true label of each example.
    /// - Returns: The temperature, within ``range``; 1 if there are no examples.
    /// - Precondition: There are as many references as rows of logits, and each is a label.
    public static func temperature(logits: [[Float]], references: [Int]) -> Double {
        precondition(logits.count == references.count, "\(logits.count) rows for \(references.count) references")
        precondition(zip(logits, references).allSatisfy { $0.indices.contains($1) }, "a reference is no label")
        guard !logits.isEmpty else { return 1 }
        // In the logarithm of β, for temperatures are ratios.
        var (low, high) = (-log(range.upperBound), -log(range.lowerBound))
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if slope(at: exp(middle), logits, references) > 0 { high = middle } else { low = middle }
        }
        return min(max(exp(-(low + high) / 2), range.lowerBound), range.upperBound)
    }

    /// The derivative of the summed cross-entropy by β.
    private static func slope(at beta: Double, _ logits: [[Float]], _ references: [Int]) -> Double {
        zip(logits, references).reduce(0) { sum, example in
            let (row, reference) = example
            let top = Double(row.max() ?? 0)
            var (weights, mean) = (0.0, 0.0)
            for logit in row {
                let weight = exp(beta * (Double(logit) - top))
                weights += weight
                mean += weight * Double(logit)
            }
            return sum + mean / weights - Double(row[reference])
        }
    }
}
