/// A JSON document, as RFC 8259 defines it, read without losing anything that matters to a careful reader.
///
/// Objects keep the order of their members, numbers keep their text, and names are compared byte by byte:
/// Swift's `String` equality is canonical equivalence, under which two different tokens of a real vocabulary
/// would be one name.
public enum JSONValue: Sendable {
    /// The literal `null`.
    case null
    /// The literals `true` and `false`.
    case bool(Bool)
    /// A number, as written.
    case number(JSONNumber)
    /// A string, its escapes resolved.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)
}

/// A JSON number, kept as written so that no digit is lost between reading and writing.
public struct JSONNumber: Sendable {
    /// The number's text, which follows RFC 8259's grammar.
    public let text: String

    /// Wraps text that is known to follow the grammar.
    package init(validatedText text: String) {
        self.text = text
    }

    /// The JSON form of an integer.
    public init(_ value: Int) {
        text = String(value)
    }

    /// The shortest JSON form that reads back as the same double; `nil` for NaN and the infinities, which JSON
    /// cannot say.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = value.description
    }

    /// The value as an integer, or `nil` if it has a fraction or an exponent or does not fit.
    public var int: Int? {
        Int(text)
    }

    /// The value as a double, rounded to nearest; `nil` if it overflows.
    public var double: Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }
}

// MARK: - Reading values

extension JSONValue {
    /// The string, or `nil` if this is none.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The Boolean, or `nil` if this is none.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The integer, or `nil` if this is none.
    public var int: Int? {
        if case .number(let value) = self { value.int } else { nil }
    }

    /// The number as a double, or `nil` if this is none.
    public var double: Double? {
        if case .number(let value) = self { value.double } else { nil }
    }

    /// The elements, or `nil` if this is no array.
    public var array: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members, or `nil` if this is no object.
    public var object: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// Whether this is `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The value of a member, or `nil` if this is no object or has no such member.
    public subscript(name: String) -> JSONValue? {
        object?[name]
    }
}

// MARK: - Writing values in Swift

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// A number.
    public init(integerLiteral value: Int) {
        self = .number(JSONNumber(value))
    }

    /// `true` or `false`.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    /// `null`.
    public init(nilLiteral: ()) {
        self = .null
    }

    /// An array.
    public init(arrayLiteral elements: JSONValue...) {
        self = .array(elements)
    }

    /// An object whose members keep the order of the literal.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member($0.0, $0.1) }))
    }

    /// A number, or `null` for NaN and the infinities.
    public init(_ value: Double) {
        self = JSONNumber(value).map(JSONValue.number) ?? .null
    }

    /// A number.
    public init(_ value: Int) {
        self = .number(JSONNumber(value))
    }
}
