/// Why weights could not be read, written or fetched.
public struct CheckpointError: Error, Sendable {
    /// The kind of fault.
    public enum Code: String, Sendable {
        /// The file or folder is not there.
        case notFound
        /// The system would not let it be read.
        case unreadable
        /// The bytes break the rules of their format.
        case malformed
        /// The file asks for something that could run code or reach outside its folder.
        case unsafeContent
        /// The file is sound as far as can be seen, but of a kind that is not read here.
        case unsupported
        /// The checkpoint has no tensor of the name.
        case missingTensor
        /// A tensor does not have the number of elements wanted.
        case wrongShape
        /// A file could not be written; what stood under its name is unharmed.
        case writeFailed
        /// A model id, revision or file name is not one.
        case invalidName
        /// The Hub may not be asked, and the cache does not have it.
        case offline
        /// The Hub could not be reached, or broke off too often, or answered with an error of its own.
        case network
        /// The Hub wants a token, or a licence accepted first.
        case forbidden
        /// The Hub has no such model, revision or file.
        case notOnHub
        /// What was fetched is not what the Hub announced; nothing was kept.
        case checksumMismatch
    }

    /// The kind of fault.
    public let code: Code
    /// What is wrong, and what to do about it.
    public let message: String
    /// The file, folder or address.
    public let path: String
    /// Where in the file, if it can be said.
    public let byteOffset: Int?

    /// Creates an error.
    package init(_ code: Code, _ message: String, path: String, byteOffset: Int? = nil) {
        self.code = code
        self.message = message
        self.path = path
        self.byteOffset = byteOffset
    }
}

extension CheckpointError: CustomStringConvertible {
    /// The place and the fault: `path: message`, or `path: byte N: message`.
    public var description: String {
        let place = byteOffset.map { ": byte \($0)" } ?? ""
        return "\(path)\(place): \(message)"
    }
}

/// A name from a file as it can stand in a message: cut short, without control characters.
func quoted(_ name: String) -> String {
    let shown = name.unicodeScalars.prefix(80).map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : String($0) }
    return "'\(shown.joined())'"
}
