import StrictJSON
import TextData

/// One column of a file of predictions or references.
struct LabelFile {
    /// A row's value.
    struct Cell {
        /// The values: one, or for sets of labels any number.
        var values: [String]
        /// By what the row is joined with the other file's, if not by its place.
        var id: String?
        /// The line, counted from 1.
        var line: Int
    }

    /// How to find the column.
    struct Columns {
        /// The column's name or number, if the user says it.
        var name: String?
        /// The option by which the user says it.
        var option: String
        /// The names by which it is found otherwise, the likeliest first.
        var usualNames: [String]
        /// The column of the id, if rows are joined by it.
        var id: String?
    }

    let path: String
    let cells: [Cell]

    /// Reads a file: CSV, TSV, JSON Lines, or a value a line.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - columns: How to find the column.
    ///   - options: The format, where the file's name doesn't say it.
    ///   - separator: What stands between the labels of a set; `nil` if a row has one value.
    /// - Throws: `InputError` or `DataError` at the first row that can't be read.
    init(path: String, columns: Columns, options: TableOptions, separator: String?) throws {
        self.path = path
        let bytes = try InputText.bytes(of: path)
        let isJSON =
            options.format == .jsonl || options.format == .automatic && InputText.isJSONLines(bytes, path: path)
        let cells =
            try isJSON
            ? JSONColumn(path: path, columns: columns).cells(bytes)
            : TableColumn(path: path, columns: columns, options: options).cells(bytes)
        self.cells = cells.map { cell in
            guard let separator, !isJSON else { return cell }
            var cell = cell
            cell.values = cell.values.flatMap { $0.components(separatedBy: separator) }.map(InputText.trimmed)
                .filter { !$0.isEmpty }
            return cell
        }
        if separator == nil { try requireOneValue() }
    }

    private func requireOneValue() throws {
        for cell in cells where cell.values.count != 1 || cell.values[0].isEmpty {
            let what = cell.values.count > 1 ? "there are several values" : "there is no value"
            throw InputError(path: path, line: cell.line, message: "\(what); each example needs one")
        }
    }

    /// The cells of another file in the order of this one's, by id or by place.
    ///
    /// - Parameter predictions: The other file.
    /// - Returns: A cell for each cell of this file.
    /// - Throws: `InputError` if there is a row without its fellow, or an id twice.
    func matched(_ predictions: LabelFile) throws -> [Cell] {
        guard cells.contains(where: { $0.id != nil }) else {
            guard cells.count == predictions.cells.count else {
                throw InputError(
                    path: predictions.path,
                    message: "there are \(predictions.cells.count) predictions, but \(cells.count) references in "
                        + "\(path); give one for each, or join them with --id-column"
                )
            }
            return predictions.cells
        }
        _ = try index()
        let index = try predictions.index()
        return try cells.map { cell in
            guard let position = index[Array((cell.id ?? "").utf8)] else {
                throw InputError(
                    path: path,
                    line: cell.line,
                    message: "there is no prediction for the id '\(cell.id ?? "")' in \(predictions.path)"
                )
            }
            return predictions.cells[position]
        }
    }

    /// Where each id stands.
    private func index() throws -> [[UInt8]: Int] {
        var index: [[UInt8]: Int] = [:]
        for (position, cell) in cells.enumerated() {
            if let first = index.updateValue(position, forKey: Array((cell.id ?? "").utf8)) {
                throw InputError(
                    path: path,
                    line: cell.line,
                    message: "the id '\(cell.id ?? "")' is that of line \(cells[first].line), too; ids must differ"
                )
            }
        }
        return index
    }
}

// MARK: - Tables

/// A column of CSV, of TSV, or of a file of a value a line.
private struct TableColumn {
    let path: String
    let columns: LabelFile.Columns
    let options: TableOptions

    func cells(_ bytes: [UInt8]) throws -> [LabelFile.Cell] {
        try dataset(bytes).examples.map { example in
            LabelFile.Cell(
                values: [InputText.trimmed(example.text)],
                id: example.pair.map(InputText.trimmed),
                line: example.line
            )
        }
    }

    private func dataset(_ bytes: [UInt8]) throws -> TextDataset {
        let names = columns.name.map { [$0] } ?? columns.usualNames
        for name in names {
            if let dataset = try dataset(bytes, column: name, hasHeader: options.hasHeader) { return dataset }
        }
        // A table of one column needs no header and no name.
        if columns.name == nil && columns.id == nil && options.hasHeader != true,
            try dataset(bytes, column: "2", hasHeader: false) == nil,
            let dataset = try dataset(bytes, column: "1", hasHeader: false)
        {
            return dataset
        }
        let wanted = columns.name.map { "no column '\($0)'" } ?? "no column with a usual name"
        let id = columns.id.map { ", or none '\($0)'" } ?? ""
        throw InputError(
            path: path,
            line: 1,
            message: "there is \(wanted)\(id); say \(columns.option) NAME, or --no-header and \(columns.option) NUMBER"
        )
    }

    /// The rows, if there is such a column.
    private func dataset(_ bytes: [UInt8], column: String, hasHeader: Bool?) throws -> TextDataset? {
        var options = options
        options.hasHeader = hasHeader
        options.textColumn = column
        options.pairColumn = columns.id
        options.labelsRequired = false
        do {
            return try TextDataset.read(bytes: bytes, name: path, options: options)
        } catch  where error.code == .missingColumn || error.code == .ambiguousColumn {
            return nil
        }
    }
}

// MARK: - JSON Lines

/// A member of the objects of JSON Lines.
private struct JSONColumn {
    let path: String
    let columns: LabelFile.Columns

    func cells(_ bytes: [UInt8]) throws -> [LabelFile.Cell] {
        var name = columns.name
        let lines = try InputText.lines(of: bytes, path: path).filter { !InputText.trimmed($0.text).isEmpty }
        let cells = try lines.map { line in
            let object = try InputText.object(line, path: path)
            if name == nil { name = columns.usualNames.first { object[$0] != nil } }
            guard let found = name, let value = object[found] else {
                throw InputError(
                    path: path,
                    line: line.number,
                    message: "there is no member \(name.map { "'\($0)'" } ?? "with a usual name"); "
                        + "say \(columns.option) NAME"
                )
            }
            return LabelFile.Cell(
                values: try values(value, line.number),
                id: try columns.id.map { try id(object, $0, line.number) },
                line: line.number
            )
        }
        if cells.isEmpty { throw InputError(path: path, message: "the file holds no examples") }
        return cells
    }

    private func id(_ object: JSONObject, _ name: String, _ line: Int) throws -> String {
        guard let value = object[name], let id = Self.text(value) else {
            throw InputError(path: path, line: line, message: "there is no text or number '\(name)', the id")
        }
        return id
    }

    private func values(_ value: JSONValue, _ line: Int) throws -> [String] {
        let elements = value.array ?? [value]
        return try elements.map { element in
            // As `predict` writes labels with their scores.
            guard let text = Self.text(element) ?? element["label"]?.string else {
                throw InputError(path: path, line: line, message: "a value is neither a text nor a number")
            }
            return text
        }
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): InputText.trimmed(text)
        case .number(let number): number.text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
