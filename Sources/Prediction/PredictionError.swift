/// Why a folder cannot be used as a fine-tuned model.
public struct PredictionError: Error, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Sendable {
        /// The model has no head, or no labels, for the task.
        case noHead
        /// Tokenizer and model are not of the same vocabulary.
        case vocabularyMismatch
        /// The maximum length is not one that the model takes.
        case badLength
        /// `task.json` can't be read.
        case badDescription
    }

    /// The kind of fault.
    public let code: Code
    /// What is wrong, and what to do about it.
    public let message: String
    /// The file or folder.
    public let path: String

    init(_ code: Code, _ message: String, path: String) {
        self.code = code
        self.message = message
        self.path = path
    }

    /// The place and the fault: `path: message`.
    public var description: String {
        "\(path): \(message)"
    }
}
