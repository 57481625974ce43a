/// What is wrong with a JSON document, and where.
public struct JSONError: Error, Sendable {
    /// The kind of fault.
    public enum Code: Sendable {
        /// The text does not follow RFC 8259's grammar, or stops too early, or goes on after the value.
        case syntax
        /// A string is not well-formed UTF-8, or an escape names half a surrogate pair.
        case encoding
        /// An object has the same name twice.
        case duplicateName
        /// Arrays and objects are nested deeper than the limit.
        case nesting
        /// The document holds more values than the limit.
        case valueCount
    }

    /// The kind of fault.
    public let code: Code
    /// What is wrong, in one sentence.
    public let message: String
    /// Byte offset of the fault.
    public let byteOffset: Int
    /// Line, counted from 1.
    public let line: Int
    /// Column in bytes, counted from 1.
    public let column: Int

    /// Finds the line and column of an offset; done only once something is wrong, so that parsing need not count.
    init(_ code: Code, _ message: String, at byteOffset: Int, in bytes: [UInt8]) {
        let prefix = bytes.prefix(byteOffset)
        let lineStart = prefix.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        self.code = code
        self.message = message
        self.byteOffset = byteOffset
        line = 1 + prefix.count { $0 == UInt8(ascii: "\n") }
        column = 1 + byteOffset - lineStart
    }
}

extension JSONError: CustomStringConvertible {
    /// The place and the fault: `line:column: message`, to stand after a path and a colon.
    public var description: String {
        "\(line):\(column): \(message)"
    }
}
