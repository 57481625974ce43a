// The parser lands with StrictJSON's first commit; the signature is fixed here so that others can build on it.
/// Placeholder limits.
public struct JSONLimits: Sendable {
    /// Deepest nesting accepted.
    public var maximumDepth = 512

    /// Default limits.
    public init() {}
}

/// What is wrong with a document.
public struct JSONError: Error, Sendable {
    /// What is wrong, in one sentence.
    public let message: String
    /// Byte offset of the fault.
    public let byteOffset: Int
    /// Line, counted from 1.
    public let line: Int
    /// Column in bytes, counted from 1.
    public let column: Int
}

extension JSONValue {
    /// Parses a whole document.
    public static func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONValue {
        throw JSONError(message: "placeholder", byteOffset: 0, line: 1, column: 1)
    }

    /// The document's bytes.
    ///
    /// - Parameter pretty: Whether members stand on lines of their own, indented by two blanks.
    public func serialized(pretty: Bool = false) -> [UInt8] {
        []
    }
}
