import StrictJSON

/// The JSON object on one line of a file, and what an example takes from it.
struct JSONLine {
    let object: JSONObject
    let line: Int
    let path: String

    /// The object on a line.
    ///
    /// - Throws: ``DataError`` with code `invalidJSON`.
    static func members(of record: TableRecord, path: String) throws(DataError) -> JSONObject {
        let value: JSONValue
        do {
            value = try JSONValue.parse(record.bytes)
        } catch {
            throw DataError(
                .invalidJSON,
                "the line is not JSON: \(error.message)",
                path: path,
                line: record.line,
                column: error.column
            )
        }
        guard let object = value.object else {
            throw DataError(
                .invalidJSON,
                "the line is not a JSON object; write {\"text\": …, \"label\": …}",
                path: path,
                line: record.line
            )
        }
        return object
    }

    /// The string under a name.
    ///
    /// - Throws: ``DataError`` with code `missingColumn` or `invalidField`.
    func text(_ name: String) throws(DataError) -> String {
        guard let value = object[name] else {
            throw DataError(
                .missingColumn,
                "the object has no member '\(name)', which earlier lines have",
                path: path,
                line: line,
                field: name
            )
        }
        guard let text = value.string else {
            throw DataError(.invalidField, "'\(name)' is not a string", path: path, line: line, field: name)
        }
        return text
    }

    /// The label under a name: a string, an integer or a Boolean; `nil` if there is none, or null.
    ///
    /// - Throws: ``DataError`` with code `invalidField`.
    func label(_ name: String) throws(DataError) -> String? {
        switch object[name] {
        case nil, .null: return nil
        case .string(let text): return text
        case .bool(let value): return value ? "true" : "false"
        case .number(let number):
            if let integer = number.int { return String(integer) }
        case .array, .object: break
        }
        throw DataError(
            .invalidField,
            "'\(name)' is neither a string nor an integer nor a Boolean, so it is no label",
            path: path,
            line: line,
            field: name
        )
    }

    /// The number under a name, as it is written, or what a string holds; `nil` if there is none, or null.
    ///
    /// - Throws: ``DataError`` with code `invalidField`.
    func number(_ name: String) throws(DataError) -> String? {
        switch object[name] {
        case nil, .null: return nil
        case .string(let text): return text
        case .number(let number): return number.text
        case .bool, .array, .object: break
        }
        throw DataError(.invalidField, "'\(name)' is no number", path: path, line: line, field: name)
    }
}
