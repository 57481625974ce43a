/// Which columns of a table, or members of JSON objects, hold the text, its pair and the label.
struct ColumnSelection: Sendable {
    /// The index of the text's column.
    let text: Int
    /// The index of the second text's column.
    let pair: Int?
    /// The index of the label's column.
    let label: Int?
    /// The indices of the columns that are a label each.
    let labels: [Int]
    /// The columns' names, or the first row's fields if there is no header.
    let names: [String]
    /// Whether the first row names the columns.
    let hasHeader: Bool

    /// The highest index in use.
    var highestIndex: Int { max(text, pair ?? 0, label ?? 0, labels.max() ?? 0) }

    /// What messages call a column.
    func name(of index: Int) -> String {
        hasHeader ? names[index].trimmingASCIIBlanks() : "column \(index + 1)"
    }

    /// Whether a first row names the columns: it holds a usual name, or the caller calls columns by name.
    static func isHeader(_ firstRow: [String], options: TableOptions) -> Bool {
        let wanted =
            [options.textColumn, options.pairColumn, options.labelColumn].compactMap { $0 } + options.labelColumns
        return options.hasHeader
            ?? (firstRow.contains(where: ColumnNames.isKnown) || wanted.contains { Int($0) == nil })
    }

    /// Finds the columns.
    ///
    /// - Parameters:
    ///   - names: The columns' names, or the first row's fields if there is no header.
    ///   - hasHeader: Whether the first row names the columns.
    ///   - options: What the caller asked for.
    ///   - path: The file, for errors.
    ///   - line: The line of the first row, for errors.
    /// - Throws: ``DataError`` with code `missingColumn` or `ambiguousColumn`.
    init(
        names: [String],
        hasHeader: Bool,
        options: TableOptions,
        path: String,
        line: Int
    ) throws(DataError) {
        let finder = ColumnFinder(
            names: names,
            hasHeader: hasHeader,
            isHeaderDeclared: options.hasHeader != nil,
            labelKind: options.labelKind,
            path: path,
            line: line
        )
        let pair = try options.pairColumn.map { (name) throws(DataError) in
            try finder.column(called: name, flag: "--pair-column")
        }
        if let name = options.textColumn {
            text = try finder.column(called: name, flag: "--text-column")
            self.pair = pair
        } else if let pair {
            text = try finder.usualText(besides: pair, labelsRequired: options.labelsRequired)
            self.pair = pair
        } else {
            (text, self.pair) = try finder.usualTexts(labelsRequired: options.labelsRequired)
        }
        let isTexts = [text, self.pair].compactMap { $0 }
        labels = try finder.labelColumns(options.labelColumns, besides: isTexts, isRequired: options.labelsRequired)
        label =
            if !options.labelColumns.isEmpty {
                nil
            } else if let name = options.labelColumn {
                try finder.column(called: name, flag: "--label-column")
            } else {
                try finder.usualLabel(isRequired: options.labelsRequired)
            }
        self.names = names
        self.hasHeader = hasHeader
        for (index, flag) in [(self.pair, "--pair-column"), (label, "--label-column")] where index == text {
            throw finder.error(.ambiguousColumn, "one column is named for the text and by \(flag); they must differ")
        }
        if label != nil && label == self.pair {
            throw finder.error(.ambiguousColumn, "one column is named for the pair and for the label; they must differ")
        }
    }
}

// MARK: - Looking for columns

/// Looks columns up by what the caller says or by the usual names.
private struct ColumnFinder {
    let names: [String]
    let hasHeader: Bool
    /// Whether the caller said if there is a header; else a header of unusual names looks like a row of texts.
    let isHeaderDeclared: Bool
    let labelKind: TableOptions.LabelKind
    let path: String
    let line: Int

    /// The column that the caller means.
    func column(called wanted: String, flag: String) throws(DataError) -> Int {
        if hasHeader {
            let indices = self.indices(of: [wanted])
            if indices.count > 1 {
                throw error(
                    .ambiguousColumn,
                    "\(indices.count) columns are called '\(wanted)'; rename one of them",
                    wanted
                )
            }
            if let index = indices.first { return index }
        }
        if let number = Int(wanted), names.indices.contains(number &- 1) { return number - 1 }
        let reason =
            hasHeader
            ? "there is no column '\(wanted)', which \(flag) asks for"
            : "there is no column \(wanted), which \(flag) asks for; without a header columns go by their numbers"
        throw error(.missingColumn, "\(reason). \(columnsFound)", wanted)
    }

    /// The columns of the texts by their usual names: two for a pair.
    func usualTexts(labelsRequired: Bool) throws(DataError) -> (text: Int, pair: Int?) {
        guard hasHeader else { return (try onlyColumn(labelsRequired: labelsRequired), nil) }
        var pairs: [(text: Int, pair: Int)] = []
        for (first, second) in ColumnNames.pairs {
            let firstIndices = indices(of: [first])
            let secondIndices = indices(of: [second])
            if let text = firstIndices.first, let pair = secondIndices.first {
                guard firstIndices.count == 1 && secondIndices.count == 1 else { throw ambiguousText() }
                pairs.append((text, pair))
            }
        }
        guard let pair = pairs.first else {
            return (try usualText(besides: nil, labelsRequired: labelsRequired), nil)
        }
        let others = indices(of: ColumnNames.text).filter { $0 != pair.text && $0 != pair.pair }
        guard pairs.count == 1 && others.isEmpty else { throw ambiguousText() }
        return pair
    }

    /// The column of the text by its usual names.
    func usualText(besides excluded: Int?, labelsRequired: Bool) throws(DataError) -> Int {
        guard hasHeader else { return try onlyColumn(labelsRequired: labelsRequired) }
        let candidates = indices(of: ColumnNames.text).filter { $0 != excluded }
        if candidates.count > 1 { throw ambiguousText() }
        guard let index = candidates.first else {
            if names.count == 1 && !labelsRequired { return 0 }
            throw error(
                .missingColumn,
                "no column is called \(list(ColumnNames.text)); name the text's with --text-column. \(columnsFound)"
            )
        }
        return index
    }

    /// The column of the label by its usual names.
    func usualLabel(isRequired: Bool) throws(DataError) -> Int? {
        let known = ColumnNames.label(of: labelKind)
        var candidates = hasHeader ? indices(of: known.usual) : []
        if candidates.isEmpty && hasHeader { candidates = indices(of: known.rare) }
        if candidates.count == 1 { return candidates[0] }
        guard isRequired else { return nil }
        if candidates.isEmpty {
            if !hasHeader && !isHeaderDeclared { throw unknownNames(labelsRequired: true) }
            let reason =
                hasHeader
                ? "no column is called \(list(known.usual))" : "the file has no header to find the label by"
            throw error(.missingColumn, "\(reason); name the label's column with --label-column. \(columnsFound)")
        }
        throw error(
            .ambiguousColumn,
            "columns \(list(candidates.map { names[$0] })) could all be the label; choose with --label-column. "
                + columnsFound
        )
    }

    /// The columns that are a label each; those that aren't there are left out where no labels are needed.
    func labelColumns(_ wanted: [String], besides texts: [Int], isRequired: Bool) throws(DataError) -> [Int] {
        if wanted == ["all"], indices(of: wanted).isEmpty { return names.indices.filter { !texts.contains($0) } }
        var found: [Int] = []
        for name in wanted {
            if !isRequired, indices(of: [name]).isEmpty { continue }
            let index = try column(called: name, flag: "--label-columns")
            guard !texts.contains(index), !found.contains(index) else {
                throw error(.ambiguousColumn, "the column '\(name)' is named for a label and for something else", name)
            }
            found.append(index)
        }
        return found
    }

    func error(_ code: DataError.Code, _ message: String, _ field: String? = nil) -> DataError {
        DataError(code, message, path: path, line: line, field: field)
    }

    private func ambiguousText() -> DataError {
        let all = indices(of: ColumnNames.text + ColumnNames.pairs.flatMap { [$0.0, $0.1] })
        return error(
            .ambiguousColumn,
            "columns \(list(all.map { names[$0] })) could all be the text; choose with --text-column (and --pair-column "
                + "for a second text). \(columnsFound)"
        )
    }

    /// The column of a file without header, which needs no name if it is the only one.
    private func onlyColumn(labelsRequired: Bool) throws(DataError) -> Int {
        if names.count == 1 && !labelsRequired { return 0 }
        guard isHeaderDeclared else { throw unknownNames(labelsRequired: labelsRequired) }
        throw error(
            .missingColumn,
            "the file has no header to find the columns by; give their numbers with --text-column"
                + (labelsRequired ? " and --label-column. " : ". ") + columnsFound
        )
    }

    /// The error for a first row that may be a header of unusual names, or an example.
    private func unknownNames(labelsRequired: Bool) -> DataError {
        error(
            .missingColumn,
            "none of the columns of the first row has a known name; name them with --text-column NAME"
                + (labelsRequired ? " and --label-column NAME" : "")
                + ", or, if the row is no header, say --no-header and give their numbers. " + columnsFound
        )
    }

    private func indices(of wanted: [String]) -> [Int] {
        names.indices.filter { index in wanted.contains { ColumnNames.matches($0, names[index]) } }
    }

    private func list(_ names: [String]) -> String {
        names.map { "'\($0.trimmingASCIIBlanks())'" }.joined(separator: ", ")
    }

    /// The columns that are there, shortened to what a terminal can show.
    private var columnsFound: String {
        let shown = names.prefix(20).enumerated().map { index, name in
            let start = name.unicodeScalars.prefix(24)
            let short = String(String.UnicodeScalarView(start)) + (start.count < name.unicodeScalars.count ? "…" : "")
            return hasHeader ? "'\(short.trimmingASCIIBlanks())'" : "\(index + 1) ('\(short)')"
        }
        let more = names.count > 20 ? " and \(names.count - 20) more" : ""
        return "Columns found: " + shown.joined(separator: ", ") + more
    }
}
