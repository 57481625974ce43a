extension DataChecks {
    /// What is worth knowing about texts with numbers or with lists of labels.
    ///
    /// - Parameters:
    ///   - training: The training data.
    ///   - validation: The data that the model is judged by during training, if there is any.
    ///   - labels: The label set, where labels are lists.
    /// - Returns: As for texts with one label each.
    /// - Throws: As for texts with one label each.
    public static func warnings<Texts: TextExampleSet>(
        training: Texts,
        validation: Texts? = nil,
        labels: LabelSet? = nil
    ) throws(DataError) -> [DataWarning] {
        let rare = labels.map {
            rareLabels(training.examples.lazy.flatMap { $0.labels ?? [] }, $0, path: training.path)
        }
        return try warnings(training: training.texts, validation: validation?.texts) + (rare ?? [])
    }
}
