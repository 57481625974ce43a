/// Why training stopped before its end.
public struct TrainingError: Error, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Sendable {
        /// The loss or the gradient is NaN or infinite; the weights are those before the step.
        case diverged
    }

    /// The kind of fault.
    public let code: Code
    /// What is wrong, and what to do about it.
    public let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The fault.
    public var description: String {
        message
    }
}
