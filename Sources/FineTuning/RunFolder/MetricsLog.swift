import Foundation
public import StrictJSON

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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
public final class MetricsLog: Sendable {
    /// The file.
    public let path: String
    private let descriptor: Int32

    /// Opens a log, and creates the file if there is none; an existing one is continued.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``RunFolderError`` with code `writeFailed`.
    public init(path: String) throws(RunFolderError) {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.error("opened", path: path) }
    }

    deinit {
        close(descriptor)
    }

    /// Appends a line on training.
    ///
    /// - Parameter report: The steps since the last line.
    /// - Throws: ``RunFolderError`` with code `writeFailed`.
    public func append(_ report: StepReport) throws(RunFolderError) {
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
    /// - Throws: ``RunFolderError`` with code `writeFailed`.
    public func append(_ report: EvaluationReport) throws(RunFolderError) {
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
    /// - Throws: ``RunFolderError`` with code `writeFailed`.
    public func append(_ value: JSONValue) throws(RunFolderError) {
        let line = value.serialized() + [UInt8(ascii: "\n")]
        var written = 0
        while written < line.count {
            let count = unsafe line.withUnsafeBytes { bytes in
                unsafe write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.error("written", path: path)
            }
            written += count
        }
    }

    private static func error(_ verb: String, path: String) -> RunFolderError {
        let reason = unsafe String(cString: strerror(errno))
        return RunFolderError(.writeFailed, "the file can't be \(verb): \(reason)", path: path)
    }
}
