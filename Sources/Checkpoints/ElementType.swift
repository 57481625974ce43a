/// The type of a tensor's elements, under the name the safetensors format gives it.
public enum ElementType: String, Sendable, CaseIterable {
    // In the order of the reference implementation, which lays tensors out by it.
    /// A Boolean, one byte each.
    case bool = "BOOL"
    /// A float of 4 bits.
    case float4 = "F4"
    /// A float of 6 bits, 3 of them fraction.
    case float6E2M3 = "F6_E2M3"
    /// A float of 6 bits, 2 of them fraction.
    case float6E3M2 = "F6_E3M2"
    /// An unsigned integer of 8 bits.
    case uint8 = "U8"
    /// A signed integer of 8 bits.
    case int8 = "I8"
    /// A float of 8 bits, 2 of them fraction.
    case float8E5M2 = "F8_E5M2"
    /// A float of 8 bits, 3 of them fraction.
    case float8E4M3 = "F8_E4M3"
    /// A power of two of 8 bits.
    case float8E8M0 = "F8_E8M0"
    /// A signed integer of 16 bits.
    case int16 = "I16"
    /// An unsigned integer of 16 bits.
    case uint16 = "U16"
    /// IEEE 754 half precision.
    case float16 = "F16"
    /// The upper half of a single-precision float.
    case bfloat16 = "BF16"
    /// A signed integer of 32 bits.
    case int32 = "I32"
    /// An unsigned integer of 32 bits.
    case uint32 = "U32"
    /// IEEE 754 single precision.
    case float32 = "F32"
    /// A complex number of two single-precision floats.
    case complex64 = "C64"
    /// IEEE 754 double precision.
    case float64 = "F64"
    /// A signed integer of 64 bits.
    case int64 = "I64"
    /// An unsigned integer of 64 bits.
    case uint64 = "U64"

    /// Bits an element takes.
    public var bitCount: Int {
        switch self {
        case .float4: 4
        case .float6E2M3, .float6E3M2: 6
        case .bool, .uint8, .int8, .float8E5M2, .float8E4M3, .float8E8M0: 8
        case .int16, .uint16, .float16, .bfloat16: 16
        case .int32, .uint32, .float32: 32
        case .complex64, .float64, .int64, .uint64: 64
        }
    }

    /// Bytes that elements take, or `nil` if they do not fill whole bytes or are too many to count.
    func byteCount(ofElements elementCount: Int) -> Int? {
        let (bits, overflow) = elementCount.multipliedReportingOverflow(by: bitCount)
        return overflow || bits % 8 != 0 ? nil : bits / 8
    }
}
