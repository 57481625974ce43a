/// Looks through data for what tends to spoil a training run without stopping it.
public enum DataChecks {
    /// What is worth knowing about training data and the data it is judged by.
    ///
    /// Texts are compared by 128 bits of a hash, so that any number of them can be.
    ///
    /// - Parameters:
    ///   - training: The training data.
    ///   - validation: The data that the model is judged by during training, if there is any.
    ///   - labels: The label set; `nil` where labels are not one of a set each.
    /// - Returns: What the reader found in both files, then texts that contradict or repeat each other, texts
    ///   that both files share, and labels with too few examples.
    /// - Throws: ``DataError`` with code `scratchFailed` if there is no room on the disk for what is compared.
    /// - Complexity: O(bytes of text) in time; in memory some megabytes up to some hundred million examples.
    public static func warnings(
        training: TextDataset,
        validation: TextDataset? = nil,
        labels: LabelSet?
    ) throws(DataError) -> [DataWarning] {
        try warnings(training: training, validation: validation)
            + (labels.map { rareLabels(training.examples.lazy.compactMap(\.label), $0, path: training.path) } ?? [])
    }

    /// What the reader found, and texts that stand more than once.
    static func warnings(training: TextDataset, validation: TextDataset?) throws(DataError) -> [DataWarning] {
        let repetitions = try TextRepetitions(in: training, validation)
        var warnings = training.warnings + (validation?.warnings ?? [])
        if let line = repetitions.contradicting.first {
            let count = repetitions.contradicting.count
            warnings.append(
                DataWarning(
                    .contradictingLabels,
                    "\(counted(count, "text repeats", "texts repeat")) an earlier one under another label, "
                        + "the first on line \(line)",
                    path: training.path,
                    line: line,
                    count: count
                )
            )
        }
        if let line = repetitions.repeated.first {
            let count = repetitions.repeated.count
            warnings.append(
                DataWarning(
                    .repeatedTexts,
                    "\(counted(count, "text repeats", "texts repeat")) an earlier one with the same label, the "
                        + "first on line \(line)",
                    path: training.path,
                    line: line,
                    count: count
                )
            )
        }
        if let line = repetitions.shared.first, let validation {
            let count = repetitions.shared.count
            warnings.append(
                DataWarning(
                    .sharedTexts,
                    "\(counted(count, "text stands", "texts stand")) in the training data (\(training.path)) too, the "
                        + "first on line \(line); figures measured on them are too good",
                    path: validation.path,
                    line: line,
                    count: count
                )
            )
        }
        return warnings
    }

    static func rareLabels(_ found: some Sequence<String>, _ labels: LabelSet, path: String) -> [DataWarning] {
        var counts = [Int](repeating: 0, count: labels.count)
        for label in found {
            if let index = labels.index(of: label) { counts[index] += 1 }
        }
        var warnings: [DataWarning] = []
        for (wanted, code, what) in [
            (0, DataWarning.Code.absentLabels, "no example"), (1, .rareLabels, "only one example"),
        ] {
            let names = labels.names.indices.filter { counts[$0] == wanted }.map { "'\(labels.names[$0])'" }
            guard !names.isEmpty else { continue }
            let list = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "")
            warnings.append(
                DataWarning(code, "labels with \(what): \(list)", path: path, count: names.count)
            )
        }
        return warnings
    }

    private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }
}
