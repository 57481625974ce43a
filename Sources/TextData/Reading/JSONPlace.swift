/// Where a value stands in a JSON document, written `data[3].paragraphs[0].context`.
indirect enum JSONPlace: Sendable, Equatable {
    /// The document itself.
    case root
    /// A member of an object.
    case member(of: JSONPlace, String)
    /// An element of a list.
    case element(of: JSONPlace, Int)

    /// The places passed on the way here, the root first.
    var path: [JSONPlace] {
        switch self {
        case .root: [self]
        case .member(let parent, _), .element(let parent, _): parent.path + [self]
        }
    }
}

// MARK: - CustomStringConvertible

extension JSONPlace: CustomStringConvertible {
    var description: String {
        switch self {
        case .root: ""
        case .member(.root, let name): name
        case .member(let parent, let name): "\(parent).\(name)"
        case .element(let parent, let index): "\(parent)[\(index)]"
        }
    }
}

/// Finds the line of a place in a document that has been parsed already.
///
/// Parsing does not note where values stand, which would cost every document what only faulty ones need.
struct JSONPlaceFinder {
    private let bytes: [UInt8]
    private var position = 0

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The line and the column in bytes, both counted from 1, of a value.
    ///
    /// Where a step of the way is not found, as a name that is written with escapes, the last value found counts.
    static func lineAndColumn(of place: JSONPlace, in bytes: [UInt8]) -> (line: Int, column: Int) {
        var finder = JSONPlaceFinder(bytes: bytes)
        finder.skipWhitespace()
        var found = finder.position
        for step in place.path.dropFirst() {
            guard finder.enter(step) else { break }
            found = finder.position
        }
        let prefix = bytes[..<min(found, bytes.count)]
        let lineStart = prefix.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return (1 + prefix.count { $0 == UInt8(ascii: "\n") }, 1 + found - lineStart)
    }

    /// Moves from a container to one of its values.
    private mutating func enter(_ step: JSONPlace) -> Bool {
        guard current == UInt8(ascii: "{") || current == UInt8(ascii: "[") else { return false }
        position += 1
        var index = 0
        while true {
            skipWhitespace()
            switch step {
            case .root: return false
            case .member(_, let name):
                guard current == UInt8(ascii: "\"") else { return false }
                let start = position + 1
                skipString()
                guard position <= bytes.count, start < position else { return false }
                let isWanted = bytes[start..<(position - 1)].elementsEqual(name.utf8)
                skipWhitespace()
                position += 1  // the colon
                skipWhitespace()
                if isWanted { return position < bytes.count }
            case .element(_, let wanted):
                if index == wanted { return position < bytes.count }
            }
            skipValue()
            skipWhitespace()
            guard current == UInt8(ascii: ",") else { return false }
            position += 1
            index += 1
        }
    }

    private var current: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipWhitespace() {
        while let byte = current, byte <= 0x20 { position += 1 }
    }

    private mutating func skipString() {
        position += 1
        while let byte = current, byte != UInt8(ascii: "\"") {
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        position += 1
    }

    private mutating func skipValue() {
        var depth = 0
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return }
                depth -= 1
                position += 1
            case UInt8(ascii: ","):
                guard depth > 0 else { return }
                position += 1
            default: position += 1
            }
        }
    }
}
