/// What keeps examples from being augmented.
///
/// The description is `path: message`, with the place in the file where there is one.
public struct AugmentationError: Error, Sendable {
    /// The kind of fault, for programs that want to tell one from another.
    public enum Code: String, Sendable {
        /// WordNet's files are not there.
        case missingWordNet
        /// A file of WordNet's is not what it should be.
        case malformedWordNet
        /// The method cannot be used on examples of this kind.
        case unsuitableMethod
        /// A command can't be started or ends with a fault.
        case commandFailed
        /// A translator's answer is not one text for each.
        case badTranslation
        /// A translator took too long.
        case timedOut
        /// A server refuses the request.
        case refused
        /// A server can't be reached, or fails again and again.
        case unreachable
        /// The cache of translations can't be read or written.
        case cacheFailed
    }

    /// The kind of fault.
    public let code: Code
    /// What is wrong and what to do about it, in a sentence or two.
    public let message: String
    /// The file, command or address that is at fault, if there is one.
    public let path: String?
    /// The line of the file, counted from 1, if the fault lies on one.
    public let line: Int?
    /// The offset in the file of the entry at fault, in bytes, if known.
    public let byteOffset: Int?

    /// Describes a fault.
    ///
    /// - Parameters:
    ///   - code: The kind of fault.
    ///   - message: What is wrong and what to do about it.
    ///   - path: The file, command or address that is at fault.
    ///   - line: The line of the file, counted from 1.
    ///   - byteOffset: The offset in the file of the entry at fault.
    public init(_ code: Code, _ message: String, path: String? = nil, line: Int? = nil, byteOffset: Int? = nil) {
        self.code = code
        self.message = message
        self.path = path
        self.line = line
        self.byteOffset = byteOffset
    }
}

// MARK: - CustomStringConvertible

extension AugmentationError: CustomStringConvertible {
    /// The place and the message: `path:line: message`, or `path, byte 17: message`.
    public var description: String {
        guard let path else { return message }
        if let line { return "\(path):\(line): \(message)" }
        return byteOffset.map { "\(path), byte \($0): \(message)" } ?? "\(path): \(message)"
    }
}
