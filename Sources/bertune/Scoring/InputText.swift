import Foundation
import StrictJSON

/// Whole files that are no data of examples: predictions, references, a text to answer from.
enum InputText {
    /// The bytes of a file, without a byte-order mark.
    ///
    /// - Throws: `InputError` if it can't be read.
    static func bytes(of path: String) throws -> [UInt8] {
        // A handle reads streams, too, which `FileManager` doesn't.
        guard let handle = FileHandle(forReadingAtPath: path), let content = try? handle.readToEnd() ?? Data() else {
            throw InputError(path: path, isMissing: true, message: "cannot be read; name a file that exists")
        }
        return Array(content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content)
    }

    /// The lines of a file with their numbers, counted from 1.
    ///
    /// - Throws: `InputError` for a line that is no UTF-8.
    static func lines(of bytes: [UInt8], path: String) throws -> [(text: String, number: Int)] {
        var pieces = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if pieces.last?.isEmpty == true { pieces.removeLast() }
        return try pieces.enumerated().map { index, piece in
            let line = piece.last == UInt8(ascii: "\r") ? piece.dropLast() : piece
            guard let text = String(validating: line, as: UTF8.self) else {
                throw InputError(path: path, line: index + 1, message: "the line is not UTF-8; convert the file")
            }
            return (text, index + 1)
        }
    }

    /// The JSON object on a line.
    ///
    /// - Throws: `InputError` if there is none.
    static func object(_ line: (text: String, number: Int), path: String) throws -> JSONObject {
        let value: JSONValue
        do {
            value = try JSONValue.parse(Array(line.text.utf8))
        } catch {
            throw InputError(
                path: path,
                line: line.number,
                column: error.column,
                message: "the line is not JSON: \(error.message)"
            )
        }
        guard let object = value.object else {
            throw InputError(path: path, line: line.number, message: "the line is not a JSON object")
        }
        return object
    }

    /// A file that is one JSON document.
    ///
    /// - Throws: `InputError` if it can't be read or is no JSON.
    static func json(_ path: String) throws -> JSONValue {
        let bytes = try bytes(of: path)
        do {
            return try JSONValue.parse(bytes)
        } catch {
            throw InputError(path: path, line: error.line, column: error.column, message: error.message)
        }
    }

    /// Whether a file holds a JSON object a line, by its name and its first byte that is no blank.
    static func isJSONLines(_ bytes: [UInt8], path: String) -> Bool {
        let name = path.lowercased()
        if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") { return true }
        return bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
    }

    /// A text without blanks, tabs and line ends around it.
    static func trimmed(_ text: some StringProtocol) -> String {
        text.trimmingCharacters(in: .whitespaces)
    }
}
