import Yams

/// A YAML mapping whose faults are told with their line and column.
struct YAMLMapping {
    /// A scalar and its place.
    struct Scalar {
        /// The text; `nil` for `null`.
        let text: String?
        fileprivate let key: String
        fileprivate let mark: Mark?

        /// An error at this place.
        func error(_ code: RecipeError.Code, _ message: String) -> RecipeError {
            RecipeError(code, message, key: key, line: mark?.line, column: mark?.column)
        }
    }

    private let node: Node.Mapping

    /// Reads a document that is one mapping; `nil` for an empty document.
    static func parse(_ text: String) throws(RecipeError) -> YAMLMapping? {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw RecipeError(yamlError: error)
        }
        guard let root, root.null == nil else { return nil }
        guard let mapping = root.mapping else {
            throw RecipeError(
                .invalidSyntax,
                "a recipe is a list of `key: value` lines; see `bertune train --help`",
                line: root.mark?.line,
                column: root.mark?.column
            )
        }
        return YAMLMapping(node: mapping)
    }

    /// Refuses keys that aren't known.
    ///
    /// - Parameters:
    ///   - known: The keys that exist, each with the other names it goes by.
    ///   - owner: What has these keys, for the message.
    /// - Throws: ``RecipeError`` with code `unknownKey`, and the key that was probably meant.
    func checkKeys(_ known: [(name: String, aliases: [String])], of owner: String) throws(RecipeError) {
        for (key, _) in node {
            let name = key.scalar?.string ?? ""
            if known.contains(where: { $0.name == name }) { continue }
            let hint =
                if let suggestion = DidYouMean.suggestion(for: name, among: known) {
                    "did you mean \(suggestion)?"
                } else {
                    "the keys are " + known.map(\.name).joined(separator: ", ")
                }
            throw RecipeError(
                .unknownKey,
                "\(owner) has no key \(YAMLText.quoted(name)); \(hint)",
                key: name,
                line: key.mark?.line,
                column: key.mark?.column
            )
        }
    }

    /// The scalar under a key; `nil` if the key is absent.
    func scalar(_ key: String) throws(RecipeError) -> Scalar? {
        guard let value = node[key] else { return nil }
        guard let scalar = value.scalar else {
            throw error(.invalidValue, "\(key) must be a single value", key: key, at: value.mark)
        }
        // A quoted "null" is a string; only the plain scalar is YAML's null.
        return Scalar(text: value.null == nil ? scalar.string : nil, key: key, mark: value.mark)
    }

    /// The string under a key; `nil` if the key is absent or `null`.
    func string(_ key: String) throws(RecipeError) -> String? {
        try scalar(key)?.text
    }

    /// The value under a key, as `parse` reads it; `nil` if the key is absent or `null`.
    func value<Value>(
        _ key: String,
        _ allowed: String,
        parse: (String) -> Value?
    ) throws(RecipeError) -> Value? {
        guard let entry = try scalar(key), let text = entry.text else { return nil }
        guard let value = parse(text) else {
            throw entry.error(.invalidValue, "\(key) must be \(allowed), but is \(text)")
        }
        return value
    }

    /// The case under a key, by its raw value; `nil` if the key is absent or `null`.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String
    ) throws(RecipeError) -> Choice? where Choice.RawValue == String {
        try value(key, RecipeField.alternatives(Choice.self)) { Choice(rawValue: $0) }
    }

    /// The strings of the sequence under a key; `nil` if the key is absent.
    func strings(_ key: String) throws(RecipeError) -> [String]? {
        guard let value = node[key] else { return nil }
        guard let sequence = value.sequence else {
            throw error(.invalidValue, "\(key) must be a list of strings", key: key, at: value.mark)
        }
        var result: [String] = []
        for element in sequence {
            guard let text = element.scalar?.string else {
                throw error(.invalidValue, "\(key) must be a list of strings", key: key, at: element.mark)
            }
            result.append(text)
        }
        return result
    }

    /// The mapping under a key; `nil` if the key is absent or `null`.
    func mapping(_ key: String) throws(RecipeError) -> YAMLMapping? {
        guard let value = node[key], value.null == nil else { return nil }
        guard let mapping = value.mapping else {
            throw error(.invalidValue, "\(key) must be a group of `key: value` lines", key: key, at: value.mark)
        }
        return YAMLMapping(node: mapping)
    }

    /// Whether a mapping stands under a key.
    func hasMapping(_ key: String) -> Bool {
        node[key]?.mapping != nil
    }

    /// All keys and their scalars in the file's order, where a person rather than a schema decides what the keys are.
    ///
    /// - Parameter owner: What has these keys, for the message.
    /// - Returns: The keys as they are written, with their values.
    /// - Throws: ``RecipeError`` with code `invalidValue` if a key or a value is no single value.
    func scalars(of owner: String) throws(RecipeError) -> [(key: String, value: Scalar)] {
        var entries: [(key: String, value: Scalar)] = []
        for (key, value) in node {
            guard let name = key.scalar?.string else {
                throw error(.invalidValue, "a key of \(owner) must be a single value", key: owner, at: key.mark)
            }
            guard let scalar = value.scalar else {
                throw error(.invalidValue, "\(owner): \(name) must be a single value", key: owner, at: value.mark)
            }
            let text = value.null == nil ? scalar.string : nil
            entries.append((name, Scalar(text: text, key: owner, mark: value.mark)))
        }
        return entries
    }

    /// An error whose key stands in this mapping, with the key's place.
    ///
    /// - Parameter error: An error that knows a key such as `epochs`, or `learningRates.head` for one in a group.
    /// - Returns: The error, at the key's line if the mapping has the key.
    func locating(_ error: RecipeError) -> RecipeError {
        var error = error
        var members: Node.Mapping? = node
        for name in (error.key ?? "").split(separator: ".") {
            guard let entry = members?.first(where: { $0.key.scalar?.string == String(name) }) else { break }
            (error.line, error.column) = (entry.key.mark?.line, entry.key.mark?.column)
            members = entry.value.mapping
        }
        return error
    }

    /// An error at the place of this mapping.
    func error(_ code: RecipeError.Code, _ message: String) -> RecipeError {
        error(code, message, key: nil, at: node.mark)
    }

    private func error(
        _ code: RecipeError.Code,
        _ message: String,
        key: String?,
        at mark: Mark?
    ) -> RecipeError {
        RecipeError(code, message, key: key, line: mark?.line, column: mark?.column)
    }
}

extension RecipeError {
    /// The error for what the YAML reader found.
    fileprivate init(yamlError: any Error) {
        switch yamlError as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(.invalidSyntax, "this is no valid YAML: \(problem)", line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                .invalidSyntax,
                "the key \(duplicates.joined(separator: ", ")) is given twice; keep one",
                key: duplicates.first,
                line: context.mark.line,
                column: context.mark.column
            )
        default:
            self.init(.invalidSyntax, "this is no valid YAML: \(yamlError)")
        }
    }
}
