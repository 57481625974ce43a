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
        if layout != DataLayout() {
            lines.append("layout:")
            add("format", layout.format?.rawValue, indentation: 2)
            add("quoting", layout.quoting?.rawValue, indentation: 2)
            add("hasHeader", layout.hasHeader.map { String($0) }, indentation: 2)
            add("textColumn", layout.textColumn.map(YAMLText.quoted), indentation: 2)
            add("pairColumn", layout.pairColumn.map(YAMLText.quoted), indentation: 2)
            add("labelColumn", layout.labelColumn.map(YAMLText.quoted), indentation: 2)
            if let columns = layout.labelColumns {
                lines.append("  labelColumns:")
                lines += columns.map { "    - \(YAMLText.quoted($0))" }
            }
            add("labelSeparator", layout.labelSeparator.map(YAMLText.quoted), indentation: 2)
            add("validationSplit", layout.validationSplit?.description, indentation: 2)
            add("folds", layout.folds.map { String($0) }, indentation: 2)
            add("fold", layout.fold.map { String($0) }, indentation: 2)
            add("splitSeed", layout.splitSeed.map { String($0) }, indentation: 2)
        }
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
