/// The columns of a file that was read earlier, such as a run's training data: followed in a file that has them.
///
/// What a caller asks for must be there. What is remembered need not be: where a file is another one, its columns are
/// looked for by the usual names. Only the reader can tell, who has the first row in hand.
package struct RememberedColumns: Sendable {
    /// The column of the text, as ``TableOptions/textColumn``.
    package var text: String?
    /// The column of the second text.
    package var pair: String?
    /// The column of the label.
    package var label: String?
    /// The columns that are a label each.
    package var labels: [String]
    /// Whether the earlier file had a header, if that was said.
    package var hasHeader: Bool?
    /// Whether columns may be told by their places, which takes a file of the same kind.
    package var holdsPlaces: Bool

    /// Remembers columns.
    package init(
        text: String? = nil,
        pair: String? = nil,
        label: String? = nil,
        labels: [String] = [],
        hasHeader: Bool? = nil,
        holdsPlaces: Bool = true
    ) {
        self.text = text
        self.pair = pair
        self.label = label
        self.labels = labels
        self.hasHeader = hasHeader
        self.holdsPlaces = holdsPlaces
    }

    /// The columns in the words of the command line.
    var options: [String] {
        let columns = [
            ("--text-column", text), ("--pair-column", pair), ("--label-column", label),
            ("--label-columns", labels.isEmpty ? nil : labels.joined(separator: ",")),
        ]
        return (hasHeader == false ? ["--no-header"] : [])
            + columns.compactMap { option, column in column.map { "\(option) \($0)" } }
    }
}

// MARK: - Following them

extension RememberedColumns {
    /// What of the columns holds for a file.
    ///
    /// - Parameters:
    ///   - firstRow: The file's first row, or the members of its first JSON object.
    ///   - areNames: Whether that row is known to name the columns.
    ///   - options: How the file is read.
    /// - Returns: The columns to follow; `nil` if the file has none of them.
    func holding(for firstRow: [String], areNames: Bool, options: TableOptions) -> RememberedColumns? {
        let all = [text, pair, label].compactMap(\.self) + (labels == ["all"] ? [] : labels)
        let places = all.compactMap { Int($0) }
        var held = self
        if hasHeader == false || !all.isEmpty && hasHeader == nil && places.count == all.count {
            // That there is no header, and the numbers, are one statement: about a table as wide, without names.
            guard holdsPlaces, !areNames, places.count == all.count,
                places.allSatisfy({ firstRow.indices.contains($0 &- 1) })
            else { return nil }
        } else {
            let isThere = { (name: String) in firstRow.contains { ColumnNames.matches(name, $0) } }
            held.text = text.flatMap { isThere($0) ? $0 : nil }
            held.pair = pair.flatMap { isThere($0) ? $0 : nil }
            held.label = label.flatMap { isThere($0) ? $0 : nil }
            if labels == ["all"] {
                let usualNames = ColumnNames.label(of: options.labelKind).usual
                if usualNames.contains(where: isThere) { held.labels = [] }
            } else if !labels.allSatisfy(isThere) {
                held.labels = []
            }
            held.hasHeader = nil
            if !held.options.isEmpty { held.hasHeader = hasHeader }
        }
        if !options.labelsRequired {
            // They may be missing where nothing is scored.
            (held.label, held.labels) = (nil, [])
        }
        return held.options.isEmpty ? nil : held
    }
}

extension TableOptions {
    /// These options with the columns that are remembered, as far as the file has them and nothing else is asked for.
    ///
    /// - Parameters:
    ///   - firstRow: The file's first row, or the members of its first JSON object.
    ///   - areNames: Whether that row is known to name the columns.
    /// - Returns: The options, and the columns that were followed.
    func following(firstRow: [String], areNames: Bool) -> (options: TableOptions, followed: RememberedColumns?) {
        guard !namesColumns, let held = remembered?.holding(for: firstRow, areNames: areNames, options: self) else {
            return (self, nil)
        }
        var options = self
        options.textColumn = held.text
        options.pairColumn = held.pair
        options.labelColumn = held.label
        options.labelColumns = held.labels
        options.hasHeader = held.hasHeader
        return (options, held)
    }

    /// Whether the caller says where texts and labels stand.
    package var namesColumns: Bool {
        hasHeader != nil || textColumn != nil || pairColumn != nil || labelColumn != nil || !labelColumns.isEmpty
    }

    /// A fault of a file whose columns could not be found, with what they were in the earlier file.
    func explained(_ error: DataError) -> DataError {
        guard !namesColumns, let told = remembered?.options, !told.isEmpty,
            [.missingColumn, .ambiguousColumn].contains(error.code)
        else { return error }
        return error.adding("; in training it was \(told.joined(separator: " "))")
    }
}

extension DataWarning {
    /// Says which columns were followed.
    ///
    /// - Parameters:
    ///   - followed: The columns.
    ///   - example: The first row, shortened, if it was taken for an example.
    ///   - path: The file.
    init(following followed: RememberedColumns, example: String? = nil, path: String) {
        let guess = example.map {
            "; the first row, '\($0)', is read as an example; if it names the columns, say --text-column NAME"
        }
        self.init(
            .columnsRemembered,
            "as in training: \(followed.options.joined(separator: " "))\(guess ?? "")",
            path: path
        )
    }
}
