import Foundation
import Prediction

extension RunDescription {
    /// Reads a recipe file.
    ///
    /// Keys that no recipe has, values of the wrong type and values out of range are errors that name the line, so
    /// that a typing mistake can't pass for a default.
    ///
    /// - Parameter path: A YAML file whose keys are the property names of ``Recipe``, and those of a run folder's
    ///   `recipe.yaml`.
    /// - Returns: What the file says; defaults where it says nothing.
    /// - Throws: ``RecipeError`` with any of its codes.
    public static func read(path: String) throws(RecipeError) -> RunDescription {
        // No recipe is large; the limit keeps a mistaken path from being read into memory.
        let maximumSize = 1 << 20
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw RecipeError(
                .unreadableFile,
                "the recipe file can't be opened; check the path and its permissions",
                path: path
            )
        }
        defer { try? file.close() }
        let data: Data
        do {
            data = try file.read(upToCount: maximumSize + 1) ?? Data()
        } catch {
            throw RecipeError(.unreadableFile, "the recipe file can't be read; is it a folder?", path: path)
        }
        guard data.count <= maximumSize else {
            throw RecipeError(
                .unreadableFile,
                "the file is larger than 1 MiB, which no recipe is; check the path",
                path: path
            )
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw RecipeError(.invalidSyntax, "the file is not UTF-8; save it as UTF-8 text", path: path)
        }
        do {
            return try parse(text)
        } catch {
            var error = error
            error.path = path
            throw error
        }
    }

    /// Reads the text of a recipe file.
    ///
    /// - Parameter text: YAML, as ``read(path:)`` describes it.
    /// - Returns: What the text says; defaults where it says nothing.
    /// - Throws: ``RecipeError`` with any of its codes but `unreadableFile`.
    public static func parse(_ text: String) throws(RecipeError) -> RunDescription {
        var description = RunDescription()
        guard let mapping = try YAMLMapping.parse(text) else { return description }
        let sections = ["bertuneVersion", "task", "model", "labels", "options", "layout", "data", "augmentation"]
        try mapping.checkKeys(RecipeField.names(in: nil) + sections.map { ($0, []) }, of: "a recipe")

        description.version = try mapping.string("bertuneVersion")
        description.task = try mapping.string("task")
        description.model = try mapping.string("model")
        description.labels = try mapping.strings("labels")
        if let options = try mapping.mapping("options") { try description.options.read(options) }
        if let layout = try mapping.mapping("layout") { description.layout = try DataLayout(layout) }
        description.augmentation = try mapping.mapping("augmentation")
            .map { (section) throws(RecipeError) in try AugmentationSettings(section) }
        if let data = try mapping.mapping("data") {
            try data.checkKeys(DataRole.allCases.map { ($0.rawValue, []) }, of: "data")
            for role in DataRole.allCases {
                guard let source = try data.mapping(role.rawValue) else { continue }
                description.data[role] = try DataSource(source)
            }
        }
        try description.recipe.read(mapping)
        do {
            try description.recipe.validate()
        } catch {
            throw mapping.locating(error)
        }
        try description.validateSplit()
        return description
    }

    /// Checks that validation data come from one place.
    private func validateSplit() throws(RecipeError) {
        let sources = [
            ("data.validation", data[.validation] != nil), ("layout.validationSplit", layout.validationSplit != nil),
            ("layout.folds", layout.folds != nil),
        ].filter(\.1).map(\.0)
        guard sources.count > 1 else { return }
        throw RecipeError(
            .conflictingValues,
            "\(sources[0]) and \(sources[1]) exclude each other; keep one of them",
            key: "validationSplit"
        )
    }
}

extension Recipe {
    /// Sets every property that a mapping has a key for.
    ///
    /// - Parameter mapping: The whole recipe file; keys outside the recipe are left aside.
    /// - Throws: ``RecipeError`` with code `unknownKey` or `invalidValue`, at the line of the fault.
    fileprivate mutating func read(_ mapping: YAMLMapping) throws(RecipeError) {
        var groups: [String: YAMLMapping] = [:]
        for group in RecipeField.groups {
            guard let members = try mapping.mapping(group) else { continue }
            try members.checkKeys(RecipeField.names(in: group), of: group)
            groups[group] = members
        }
        for field in RecipeField.all {
            let owner = field.group == nil ? mapping : groups[field.group ?? ""]
            guard let owner else { continue }
            if let readMapping = field.readMapping, owner.hasMapping(field.key) {
                if let members = try owner.mapping(field.key) { try readMapping(&self, members) }
                continue
            }
            guard let entry = try owner.scalar(field.key) else { continue }
            guard field.read(&self, entry.text), field.isValid(self) else {
                throw entry.error(
                    .invalidValue,
                    "\(field.name) must be \(field.allowed), but is \(entry.text ?? "null")"
                )
            }
        }
    }

    /// Reads the recipe of a recipe file, leaving aside what it says of models and data.
    ///
    /// - Parameter path: A YAML file whose keys are this type's property names.
    /// - Returns: What the file says; defaults where it says nothing.
    /// - Throws: ``RecipeError`` with any of its codes.
    public static func read(path: String) throws(RecipeError) -> Recipe {
        try RunDescription.read(path: path).recipe
    }
}

extension DataLayout {
    fileprivate init(_ mapping: YAMLMapping) throws(RecipeError) {
        let keys = [
            "format", "quoting", "hasHeader", "textColumn", "pairColumn", "labelColumn", "labelColumns",
            "labelSeparator", "validationSplit", "folds", "fold", "splitSeed",
        ]
        try mapping.checkKeys(keys.map { ($0, []) }, of: "layout")
        format = try mapping.choice("format")
        quoting = try mapping.choice("quoting")
        hasHeader = try mapping.value("hasHeader", "true or false") { Bool($0) }
        textColumn = try mapping.string("textColumn")
        pairColumn = try mapping.string("pairColumn")
        labelColumn = try mapping.string("labelColumn")
        labelColumns = try mapping.strings("labelColumns")
        labelSeparator = try mapping.value("labelSeparator", "one character or more") { $0.isEmpty ? nil : $0 }
        validationSplit = try mapping.value("validationSplit", "a number above 0 and below 1") { text in
            Double(text).flatMap { $0 > 0 && $0 < 1 ? $0 : nil }
        }
        folds = try mapping.value("folds", "a whole number of at least 2") { text in
            Int(text).flatMap { $0 >= 2 ? $0 : nil }
        }
        fold = try mapping.value("fold", "a whole number from 1 to folds") { [folds] text in
            Int(text).flatMap { (1...(folds ?? 1)).contains($0) ? $0 : nil }
        }
        splitSeed = try mapping.value("splitSeed", "a whole number of at least 0") { UInt64($0) }
        if (folds == nil) != (fold == nil) {
            throw mapping.error(.conflictingValues, "folds and fold belong together; give both or none")
        }
    }
}

extension TaskOptions {
    fileprivate mutating func read(_ mapping: YAMLMapping) throws(RecipeError) {
        try mapping.checkKeys(TaskOptionField.all.map { ($0.name, []) }, of: "options")
        for field in TaskOptionField.all {
            guard let entry = try mapping.scalar(field.name), let text = entry.text else { continue }
            guard field.read(&self, text) else {
                throw entry.error(.invalidValue, "\(field.name) must be \(field.allowed), but is \(text)")
            }
        }
    }
}

extension DataSource {
    fileprivate init(_ mapping: YAMLMapping) throws(RecipeError) {
        try mapping.checkKeys(["path", "sha256", "bytes", "examples"].map { ($0, []) }, of: "a data file")
        guard let path = try mapping.string("path") else {
            throw mapping.error(.invalidSyntax, "a data file needs a path; add the key path")
        }
        self.path = path
        sha256 = try mapping.string("sha256") ?? ""
        bytes = try mapping.value("bytes", "a whole number") { Int($0) } ?? 0
        examples = try mapping.value("examples", "a whole number") { Int($0) } ?? 0
    }
}
