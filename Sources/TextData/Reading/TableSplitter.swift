/// Splits a stream of bytes into rows and fields.
struct TableSplitter: Sendable {
    /// How the table is written.
    let dialect: TableDialect
    /// The longest field that is accepted.
    let maximumFieldByteCount: Int

    /// The most fields a row may have; a table of examples has a handful.
    static let maximumFieldCount = 16_384

    /// What ended a field.
    private enum Terminator {
        case delimiter
        case lineEnd
        case endOfFile
    }

    /// Reads the next row.
    ///
    /// A line end at the end of the file ends the last row and begins none. A row ends with LF, CRLF, or CR in
    /// files that hold no LF.
    ///
    /// - Returns: Whether there was a row.
    /// - Throws: ``DataError`` with code `unclosedQuote`, `textAfterQuote`, `fieldTooLong` or `tooManyFields`, or
    ///   what reading the file throws.
    func readRecord(from input: inout ByteInput, into record: inout TableRecord) throws(DataError) -> Bool {
        guard try input.fill() else { return false }
        record.begin(line: input.line)
        while true {
            let hasMore = try input.fill()
            let terminator =
                if dialect.isQuoted && hasMore && input.window[input.position] == Self.quote {
                    try readQuotedField(from: &input, into: &record)
                } else {
                    try readPlainField(from: &input, into: &record)
                }
            record.endField()
            guard terminator == .delimiter else { return true }
            if record.count >= Self.maximumFieldCount {
                throw input.error(
                    .tooManyFields,
                    "the row has more than \(Self.maximumFieldCount) fields; is the format the right one? (--format)"
                )
            }
        }
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}

// MARK: - Fields

extension TableSplitter {
    /// Reads a field up to and with what ends it.
    private func readPlainField(
        from input: inout ByteInput,
        into record: inout TableRecord
    ) throws(DataError) -> Terminator {
        let delimiter = dialect.delimiter
        while try input.fill() {
            let start = input.position
            var index = start
            let end = input.window.count
            while index < end {
                let byte = input.window[index]
                if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn { break }
                index += 1
            }
            record.bytes.append(contentsOf: input.window[start..<index])
            input.position = index
            if record.openFieldByteCount > maximumFieldByteCount { throw tooLong(record.line, input) }
            guard index < end else { continue }
            if input.window[index] == delimiter {
                input.position += 1
                return .delimiter
            }
            if try takeLineEnd(from: &input) { return .lineEnd }
            record.bytes.append(Self.carriageReturn)
            input.position += 1
        }
        return .endOfFile
    }

    /// Reads a quoted field, from its opening quote up to and with what ends it.
    private func readQuotedField(
        from input: inout ByteInput,
        into record: inout TableRecord
    ) throws(DataError) -> Terminator {
        let openingLine = input.line
        let openingColumn = input.column
        input.position += 1
        record.hasQuotedField = true
        while try input.fill() {
            let start = input.position
            var index = start
            let end = input.window.count
            while index < end {
                let byte = input.window[index]
                if byte == Self.quote || byte == Self.lineFeed || byte == Self.carriageReturn { break }
                if byte == dialect.delimiter { record.hasNecessaryQuotes = true }
                index += 1
            }
            record.bytes.append(contentsOf: input.window[start..<index])
            input.position = index
            if record.openFieldByteCount > maximumFieldByteCount { throw tooLong(openingLine, input) }
            guard index < end else { continue }
            if input.window[index] != Self.quote {
                takeQuotedLineEnd(from: &input, into: &record)
            } else if try input.fill(2), input.window[input.position + 1] == Self.quote {
                record.bytes.append(Self.quote)
                record.hasNecessaryQuotes = true
                input.position += 2
            } else {
                input.position += 1
                return try readTerminator(afterQuoteOpenedOn: openingLine, from: &input)
            }
        }
        throw DataError(
            .unclosedQuote,
            "the quote opened here is never closed; close it, double it if it is text, or read quotes as text with "
                + "--quoting none",
            path: input.path,
            line: openingLine,
            column: openingColumn
        )
    }

    /// Reads what follows a closing quote.
    private func readTerminator(
        afterQuoteOpenedOn openingLine: Int,
        from input: inout ByteInput
    ) throws(DataError) -> Terminator {
        guard try input.fill() else { return .endOfFile }
        if input.window[input.position] == dialect.delimiter {
            input.position += 1
            return .delimiter
        }
        if try takeLineEnd(from: &input) { return .lineEnd }
        throw input.error(
            .textAfterQuote,
            "text follows the closing quote of a field opened on line \(openingLine); double quotes that are text, or "
                + "read all of them as text with --quoting none"
        )
    }

    /// Takes a line end if one stands next: LF, CRLF, or CR where that ends lines.
    private func takeLineEnd(from input: inout ByteInput) throws(DataError) -> Bool {
        let byte = input.window[input.position]
        if byte == Self.lineFeed || (byte == Self.carriageReturn && input.carriageReturnEndsLine) {
            input.position += 1
        } else if byte == Self.carriageReturn, try input.fill(2), input.window[input.position + 1] == Self.lineFeed {
            input.position += 2
        } else {
            return false
        }
        input.beginLine()
        return true
    }

    /// Takes one byte of a line end within quotes, where it is text.
    private func takeQuotedLineEnd(from input: inout ByteInput, into record: inout TableRecord) {
        let byte = input.window[input.position]
        record.bytes.append(byte)
        record.hasNecessaryQuotes = true
        input.position += 1
        if byte == Self.lineFeed || input.carriageReturnEndsLine { input.beginLine() }
    }

    private func tooLong(_ line: Int, _ input: borrowing ByteInput) -> DataError {
        DataError(
            .fieldTooLong,
            "the field that begins here is longer than \(maximumFieldByteCount) bytes; look for an unclosed quote or "
                + "the wrong format",
            path: input.path,
            line: line
        )
    }
}
