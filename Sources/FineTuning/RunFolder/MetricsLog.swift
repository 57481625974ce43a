public import Checkpoints
import EvaluationMetrics
public import StrictJSON

/// The file `metrics.jsonl`: how training went, a JSON object a line.
///
/// A line is written with one call and whole, so that a program may follow the file while training runs. A training
/// line and an evaluation line look like this:
///
/// ```json
/// {"step":10,"epoch":0.31,"loss":0.6931,"learningRate":2e-05,"gradientNorm":1.2,"tokensPerSecond":5120.5}
/// {"step":32,"epoch":1.0,"split":"validation","evaluation":{"loss":0.41,"accuracy":0.88}}
/// ```
///
/// The metrics of an evaluation stand in an object of their own, so that no metric's name can collide with another key.
public final class MetricsLog {
    private let file: AppendOnlyFile

    /// Opens a log, and creates the file if there is none; an existing one is continued.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    public init(path: String) throws(CheckpointError) {
        file = try AppendOnlyFile(path: path)
    }

    /// Appends a line on training.
    ///
    /// - Parameter report: The steps since the last line.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    public func append(_ report: StepReport) throws(CheckpointError) {
        try append([
            "step": JSONValue(report.step),
            "epoch": JSONValue(report.epoch),
            "loss": JSONValue(report.loss),
            "learningRate": JSONValue(report.learningRate),
            "gradientNorm": JSONValue(report.gradientNorm),
            "tokensPerSecond": JSONValue(report.tokensPerSecond),
        ])
    }

    /// Appends a line on an evaluation.
    ///
    /// - Parameter report: The evaluation.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    public func append(_ report: EvaluationReport) throws(CheckpointError) {
        try append([
            "step": JSONValue(report.step),
            "epoch": JSONValue(report.epoch),
            "split": .string(report.split),
            "evaluation": .object(
                JSONObject(report.metrics.map { JSONObject.Member($0.name, JSONValue($0.value)) })
            ),
        ])
    }

    /// Appends a line.
    ///
    /// - Parameter value: The line's value.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    public func append(_ value: JSONValue) throws(CheckpointError) {
        try file.append(value.serialized())
    }
}
