internal import Foundation
internal import StrictJSON
internal import TextData

/// How answers of any task are written.
package enum AnswerText {
    /// A number with a fixed count of decimals.
    package static func fixed(_ value: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", value)
    }

    /// A text whose tabs and line ends, which would be taken for structure, are blanks.
    package static func onOneLine(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    }

    /// A text, or two with a tab between them, on one line.
    static func onOneLine(_ example: TextExample) -> String {
        onOneLine(example.text) + (example.pair.map { "\t" + onOneLine($0) } ?? "")
    }

    /// The texts that were asked about.
    static func members(of example: TextExample) -> [JSONObject.Member] {
        [.init("text", .string(example.text))] + (example.pair.map { [.init("pair", .string($0))] } ?? [])
    }

    /// Rows of cells in columns: the first to the left, the others to the right.
    package static func table(_ rows: [[String]]) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ")
        }
    }
}
