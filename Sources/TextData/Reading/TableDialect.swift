/// How a table is written: what separates its fields and what quotes mean.
struct TableDialect: Sendable, Equatable {
    /// The byte between two fields.
    var delimiter: UInt8
    /// Whether a field that begins with a quote reaches to the closing one, as RFC 4180 has it.
    var isQuoted: Bool

    /// What messages say about quotes.
    var quotingDescription: String { isQuoted ? "quoted as in RFC 4180" : "quotes as they are" }
}

// MARK: - Finding it out

extension TableDialect {
    /// What the beginning of a TSV file shows about its quotes.
    enum QuotingEvidence {
        /// No field begins with a quote, so nothing depends on the answer.
        case irrelevant
        /// Fields begin with a quote, and read as RFC 4180 has it they make no table of equal rows, or none of
        /// them would have needed its quotes.
        case quotesAreText
        /// Read as RFC 4180 has it all rows have the same length, and some field could not stand without its
        /// quotes.
        case quotesDelimit
    }

    /// The delimiter of a CSV file: comma, unless the first line has none and shows another.
    ///
    /// A semicolon or tab is taken for one if it sets off a usual column name or stands as often in the second
    /// line; else it may as well belong to a text.
    static func delimiterOfCSV(beginning bytes: ArraySlice<UInt8>) -> UInt8 {
        let comma = UInt8(ascii: ",")
        let lines = bytes.split(maxSplits: 2, omittingEmptySubsequences: true) {
            $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }
        guard let first = lines.first, !first.contains(comma) else { return comma }
        let other = [UInt8(ascii: ";"), UInt8(ascii: "\t")].first { candidate in
            let fields = first.split(separator: candidate, omittingEmptySubsequences: false)
            guard fields.count > 1 else { return false }
            let sameInSecond = lines.count > 1 && lines[1].count { $0 == candidate } == fields.count - 1
            return sameInSecond || fields.contains { ColumnNames.isKnown(String(decoding: $0, as: UTF8.self)) }
        }
        return other ?? comma
    }

    /// Judges the quotes at the beginning of a TSV file by reading its rows as if they were quoted.
    ///
    /// A writer of RFC 4180 quotes a field because it holds a tab, a line end or a quote; in a file without
    /// quoting, a field that begins with a quotation mark is cut wrongly by such a reading, and the rows come
    /// out uneven.
    ///
    /// - Parameters:
    ///   - bytes: The beginning of the file.
    ///   - isWholeFile: Whether nothing follows; otherwise the last row read is not looked at.
    /// - Returns: What the rows show.
    static func quotingEvidence(beginning bytes: ArraySlice<UInt8>, isWholeFile: Bool) -> QuotingEvidence {
        let tab = UInt8(ascii: "\t")
        let quote = UInt8(ascii: "\"")
        var previous = UInt8(ascii: "\n")
        var opensQuote = false
        for byte in bytes {
            if byte == quote && (previous == tab || previous == UInt8(ascii: "\n") || previous == UInt8(ascii: "\r")) {
                opensQuote = true
                break
            }
            previous = byte
        }
        guard opensQuote else { return .irrelevant }
        guard var input = try? ByteInput.reading(wholeSequences(of: bytes), name: "") else { return .quotesAreText }
        let splitter = TableSplitter(dialect: TableDialect(delimiter: tab, isQuoted: true), maximumFieldByteCount: .max)
        var record = TableRecord()
        var width: Int?
        var hasNecessaryQuotes = false
        do {
            while try splitter.readRecord(from: &input, into: &record) {
                // The last row of a part of a file may be cut off anywhere.
                if !isWholeFile, try !input.fill() { break }
                if record.isBlank { continue }
                if let width, width != record.count { return .quotesAreText }
                width = record.count
                hasNecessaryQuotes = hasNecessaryQuotes || record.hasNecessaryQuotes
            }
        } catch {
            let isCutOff = !isWholeFile && error.code == .unclosedQuote
            guard isCutOff else { return .quotesAreText }
        }
        return hasNecessaryQuotes ? .quotesDelimit : .quotesAreText
    }

    /// The bytes without a UTF-8 sequence that is cut off at their end.
    private static func wholeSequences(of bytes: ArraySlice<UInt8>) -> [UInt8] {
        let tail = bytes.suffix(4).reversed().prefix { $0 & 0xC0 == 0x80 }.count
        guard tail < 4, let lead = bytes.dropLast(tail).last, lead >= 0xC0 else { return Array(bytes) }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        return Array(tail + 1 < length ? bytes.dropLast(tail + 1) : bytes)
    }
}
