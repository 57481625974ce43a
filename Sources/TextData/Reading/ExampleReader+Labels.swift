import StrictJSON

extension ExampleReader {
    /// Takes an example's labels from the row that was read.
    func readLabels(ofRowInto example: inout TextExample) throws(DataError) {
        if !selection.labels.isEmpty {
            var labels: [String] = []
            for index in selection.labels {
                let name = selection.name(of: index)
                if try isSet(record[index].trimmingASCIIBlanks(), name) { labels.append(name) }
            }
            example.labels = labels
        } else if let index = selection.label {
            switch options.labelKind {
            case .list: example.labels = try list(record[index], index)
            case .name, .number: example.label = try label(record[index], index)
            }
        }
    }

    /// Takes an example's labels from a JSON object.
    func readLabels(of line: JSONLine, into example: inout TextExample) throws(DataError) {
        if !selection.labels.isEmpty {
            var labels: [String] = []
            for index in selection.labels {
                let name = selection.names[index]
                if try isSet(line.label(name) ?? "", name) { labels.append(name) }
            }
            example.labels = labels
        } else if let index = selection.label {
            let name = selection.names[index]
            switch options.labelKind {
            case .list: example.labels = try list(line, name)
            case .number: example.label = try label(line.number(name) ?? "", index)
            case .name: example.label = try label(line.label(name) ?? "", index)
            }
        }
    }

    /// A label without blanks around it; `nil` if there is none and none is needed.
    private func label(_ text: String, _ index: Int) throws(DataError) -> String? {
        let label = text.trimmingASCIIBlanks()
        if !label.isEmpty { return label }
        guard options.labelsRequired else { return nil }
        let name = selection.name(of: index)
        throw error(.missingLabel, "the label is empty in '\(name)'; fill it in, or leave the row out", name)
    }

    /// Whether a column that stands for one label says that the example has it.
    private func isSet(_ text: String, _ name: String) throws(DataError) -> Bool {
        switch text {
        case "1", "true": return true
        case "0", "false": return false
        case "" where !options.labelsRequired: return false
        default:
            throw error(.invalidField, "'\(name)' is '\(text)', and a label's column says 1 or 0", name)
        }
    }

    /// The labels of one field; an empty field is no label.
    private func list(_ text: String, _ index: Int) throws(DataError) -> [String] {
        let text = text.trimmingASCIIBlanks()
        guard !text.isEmpty else { return [] }
        // Split at bytes: characters could swallow a separator that a combining mark follows.
        let parts = Self.parts(of: Array(text.utf8), separator: Array(options.labelSeparator.utf8))
        let names = parts.map { String(decoding: $0, as: UTF8.self).trimmingASCIIBlanks() }
        return try checked(names, selection.name(of: index))
    }

    /// The labels of a JSON array; `nil` if there is none and none is needed.
    private func list(_ line: JSONLine, _ name: String) throws(DataError) -> [String]? {
        guard let value = line.object[name], !value.isNull else {
            guard options.labelsRequired else { return nil }
            throw error(.missingLabel, "there are no '\(name)'; write [] for an example without a label", name)
        }
        guard let elements = value.array else {
            throw error(.invalidField, "'\(name)' is no array of labels; write [\"a\", \"b\"], or [] for none", name)
        }
        var names: [String] = []
        for element in elements {
            guard let label = element.string ?? element.int.map({ String($0) }) else {
                throw error(.invalidField, "'\(name)' holds something that is neither a string nor an integer", name)
            }
            names.append(label.trimmingASCIIBlanks())
        }
        return try checked(names, name)
    }

    private func checked(_ labels: [String], _ name: String) throws(DataError) -> [String] {
        var seen: Set<UTF8Key> = []
        for label in labels {
            guard !label.isEmpty else {
                throw error(
                    .missingLabel,
                    "one of the labels in '\(name)' is empty; look for a separator too many",
                    name
                )
            }
            guard seen.insert(UTF8Key(label)).inserted else {
                throw error(.invalidField, "'\(name)' has the label '\(label)' twice; once is enough", name)
            }
        }
        return labels
    }

    private func error(_ code: DataError.Code, _ message: String, _ field: String) -> DataError {
        DataError(code, message, path: path, line: record.line, field: field)
    }

    private static func parts(of bytes: [UInt8], separator: [UInt8]) -> [ArraySlice<UInt8>] {
        guard !separator.isEmpty else { return [bytes[...]] }
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            if bytes[index...].starts(with: separator) {
                parts.append(bytes[start..<index])
                index += separator.count
                start = index
            } else {
                index += 1
            }
        }
        return parts + [bytes[start...]]
    }
}
