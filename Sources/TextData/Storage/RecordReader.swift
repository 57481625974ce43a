/// Reads records that a ``RecordWriter`` put together, value by value.
public struct RecordReader: Sendable {
    private let bytes: [UInt8]
    /// The index of the next byte.
    var position: Int

    /// A reader of bytes from an index on.
    init(_ bytes: [UInt8], at position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// Reads a number.
    mutating func number() -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = bytes[position]
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    /// Reads a count of what follows.
    mutating func count() -> Int {
        Int(truncatingIfNeeded: number())
    }

    /// Reads a value of the type that was written at this place.
    public mutating func read<Value: Storable>(_ type: Value.Type = Value.self) -> Value {
        Value(from: &self)
    }

    /// Reads a text.
    mutating func text() -> String {
        let count = count()
        defer { position += count }
        return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    /// Reads a number of eight bytes.
    mutating func bits() -> UInt64 {
        defer { position += 8 }
        return bytes[position..<position + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads parts of a text.
    mutating func ranges<Place: FixedWidthInteger>() -> [Range<Place>] {
        var ranges: [Range<Place>] = []
        let count = count()
        ranges.reserveCapacity(count)
        var end = 0
        for _ in 0..<count {
            let start = end + read(Int.self)
            end = start + self.count()
            ranges.append(Place(truncatingIfNeeded: start)..<Place(truncatingIfNeeded: end))
        }
        return ranges
    }

    /// Reads numbers that were written as runs.
    mutating func runs() -> [Int32] {
        let count = count()
        var numbers: [Int32] = []
        numbers.reserveCapacity(count)
        while numbers.count < count {
            let value = read(Int32.self)
            numbers.append(contentsOf: repeatElement(value, count: self.count()))
        }
        return numbers
    }
}
