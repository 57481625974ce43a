/// What a reader takes from a stranger.
public struct JSONLimits: Sendable {
    /// Deepest nesting that can be asked for: values are read, and freed, by recursion.
    static let deepestNesting = 1024

    /// Deepest nesting of arrays and objects accepted, at most 1,024; a larger value counts as 1,024.
    public var maximumDepth = 512

    /// Most values, counting every element and member, accepted in one document.
    ///
    /// A value takes up to forty bytes of memory and two of the document, so a reader that knows how many it
    /// can meet should say so. More than 2³¹ - 1 are never accepted.
    public var maximumValueCount = Int(Int32.max)

    /// Whether an object may give a name twice, the last value counting; RFC 8259 only advises against it.
    ///
    /// Off by default, as two readers that disagree on which value counts can be played against each other.
    public var acceptsDuplicateNames = false

    /// The default limits.
    public init() {}
}

extension JSONValue {
    /// Parses a whole document, accepting exactly what RFC 8259 allows and nothing more.
    ///
    /// Refused, besides what breaks the grammar (trailing commas, leading zeros, `NaN`, comments, a byte order
    /// mark, anything after the value): names given twice in an object, text that is not well-formed UTF-8, and
    /// escapes that name half a surrogate pair. Nothing in the bytes can make it trap, and the time taken grows
    /// with their number.
    ///
    /// - Parameters:
    ///   - bytes: The document, in UTF-8.
    ///   - limits: What is accepted beyond the grammar: nesting, number of values, names given twice.
    /// - Returns: The value; objects keep the order of their members and numbers their text.
    /// - Throws: ``JSONError`` with the line and column of the first fault.
    public static func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, limits: limits)
        return try parser.parseDocument()
    }
}
