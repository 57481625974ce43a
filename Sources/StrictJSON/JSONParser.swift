/// Reads one document from front to back; recursion is bounded by the depth limit.
struct JSONParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    let acceptsDuplicateNames: Bool
    private var remainingValueCount: Int
    var position = 0
    private var depth = 0

    init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        maximumDepth = min(limits.maximumDepth, JSONLimits.deepestNesting)
        acceptsDuplicateNames = limits.acceptsDuplicateNames
        // Positions of members are kept in 32 bits.
        remainingValueCount = min(limits.maximumValueCount, Int(Int32.max))
    }

    /// The byte at the position, or `nil` at the end.
    var current: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    func error(_ code: JSONError.Code, _ message: String, at offset: Int? = nil) -> JSONError {
        JSONError(code, message, at: offset ?? position, in: bytes)
    }

    /// Says what was wanted and what stands there instead.
    func unexpected(wanted: String) -> JSONError {
        guard let byte = current else { return error(.syntax, "the document ends where \(wanted) is needed") }
        let found =
            byte > 0x20 && byte < 0x7F
            ? "'\(Unicode.Scalar(byte))'" : "byte 0x\(String(byte, radix: 16, uppercase: true))"
        return error(.syntax, "\(wanted) is needed here, not \(found)")
    }

    mutating func parseDocument() throws(JSONError) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw error(.syntax, "the document starts with a byte order mark; save it as UTF-8 without one")
        }
        skipWhitespace()
        let value = try parseValue()
        skipWhitespace()
        guard position == bytes.count else { throw unexpected(wanted: "the end of the document") }
        return value
    }

    mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func parseValue() throws(JSONError) -> JSONValue {
        guard remainingValueCount > 0 else { throw error(.valueCount, "the document holds more values than allowed") }
        remainingValueCount -= 1
        switch current {
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "{"): return .object(try parseObject())
        case UInt8(ascii: "["): return .array(try parseArray())
        case UInt8(ascii: "t"): return try parseLiteral("true", .bool(true))
        case UInt8(ascii: "f"): return try parseLiteral("false", .bool(false))
        case UInt8(ascii: "n"): return try parseLiteral("null", .null)
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try parseNumber())
        default: throw unexpected(wanted: "a value")
        }
    }

    private mutating func parseLiteral(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[position...].starts(with: text.description.utf8) else {
            throw error(.syntax, "a value is needed here, and this is not '\(text)'")
        }
        position += text.utf8CodeUnitCount
        return value
    }

    private mutating func enterContainer() throws(JSONError) {
        depth += 1
        guard depth <= maximumDepth else {
            throw error(.nesting, "arrays and objects are nested deeper than \(maximumDepth)")
        }
        position += 1
        skipWhitespace()
    }

    private mutating func leaveContainer() {
        depth -= 1
        position += 1
    }

    private mutating func parseArray() throws(JSONError) -> [JSONValue] {
        try enterContainer()
        var elements: [JSONValue] = []
        if current == UInt8(ascii: "]") {
            leaveContainer()
            return elements
        }
        while true {
            elements.append(try parseValue())
            skipWhitespace()
            switch current {
            case UInt8(ascii: ","):
                position += 1
                skipWhitespace()
            case UInt8(ascii: "]"):
                leaveContainer()
                return elements
            default:
                throw unexpected(wanted: "',' or ']'")
            }
        }
    }

    private mutating func parseObject() throws(JSONError) -> JSONObject {
        try enterContainer()
        var object = JSONObject()
        if current == UInt8(ascii: "}") {
            leaveContainer()
            return object
        }
        while true {
            try parseMember(into: &object)
            skipWhitespace()
            switch current {
            case UInt8(ascii: ","):
                position += 1
                skipWhitespace()
            case UInt8(ascii: "}"):
                leaveContainer()
                return object
            default:
                throw unexpected(wanted: "',' or '}'")
            }
        }
    }

    private mutating func parseMember(into object: inout JSONObject) throws(JSONError) {
        guard current == UInt8(ascii: "\"") else { throw unexpected(wanted: "a name in double quotes") }
        let nameOffset = position
        let name = try parseString()
        skipWhitespace()
        guard current == UInt8(ascii: ":") else { throw unexpected(wanted: "':'") }
        position += 1
        skipWhitespace()
        let value = try parseValue()
        if object.append(JSONObject.Member(name, value)) { return }
        guard acceptsDuplicateNames else {
            throw error(.duplicateName, "the name \(Self.quoted(name)) is given twice in this object", at: nameOffset)
        }
        object[name] = value
    }

    /// A name as it can stand in a message: cut short, without control characters.
    private static func quoted(_ name: String) -> String {
        let shown = name.unicodeScalars.prefix(60).map { $0.value < 0x20 ? "\u{FFFD}" : String($0) }.joined()
        return "'\(shown)'"
    }
}
