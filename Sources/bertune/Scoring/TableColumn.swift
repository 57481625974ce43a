import Foundation
import TextData

/// A column of CSV, of TSV, or of a file of a value a line.
///
/// The reader of examples looks for texts and labels by their usual names; here the column of the labels is all that
/// is wanted, so the file is read as one without header, by the column's number.
struct TableColumn {
    let path: String
    let columns: LabelFile.Columns
    let options: TableOptions

    /// The cells of the column.
    ///
    /// - Parameter bytes: The file's content.
    /// - Returns: A cell for each row but the header.
    /// - Throws: `InputError` if there is no such column, `DataError` at the first row that can't be read.
    func cells(_ bytes: [UInt8]) throws -> [LabelFile.Cell] {
        let names = try FirstRow(bytes: bytes, name: path, options: tableOptions(1)).fields.map {
            InputText.trimmed($0)
        }
        let usualNames = columns.usualNames.filter { name in names.contains { Self.isSame($0, name) } }
        let isNamed = [columns.name, columns.id].contains { $0.map { Int($0) == nil } ?? false }
        let hasHeader = options.hasHeader ?? (isNamed || !usualNames.isEmpty)
        let wanted = columns.name ?? (hasHeader ? usualNames.first : nil) ?? (names.count == 1 ? "1" : nil)
        let option = columns.option
        guard let wanted else {
            let advice = hasHeader ? "" : ", or --no-header and \(option) NUMBER"
            throw InputError(
                path: path,
                line: 1,
                message: "no column has a usual name; say \(option) NAME\(advice)"
            )
        }
        let number = try number(of: wanted, option, in: names, hasHeader: hasHeader)
        let idNumber = try columns.id.map { try self.number(of: $0, "--id-column", in: names, hasHeader: hasHeader) }
        if number == idNumber {
            throw InputError(path: path, line: 1, message: "--id-column and \(option) name the same column")
        }
        let rows = try TextDataset.read(bytes: bytes, name: path, options: tableOptions(number, id: idNumber)).examples
        if rows.count == 1 && hasHeader {
            throw InputError(path: path, message: "the file holds a header and no examples")
        }
        return rows.dropFirst(hasHeader ? 1 : 0).map { row in
            LabelFile.Cell(
                values: [InputText.trimmed(row.text)],
                id: row.pair.map(InputText.trimmed),
                line: row.line
            )
        }
    }

    /// The number of a column, counted from 1.
    private func number(of wanted: String, _ option: String, in names: [String], hasHeader: Bool) throws -> Int {
        let matches = hasHeader ? names.indices.filter { Self.isSame(names[$0], wanted) } : []
        if matches.count > 1 {
            throw InputError(path: path, line: 1, message: "\(matches.count) columns are called '\(wanted)'")
        }
        if let index = matches.first { return index + 1 }
        if let number = Int(wanted), names.indices.contains(number &- 1) { return number }
        let found = names.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
        throw InputError(
            path: path,
            line: 1,
            message: "there is no column '\(wanted)', which \(option) asks for; the first row holds \(found)"
        )
    }

    private func tableOptions(_ number: Int, id: Int? = nil) -> TableOptions {
        var options = options
        options.hasHeader = false
        options.textColumn = String(number)
        options.pairColumn = id.map(String.init)
        options.labelsRequired = false
        return options
    }

    /// Whether two column names are the same but for case.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        left.lowercased() == right.lowercased()
    }
}
