/// One of the files that a model is trained on, judged by or measured on, as the checks see it.
public struct DataSplit: Sendable {
    /// What messages call it: `training`, `validation`, `test`.
    public let name: String
    /// The file.
    public let path: String
    /// How the file was understood, in words.
    public let formatDescription: String
    /// What its reader found.
    public let warnings: [DataWarning]
    /// The examples.
    public let examples: [any InspectableExample]

    /// A file's examples under a name.
    ///
    /// - Parameters:
    ///   - name: What messages call it.
    ///   - path: The file.
    ///   - formatDescription: How the file was understood, in words.
    ///   - warnings: What its reader found.
    ///   - examples: The examples.
    public init(
        _ name: String,
        path: String,
        formatDescription: String,
        warnings: [DataWarning],
        examples: [any InspectableExample]
    ) {
        self.name = name
        self.path = path
        self.formatDescription = formatDescription
        self.warnings = warnings
        self.examples = examples
    }

    /// Whether the examples are pairs of texts.
    var hasPairs: Bool {
        if case .text(_, .some) = examples.first?.tokenizerInput { true } else { false }
    }

    /// A data set under a name.
    ///
    /// - Parameters:
    ///   - name: What messages call it.
    ///   - dataset: The data.
    public init<Dataset: ExampleSet>(_ name: String, _ dataset: Dataset) where Dataset.Example: InspectableExample {
        self.init(
            name,
            path: dataset.path,
            formatDescription: dataset.formatDescription,
            warnings: dataset.warnings,
            examples: Array(dataset.examples)
        )
    }
}
