import EvaluationMetrics
import FineTuning
import Foundation

/// The words and numbers of the training view, apart from how they are drawn.
enum TrainingText {
    /// A logged step, as a line: for files and pipes.
    static func line(_ step: StepReport, totalSteps: Int, secondsLeft: Double?) -> String {
        var parts = [
            "step \(step.step)/\(totalSteps)", "epoch \(fixed(step.epoch, 2))", "loss \(fixed(step.loss, 4))",
            "learning rate \(scientific(step.learningRate))", "gradient norm \(fixed(step.gradientNorm, 3))",
            "\(count(step.tokensPerSecond)) tokens/s",
        ]
        if let secondsLeft { parts.append("\(RunPlanSummary.duration(secondsLeft)) left") }
        return parts.joined(separator: "  ")
    }

    /// An evaluation, as a line.
    static func line(_ evaluation: EvaluationReport) -> String {
        let metrics = evaluation.headline.map { "\($0.name) \(fixed($0.value, 4))" }
        return "\(evaluation.split) after step \(evaluation.step)  " + metrics.joined(separator: "  ")
            + (evaluation.isBest ? "  best so far" : "")
    }

    /// The end of a run, as a line.
    static func line(_ summary: TrainingSummary) -> String {
        var text =
            "trained \(RunPlanSummary.grouped(summary.steps)) steps in \(RunPlanSummary.duration(summary.seconds))"
        text += ", \(count(summary.tokensPerSecond)) tokens/s, mean loss \(fixed(summary.trainingLoss, 4))"
        if summary.stoppedEarly { text += "; stopped early for lack of improvement" }
        return text
    }

    /// The part of a progress line after the bar.
    static func status(_ step: StepReport, secondsLeft: Double?) -> String {
        var parts = ["loss \(fixed(step.loss, 3))", "\(count(step.tokensPerSecond)) tokens/s"]
        if let secondsLeft { parts.append("\(RunPlanSummary.duration(secondsLeft)) left") }
        return parts.joined(separator: "  ")
    }

    /// A number with a fixed number of digits after the point.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        value.formatted(
            .number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "en_US_POSIX"))
        )
    }

    /// A number with three digits and an exponent, such as `4.39e-5`, as learning rates are written.
    private static func scientific(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
        var exponent = Int(log10(abs(value)).rounded(.down))
        var mantissa = (value / pow(10, Double(exponent)) * 100).rounded() / 100
        if abs(mantissa) >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        return "\(fixed(mantissa, 2))e\(exponent)"
    }

    private static func count(_ value: Double) -> String {
        value.isFinite && abs(value) < 1e15 ? RunPlanSummary.grouped(Int(value.rounded())) : "?"
    }
}
