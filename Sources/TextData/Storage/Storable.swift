/// A value that a ``StoredList`` can keep as bytes, in memory or in a scratch file.
///
/// What was written is read in the same order:
///
/// ```swift
/// struct Rating: Storable {
///     var stars: Int
///     func write(to record: inout RecordWriter) { record.write(stars) }
///     init(from record: inout RecordReader) { stars = record.read() }
/// }
/// ```
public protocol Storable: Sendable {
    /// Adds the value to a record.
    ///
    /// - Parameter record: The record.
    func write(to record: inout RecordWriter)

    /// Reads the value back.
    ///
    /// - Parameter record: A record, at the place where the value was written.
    init(from record: inout RecordReader)
}

// MARK: - Numbers

extension Int: Storable {
    /// Small numbers of either sign take one byte.
    public func write(to record: inout RecordWriter) {
        record.write(UInt64(bitPattern: Int64((self << 1) ^ (self >> (Int.bitWidth - 1)))))
    }

    /// Reads a number.
    public init(from record: inout RecordReader) {
        let bits = record.number()
        self = Int(truncatingIfNeeded: bits >> 1) ^ -Int(truncatingIfNeeded: bits & 1)
    }
}

extension Int32: Storable {
    /// Small numbers of either sign take one byte.
    public func write(to record: inout RecordWriter) {
        Int(self).write(to: &record)
    }

    /// Reads a number.
    public init(from record: inout RecordReader) {
        self = Int32(truncatingIfNeeded: Int(from: &record))
    }
}

extension Double: Storable {
    /// Numbers of few digits take few bytes: their last bits are zero, and come first here.
    public func write(to record: inout RecordWriter) {
        record.write(bitPattern.byteSwapped)
    }

    /// Reads a number, bit by bit the one that was written.
    public init(from record: inout RecordReader) {
        self.init(bitPattern: record.number().byteSwapped)
    }
}

extension Float: Storable {
    /// Numbers of few digits take few bytes, as of ``/Swift/Double``.
    public func write(to record: inout RecordWriter) {
        record.write(UInt64(bitPattern.byteSwapped))
    }

    /// Reads a number, bit by bit the one that was written.
    public init(from record: inout RecordReader) {
        self.init(bitPattern: UInt32(truncatingIfNeeded: record.number()).byteSwapped)
    }
}

extension Bool: Storable {
    /// One byte.
    public func write(to record: inout RecordWriter) {
        record.write(UInt64(self ? 1 : 0))
    }

    /// Reads a truth value.
    public init(from record: inout RecordReader) {
        self = record.number() == 1
    }
}

// MARK: - Texts and lists

extension String: Storable {
    /// The bytes of its UTF-8, which are kept as they are.
    public func write(to record: inout RecordWriter) {
        record.write(utf8: self)
    }

    /// Reads a text.
    public init(from record: inout RecordReader) {
        self = record.text()
    }
}

extension Optional: Storable where Wrapped: Storable {
    /// Whether there is a value, then the value.
    public func write(to record: inout RecordWriter) {
        record.write(self != nil)
        if let value = self { record.write(value) }
    }

    /// Reads a value, or that there is none.
    public init(from record: inout RecordReader) {
        self = record.read(Bool.self) ? record.read(Wrapped.self) : nil
    }
}

extension Array: Storable where Element: Storable {
    /// Their number, then the elements.
    public func write(to record: inout RecordWriter) {
        record.write(UInt64(count))
        for element in self { element.write(to: &record) }
    }

    /// Reads as many elements as were written.
    public init(from record: inout RecordReader) {
        let count = record.count()
        self.init()
        reserveCapacity(count)
        for _ in 0..<count { append(record.read()) }
    }
}
