/// One row of a table: its fields, unquoted, in one buffer that is used again for the next row.
struct TableRecord {
    /// The bytes of all fields, one after the other.
    var bytes: [UInt8] = []
    /// Where each field ends in ``bytes``.
    private(set) var fieldEnds: [Int] = []
    /// The line on which the row begins.
    private(set) var line = 0
    /// Whether any field was quoted, and whether any of these had to be: it holds a delimiter, a line end or a
    /// quote.
    var hasQuotedField = false
    var hasNecessaryQuotes = false

    /// The number of fields.
    var count: Int { fieldEnds.count }

    /// The number of bytes of the field that is being read.
    var openFieldByteCount: Int { bytes.count - (fieldEnds.last ?? 0) }

    /// Whether the row is an empty line.
    var isBlank: Bool { count == 1 && bytes.isEmpty && !hasQuotedField }

    /// Makes room for the row that begins on a line.
    mutating func begin(line: Int) {
        bytes.removeAll(keepingCapacity: true)
        fieldEnds.removeAll(keepingCapacity: true)
        self.line = line
        hasQuotedField = false
        hasNecessaryQuotes = false
    }

    /// Ends the field that is being read.
    mutating func endField() {
        fieldEnds.append(bytes.count)
    }

    /// A field's text.
    ///
    /// - Precondition: `index` is less than ``count``.
    subscript(index: Int) -> String {
        let start = index == 0 ? 0 : fieldEnds[index - 1]
        return String(decoding: bytes[start..<fieldEnds[index]], as: UTF8.self)
    }

    /// All fields' texts.
    var fields: [String] { (0..<count).map { self[$0] } }
}
