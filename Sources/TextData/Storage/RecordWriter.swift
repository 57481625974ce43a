/// The bytes of one record of a ``StoredList``, as they are put together.
public struct RecordWriter: Sendable {
    private(set) var bytes: [UInt8] = []

    /// Empties the record, so that its memory serves the next one.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Adds a number: seven bits a byte, the lowest first, so that small ones take one byte.
    mutating func write(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Adds a value.
    public mutating func write(_ value: some Storable) {
        value.write(to: &self)
    }

    /// Adds a text: its length in bytes, then its UTF-8.
    mutating func write(utf8 text: String) {
        let utf8 = text.utf8
        write(UInt64(utf8.count))
        bytes.append(contentsOf: utf8)
    }

    /// Adds another record whole, its length before it.
    mutating func write(record: borrowing RecordWriter) {
        write(UInt64(record.bytes.count))
        bytes.append(contentsOf: record.bytes)
    }

    /// Adds a number whose bits are all of use, in eight bytes.
    mutating func write(bits: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }

    /// Adds parts of a text: where each begins, from the last one's end, and its length.
    mutating func write<Place: FixedWidthInteger>(ranges: some Collection<Range<Place>>) {
        write(UInt64(ranges.count))
        var end = 0
        for range in ranges {
            write(Int(range.lowerBound) - end)
            write(UInt64(range.count))
            end = Int(range.upperBound)
        }
    }

    /// Adds numbers of which neighbours are alike, such as segments: each once, with how often it stands.
    mutating func write(runsOf numbers: [Int32]) {
        write(UInt64(numbers.count))
        var index = 0
        while index < numbers.count {
            let value = numbers[index]
            var end = index + 1
            while end < numbers.count && numbers[end] == value { end += 1 }
            write(value)
            write(UInt64(end - index))
            index = end
        }
    }
}
