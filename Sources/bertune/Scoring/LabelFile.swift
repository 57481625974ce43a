import Foundation
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
