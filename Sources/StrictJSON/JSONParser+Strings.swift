extension JSONParser {
    /// Reads a string; the position stands on its opening quote.
    mutating func parseString() throws(JSONError) -> String {
        position += 1
        let start = position
        skipPlainBytes()
        // Nearly all strings of real files have no escape: they are checked and copied in one go.
        if current == UInt8(ascii: "\"") {
            defer { position += 1 }
            return try validatedText(in: start..<position)
        }
        return try parseEscapedString(from: start)
    }

    /// Moves to the next quote, backslash or control character, or to the end.
    private mutating func skipPlainBytes() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            position += 1
        }
    }

    private func validatedText(in range: Range<Int>) throws(JSONError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw error(
                .encoding,
                "the text is not well-formed UTF-8; save the file as UTF-8",
                at: firstFault(in: range)
            )
        }
        return text
    }

    /// The offset of the first byte that is no part of a well-formed UTF-8 sequence.
    private func firstFault(in range: Range<Int>) -> Int {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes[range].makeIterator()
        var offset = range.lowerBound
        while case .valid(let scalar) = decoder.parseScalar(from: &iterator) {
            offset += scalar.count
        }
        return offset
    }

    private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
        var text = try validatedText(in: start..<position)
        while true {
            switch current {
            case UInt8(ascii: "\""):
                position += 1
                return text
            case UInt8(ascii: "\\"):
                text.unicodeScalars.append(try parseEscape())
            case nil:
                throw error(.syntax, "the document ends inside a string")
            default:
                throw error(.syntax, "a control character in a string must be written as an escape, such as \\n")
            }
            let runStart = position
            skipPlainBytes()
            if position > runStart { text += try validatedText(in: runStart..<position) }
        }
    }

    /// Reads one escape; the position stands on its backslash.
    private mutating func parseEscape() throws(JSONError) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let letter = current else { throw unexpected(wanted: "the rest of an escape") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try parseUnicodeEscape(from: start)
        default: throw error(.syntax, "a backslash may be followed by one of \"\\/bfnrtu only", at: start)
        }
    }

    /// Reads the digits of `\uXXXX`, and of its second half where it is a surrogate pair.
    private mutating func parseUnicodeEscape(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let unit = try parseFourHexDigits()
        // Every value but the surrogates is a scalar of its own.
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let isFollowedByEscape = bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
        guard UTF16.isLeadSurrogate(unit), isFollowedByEscape else {
            throw error(.encoding, "the escape names half a surrogate pair", at: start)
        }
        position += 2
        let second = try parseFourHexDigits()
        guard UTF16.isTrailSurrogate(second) else {
            throw error(.encoding, "the escape names half a surrogate pair", at: start)
        }
        return UTF16.decode(UTF16.EncodedScalar([unit, second]))
    }

    private mutating func parseFourHexDigits() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Self.hexDigit(byte) else {
                throw unexpected(wanted: "a hexadecimal digit")
            }
            unit = unit << 4 | digit
            position += 1
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
