import StrictJSON

extension ExampleReader {
    /// Finds out how a file is written, and reads its first row.
    static func beginning(
        of input: inout ByteInput,
        options: TableOptions
    ) throws(DataError) -> (layout: FileLayout, warning: DataWarning?, splitter: TableSplitter, row: TableRecord) {
        guard try input.fill() else {
            throw DataError(.emptyFile, "the file is empty", path: input.path)
        }
        let (layout, warning) = try FileLayout.detected(in: input, options: options)
        var dialect = TableDialect(delimiter: 0, isQuoted: false)
        if case .table(let found) = layout { dialect = found }
        // The input holds no NUL, so a line split at NUL is one field.
        let splitter = TableSplitter(dialect: dialect, maximumFieldByteCount: options.maximumFieldByteCount)
        var record = TableRecord()
        repeat {
            guard try splitter.readRecord(from: &input, into: &record) else {
                throw DataError(.noExamples, "the file holds only blank lines", path: input.path)
            }
        } while record.isBlank && layout != .lines
        return (layout, warning, splitter, record)
    }

    /// The fields of a table's first row, or the names of a first JSON object's members.
    ///
    /// - Parameters:
    ///   - input: The file, from its first byte on.
    ///   - options: What is known about it.
    /// - Returns: The fields; the whole first line of a file of a text a line.
    /// - Throws: ``DataError`` if the file is empty or can't be read.
    static func firstRow(of input: consuming ByteInput, options: TableOptions) throws(DataError) -> [String] {
        var input = input
        let (layout, _, _, record) = try beginning(of: &input, options: options)
        guard layout == .jsonLines else { return record.fields }
        return try JSONLine.members(of: record, path: input.path).members.map(\.name)
    }

    /// What is to be said of columns that were found as in an earlier file, and of a first row that is taken for an
    /// example although nobody said that it is one.
    static func columnGuess(
        in first: TableRecord,
        _ layout: FileLayout,
        _ selection: ColumnSelection,
        _ options: TableOptions,
        _ followed: RememberedColumns?,
        path: String
    ) -> DataWarning? {
        guard case .table = layout, options.hasHeader == nil, !selection.hasHeader else {
            return followed.map { DataWarning(following: $0, path: path) }
        }
        let field = first[selection.text].unicodeScalars
        let shown = String(String.UnicodeScalarView(field.prefix(40))) + (field.count > 40 ? "…" : "")
        if let followed { return DataWarning(following: followed, example: shown, path: path) }
        return DataWarning(
            .headerGuessed,
            "the first row, '\(shown)', is read as an example; say --header if it names the columns, --no-header if not",
            path: path,
            line: first.line
        )
    }

    /// Finds the columns: those that are asked for, else those that are remembered, else those of the usual names.
    ///
    /// - Parameters:
    ///   - layout: How the file is written.
    ///   - first: Its first row.
    ///   - asked: What is known about it.
    ///   - path: The file, for errors.
    /// - Returns: The columns, and which of them were remembered.
    /// - Throws: ``DataError`` with code `missingColumn` or `ambiguousColumn`.
    static func selection(
        for layout: FileLayout,
        from first: TableRecord,
        options asked: TableOptions,
        path: String
    ) throws(DataError) -> (selection: ColumnSelection, followed: RememberedColumns?) {
        let isJSON = layout == .jsonLines
        let names: [String]
        switch layout {
        case .table: names = first.fields
        case .jsonLines: names = try JSONLine.members(of: first, path: path).members.map(\.name)
        case .lines: return (try selectionOfLines(options: asked, path: path), nil)
        }
        let areNames = isJSON || names.contains(where: ColumnNames.isKnown)
        let (options, followed) = asked.following(firstRow: names, areNames: areNames)
        do {
            let selection = try ColumnSelection(
                names: names,
                hasHeader: isJSON || ColumnSelection.isHeader(names, options: options),
                options: options,
                path: path,
                line: first.line
            )
            return (selection, followed)
        } catch {
            throw asked.explained(error)
        }
    }

    private static func selectionOfLines(
        options: TableOptions,
        path: String
    ) throws(DataError) -> ColumnSelection {
        if options.labelsRequired {
            throw DataError(
                .missingColumn,
                "a file of one text per line has no labels; use CSV, TSV or JSON Lines",
                path: path
            )
        }
        return try ColumnSelection(
            names: ["text"],
            hasHeader: false,
            options: TableOptions(labelsRequired: false),
            path: path,
            line: 1
        )
    }
}
