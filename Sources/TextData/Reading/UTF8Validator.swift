/// Checks a stream of bytes, piece by piece, for what text may not hold: invalid UTF-8 and NUL.
///
/// The rules are those of the Unicode Standard's table 3-7: no overlong forms, no surrogates, nothing above
/// U+10FFFF.
struct UTF8Validator {
    /// The number of continuation bytes that the current sequence still needs.
    private var missing = 0
    /// The range of the next continuation byte, which only after some lead bytes is narrower than 80...BF.
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF

    /// The current sequence's first byte, and how many of its bytes have been seen; it may have begun in an earlier
    /// piece.
    private(set) var leadByte: UInt8 = 0
    private(set) var sequenceByteCount = 0

    /// Whether the bytes so far end within a sequence.
    var isInsideSequence: Bool { missing > 0 }

    /// The index of the first byte that may not stand where it does, or `nil` if all may.
    ///
    /// - Complexity: O(bytes).
    mutating func firstInvalidIndex(in bytes: Span<UInt8>) -> Int? {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if missing > 0 {
                guard byte >= lower && byte <= upper else { return index }
                missing -= 1
                sequenceByteCount += 1
                lower = 0x80
                upper = 0xBF
            } else if byte < 0x80 {
                guard byte != 0 else { return index }
            } else {
                guard begin(with: byte) else { return index }
            }
            index += 1
        }
        return nil
    }

    /// Takes a lead byte; returns whether it is one.
    private mutating func begin(with byte: UInt8) -> Bool {
        switch byte {
        case 0xC2...0xDF: missing = 1
        case 0xE0...0xEF:
            missing = 2
            if byte == 0xE0 { lower = 0xA0 }
            if byte == 0xED { upper = 0x9F }
        case 0xF0...0xF4:
            missing = 3
            if byte == 0xF0 { lower = 0x90 }
            if byte == 0xF4 { upper = 0x8F }
        default: return false
        }
        leadByte = byte
        sequenceByteCount = 1
        return true
    }
}
