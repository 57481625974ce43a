import Prediction
import TextData

extension RunDescription {
    /// The first line of `recipe.yaml`.
    static let heading = "# How this run was made. Run it again with: bertune train --recipe FILE --output FOLDER"

    /// The text of `recipe.yaml`, which ``parse(_:)`` reads back to an equal description.
    public var yaml: String {
        var lines = [Self.heading]
        func add(_ key: String, _ value: String?, indentation: Int = 0) {
            guard let value else { return }
            lines.append(String(repeating: " ", count: indentation) + "\(key): \(value)")
        }
        add("bertuneVersion", version.map(YAMLText.quoted))
        add("task", task.map(YAMLText.quoted))
        add("model", model.map(YAMLText.quoted))
        if let labels {
            lines.append(labels.isEmpty ? "labels: []" : "labels:")
            lines += labels.map { "  - \(YAMLText.quoted($0))" }
        }
        let options = TaskOptionField.all.compactMap { field in field.write(self.options).map { (field.name, $0) } }
        if !options.isEmpty {
            lines.append("options:")
            for (name, value) in options { add(name, value, indentation: 2) }
        }
        if !data.isEmpty {
            lines.append("data:")
            for role in DataRole.allCases {
                guard let source = data[role] else { continue }
                lines.append("  \(role.rawValue):")
                add("path", YAMLText.quoted(source.path), indentation: 4)
                add("sha256", YAMLText.quoted(source.sha256), indentation: 4)
                add("bytes", String(source.bytes), indentation: 4)
                add("examples", String(source.examples), indentation: 4)
            }
        }
        if layout != DataLayout() { lines += ["layout:"] + layout.yamlLines }
        if let augmentation { lines += augmentation.yamlLines }
        var openGroup: String?
        for field in RecipeField.all {
            if let group = field.group, group != openGroup { lines.append("\(group):") }
            openGroup = field.group
            add(field.key, field.write(recipe), indentation: field.group == nil ? 0 : 2)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension DataLayout {
    /// The lines of what the layout says, below its name.
    var yamlLines: [String] {
        var lines: [String] = []
        func add(_ key: String, _ value: String?) {
            if let value { lines.append("  \(key): \(value)") }
        }
        add("format", format?.rawValue)
        add("quoting", quoting?.rawValue)
        add("hasHeader", hasHeader?.description)
        add("textColumn", textColumn.map(YAMLText.quoted))
        add("pairColumn", pairColumn.map(YAMLText.quoted))
        add("labelColumn", labelColumn.map(YAMLText.quoted))
        if let labelColumns {
            lines.append("  labelColumns:")
            lines += labelColumns.map { "    - \(YAMLText.quoted($0))" }
        }
        add("labelSeparator", labelSeparator.map(YAMLText.quoted))
        add("validationSplit", validationSplit?.description)
        add("folds", folds?.description)
        add("fold", fold?.description)
        add("splitSeed", splitSeed?.description)
        return lines
    }

    /// The keys that say something, as a recipe file has them.
    var givenKeys: [String] {
        yamlLines.filter { !$0.hasPrefix("    ") }.map { line in String(line.drop { $0 == " " }.prefix { $0 != ":" }) }
    }
}
