/// UTF-8 by hand, for text that is known to be valid.
enum UTF8Scalar {
    /// The number of bytes of the scalar that starts with `leadByte`.
    @inline(__always)
    static func length(leadByte: UInt8) -> Int {
        if leadByte < 0x80 { return 1 }
        if leadByte < 0xE0 { return 2 }
        return leadByte < 0xF0 ? 3 : 4
    }

    /// The scalar at a position of valid UTF-8, and its length.
    @inline(__always)
    static func decode(_ bytes: Span<UInt8>, at position: Int) -> (value: UInt32, length: Int) {
        let lead = bytes[position]
        switch length(leadByte: lead) {
        case 1:
            return (UInt32(lead), 1)
        case 2:
            return (UInt32(lead & 0x1F) << 6 | continuation(bytes, position + 1), 2)
        case 3:
            let upper = UInt32(lead & 0x0F) << 12 | continuation(bytes, position + 1) << 6
            return (upper | continuation(bytes, position + 2), 3)
        default:
            let upper = UInt32(lead & 0x07) << 18 | continuation(bytes, position + 1) << 12
            return (upper | continuation(bytes, position + 2) << 6 | continuation(bytes, position + 3), 4)
        }
    }

    /// Appends a scalar's UTF-8.
    static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        switch value {
        case ..<0x80:
            bytes.append(UInt8(value))
        case ..<0x800:
            bytes.append(UInt8(0xC0 | value >> 6))
            bytes.append(UInt8(0x80 | value & 0x3F))
        case ..<0x10000:
            bytes.append(UInt8(0xE0 | value >> 12))
            bytes.append(UInt8(0x80 | value >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | value & 0x3F))
        default:
            bytes.append(UInt8(0xF0 | value >> 18 & 0x07))
            bytes.append(UInt8(0x80 | value >> 12 & 0x3F))
            bytes.append(UInt8(0x80 | value >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | value & 0x3F))
        }
    }

    @inline(__always)
    private static func continuation(_ bytes: Span<UInt8>, _ position: Int) -> UInt32 {
        UInt32(bytes[position] & 0x3F)
    }
}
