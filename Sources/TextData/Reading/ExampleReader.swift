import StrictJSON

/// Reads a data file example by example, holding no more of it than a window of about a megabyte.
///
/// ``TextDataset/read(_:options:)`` reads a whole file with it. Use it directly for files that need not be held,
/// such as a large one to predict on:
///
/// ```swift
/// var reader = try ExampleReader(path: "reviews.csv", options: TableOptions(labelsRequired: false))
/// while let example = try reader.next() {
///     print(example.line, example.text)
/// }
/// ```
public struct ExampleReader: ~Copyable {
    /// The columns that are read.
    public let columns: TextDataset.Columns
    /// How the file is written, in words, such as `TSV, quotes as they are, header`.
    public let formatDescription: String

    private let layout: FileLayout
    let selection: ColumnSelection
    let options: TableOptions
    private let splitter: TableSplitter
    private var input: ByteInput
    private(set) var record = TableRecord()
    /// Whether ``record`` holds a row that was read to find the columns but is an example itself.
    private var holdsFirstRow: Bool

    /// What had to be guessed.
    private let guesses: [DataWarning]
    private var emptyTexts = LineCount()
    private var unevenRows = LineCount()
    private var shortRows = LineCount()

    /// The file as the caller named it.
    var path: String { input.path }

    /// Opens a file and finds out its format and columns.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: What is known about it.
    /// - Throws: ``DataError`` if the file cannot be read, is empty, or its columns cannot be told.
    public init(path: String, options: TableOptions = TableOptions()) throws(DataError) {
        do {
            try self.init(ByteInput.opening(path), options: options)
        } catch {
            throw error.advised(readingAs: .texts, options: options)
        }
    }

    /// Reads from memory.
    ///
    /// - Parameters:
    ///   - bytes: The content of a file.
    ///   - name: What errors call it; its extension tells the format as a file's does.
    ///   - options: What is known about it.
    /// - Throws: ``DataError`` if the content is empty or its columns cannot be told.
    public init(bytes: [UInt8], name: String, options: TableOptions = TableOptions()) throws(DataError) {
        try self.init(ByteInput.reading(bytes, name: name), options: options)
    }

    /// Reads what has been opened.
    init(_ source: consuming ByteInput, options: TableOptions) throws(DataError) {
        var input = source
        let (layout, warning, splitter, record) = try Self.beginning(of: &input, options: options)
        let (selection, followed) = try Self.selection(for: layout, from: record, options: options, path: input.path)
        self.columns = TextDataset.Columns(selection)
        if case .table = layout {
            formatDescription = "\(layout.description), \(selection.hasHeader ? "header" : "no header")"
            holdsFirstRow = !selection.hasHeader
        } else {
            formatDescription = layout.description
            holdsFirstRow = true
        }
        let columns = Self.columnGuess(in: record, layout, selection, options, followed, path: input.path)
        guesses = [warning, columns].compactMap(\.self)
        self.layout = layout
        self.selection = selection
        self.options = options
        self.splitter = splitter
        self.record = record
        self.input = input
    }

    /// Reads the next example.
    ///
    /// Blank lines are passed over, but for files of one column, where they are empty texts.
    ///
    /// - Returns: The example, or `nil` at the end of the file.
    /// - Throws: ``DataError`` at the first row that cannot be read; the reader is not to be used after that.
    public mutating func next() throws(DataError) -> TextExample? {
        repeat {
            if holdsFirstRow {
                holdsFirstRow = false
            } else if try !splitter.readRecord(from: &input, into: &record) {
                return nil
            }
        } while skipsRow()
        let example = try layout == .jsonLines ? exampleFromJSON() : exampleFromRow()
        if example.text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { emptyTexts.add(example.line) }
        return example
    }

    private mutating func skipsRow() -> Bool {
        if record.isBlank { return !(selection.names.count == 1 && layout != .jsonLines) }
        guard options.skipsShortRows, layout != .jsonLines, record.count < selection.names.count else { return false }
        shortRows.add(record.line)
        return true
    }

    /// What the reader has found so far that the data's owner will want to know.
    public var warnings: [DataWarning] {
        var warnings = guesses
        if let line = unevenRows.first {
            warnings.append(
                DataWarning(
                    .unevenRows,
                    "\(unevenRows.count) rows have more or fewer fields than the first; only the columns "
                        + "asked for are read",
                    path: input.path,
                    line: line,
                    count: unevenRows.count
                )
            )
        }
        if let line = shortRows.first {
            let what = shortRows.count == 1 ? "1 row has" : "\(shortRows.count) rows have"
            warnings.append(
                DataWarning(
                    .unevenRows,
                    "\(what) too few fields and no example, the first on line \(line)",
                    path: input.path,
                    line: line,
                    count: shortRows.count
                )
            )
        }
        if let line = emptyTexts.first {
            let what = emptyTexts.count == 1 ? "1 text is" : "\(emptyTexts.count) texts are"
            warnings.append(
                DataWarning(
                    .emptyTexts,
                    "\(what) empty, the first on line \(line)",
                    path: input.path,
                    line: line,
                    count: emptyTexts.count
                )
            )
        }
        return warnings
    }
}

// MARK: - Rows

extension ExampleReader {
    private mutating func exampleFromRow() throws(DataError) -> TextExample {
        let width = selection.names.count
        if record.count != width {
            // Where nothing declares the table's width and no field can have been cut in two by a delimiter in
            // its text, a row only has to have the columns asked for.
            guard !selection.hasHeader && !splitter.dialect.isQuoted && record.count > selection.highestIndex else {
                throw raggedRow(width)
            }
            unevenRows.add(record.line)
        }
        var example = TextExample(text: record[selection.text], line: record.line)
        if let index = selection.pair { example.pair = record[index] }
        try readLabels(ofRowInto: &example)
        return example
    }

    private func raggedRow(_ width: Int) -> DataError {
        let fields = record.count == 1 ? "1 field" : "\(record.count) fields"
        let declared = selection.hasHeader ? "the header" : "the first row"
        let advice =
            record.count < width
            ? "add the missing ones, or look for a line end in a text that is not quoted"
            : splitter.dialect.isQuoted
                ? "quote texts that hold a delimiter"
                : "a text may hold a delimiter; quote it and say --quoting rfc4180"
        return DataError(
            .raggedRow,
            "the row has \(fields) where \(declared) has \(width); \(advice)",
            path: input.path,
            line: record.line
        )
    }
}

// MARK: - JSON Lines

extension ExampleReader {
    private func exampleFromJSON() throws(DataError) -> TextExample {
        let object = try JSONLine.members(of: record, path: input.path)
        let line = JSONLine(object: object, line: record.line, path: input.path)
        var example = TextExample(text: try line.text(selection.names[selection.text]), line: record.line)
        if let index = selection.pair { example.pair = try line.text(selection.names[index]) }
        try readLabels(of: line, into: &example)
        return example
    }
}
