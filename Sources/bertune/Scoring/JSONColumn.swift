import StrictJSON

/// A member of the objects of JSON Lines.
struct JSONColumn {
    let path: String
    let columns: LabelFile.Columns

    /// The member of each object.
    ///
    /// - Parameter bytes: The file's content.
    /// - Returns: A cell for each line that isn't blank.
    /// - Throws: `InputError` at the first line that can't be read.
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
