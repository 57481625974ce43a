/// Reads a file line by line.
struct LineReader: ~Copyable {
    private var input: ByteInput
    private var record = TableRecord()
    private let splitter: TableSplitter

    /// The file as the caller named it.
    let path: String

    /// Reads lines from the input's next byte on.
    init(_ input: consuming ByteInput, options: TableOptions) {
        path = input.path
        self.input = input
        // Text holds no NUL, so a line split at NUL is one field.
        splitter = TableSplitter(
            dialect: TableDialect(delimiter: 0, isQuoted: false),
            maximumFieldByteCount: options.maximumFieldByteCount
        )
    }

    /// Reads the next line.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: ``DataError`` if the file cannot be read or the line is too long.
    mutating func next() throws(DataError) -> Bool {
        try splitter.readRecord(from: &input, into: &record)
    }

    /// The line as a record of one field.
    var wholeLine: TableRecord { record }

    /// The bytes of the line, without its end.
    var bytes: [UInt8] { record.bytes }

    /// The number of the line, counted from 1.
    var number: Int { record.line }

    /// Whether the line holds nothing but blanks.
    var isBlank: Bool { record.bytes.allSatisfy(isBlankByte) }

    /// An error on the line.
    func error(_ code: DataError.Code, _ message: String, field: String? = nil) -> DataError {
        DataError(code, message, path: path, line: number, field: field)
    }
}

/// Whether a byte is a blank within a line.
func isBlankByte(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09
}
