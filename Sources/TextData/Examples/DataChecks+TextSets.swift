extension DataChecks {
    /// What is worth knowing about texts with numbers or with lists of labels.
    ///
    /// - Parameters:
    ///   - training: The training data.
    ///   - validation: The data that the model is judged by during training, if there is any.
    ///   - labels: The label set, where labels are lists.
    /// - Returns: As for texts with one label each.
    public static func warnings<Texts: TextExampleSet>(
        training: Texts,
        validation: Texts? = nil,
        labels: LabelSet? = nil
    ) -> [DataWarning] {
        let found = training.warnings + (validation?.warnings ?? [])
        let common = warnings(training: compared(training), validation: validation.map(compared), labels: nil)
        let rare = labels.map {
            rareLabels(training.examples.lazy.flatMap { $0.labels ?? [] }, $0, path: training.path)
        }
        return found + common + (rare ?? [])
    }

    /// The texts with one label each that is the same where the lists have the same labels.
    private static func compared(_ texts: some TextExampleSet) -> TextDataset {
        let examples = texts.examples.map { example in
            var example = example
            if let labels = example.labels {
                let sorted = labels.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                example.label = sorted.joined(separator: "\u{0}")
            }
            return example
        }
        return TextDataset(examples: examples, name: texts.path)
    }
}
