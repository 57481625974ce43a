/// What is wrong with a model: its configuration, or how its weights fit it.
public struct ModelError: Error, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Sendable {
        /// A file of the model is missing or cannot be read.
        case unreadable
        /// The configuration is not a JSON object, or a value is missing, of the wrong type or out of range.
        case badConfiguration
        /// The configuration describes a model that BERTune does not compute.
        case unsupported
        /// A weight that the encoder needs is not in the checkpoint.
        case missingWeight
        /// A weight's extents are not those that the configuration asks for.
        case wrongShape
        /// A weight holds NaN or an infinity.
        case notFinite
    }

    /// The kind of fault.
    public let code: Code
    /// What is wrong, and what to do about it.
    public let message: String
    /// The file or folder.
    public let path: String
    /// The configuration key or the weight, if one is at fault.
    public let field: String?

    /// Describes a fault.
    package init(_ code: Code, _ message: String, path: String, field: String? = nil) {
        self.code = code
        self.message = message
        self.path = path
        self.field = field
    }

    /// The place and the fault: `path: field: message`.
    public var description: String {
        let place = field.map { "\($0): " } ?? ""
        return "\(path): \(place)\(message)"
    }
}
