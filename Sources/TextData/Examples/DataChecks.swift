/// Looks through data for what tends to spoil a training run without stopping it.
public enum DataChecks {
    /// What is worth knowing about training data and the data it is judged by.
    ///
    /// - Parameters:
    ///   - training: The training data.
    ///   - validation: The data that the model is judged by during training, if there is any.
    ///   - labels: The label set; `nil` where labels are not one of a set each.
    /// - Returns: What the reader found in both files, then texts that contradict or repeat each other, texts
    ///   that both files share, and labels with too few examples.
    /// - Complexity: O(bytes of text).
    public static func warnings(
        training: TextDataset,
        validation: TextDataset? = nil,
        labels: LabelSet?
    ) -> [DataWarning] {
        var warnings = training.warnings + (validation?.warnings ?? [])
        var firstIndices: [TextKey: Int] = [:]
        firstIndices.reserveCapacity(training.examples.count)
        var repeated = LineCount()
        var contradicting = LineCount()
        for (index, example) in training.examples.enumerated() {
            let key = TextKey(example)
            guard let first = firstIndices[key] else {
                firstIndices[key] = index
                continue
            }
            if training.examples[first].label.map(UTF8Key.init) == example.label.map(UTF8Key.init) {
                repeated.add(example.line)
            } else {
                contradicting.add(example.line)
            }
        }
        if let line = contradicting.first {
            warnings.append(
                DataWarning(
                    .contradictingLabels,
                    "\(counted(contradicting.count, "text repeats", "texts repeat")) an earlier one under another label, "
                        + "the first on line \(line)",
                    path: training.path,
                    line: line,
                    count: contradicting.count
                )
            )
        }
        if let line = repeated.first {
            warnings.append(
                DataWarning(
                    .repeatedTexts,
                    "\(counted(repeated.count, "text repeats", "texts repeat")) an earlier one with the same label, the "
                        + "first on line \(line)",
                    path: training.path,
                    line: line,
                    count: repeated.count
                )
            )
        }
        if let validation, let shared = sharedTexts(validation, firstIndices, training: training.path) {
            warnings.append(shared)
        }
        return warnings + (labels.map { rareLabels(training, $0) } ?? [])
    }

    private static func sharedTexts(
        _ validation: TextDataset,
        _ training: [TextKey: Int],
        training path: String
    ) -> DataWarning? {
        var shared = LineCount()
        for example in validation.examples where training[TextKey(example)] != nil {
            shared.add(example.line)
        }
        guard let line = shared.first else { return nil }
        return DataWarning(
            .sharedTexts,
            "\(counted(shared.count, "text stands", "texts stand")) in the training data (\(path)) too, the first on "
                + "line \(line); figures measured on them are too good",
            path: validation.path,
            line: line,
            count: shared.count
        )
    }

    private static func rareLabels(_ training: TextDataset, _ labels: LabelSet) -> [DataWarning] {
        rareLabels(training.examples.lazy.compactMap(\.label), labels, path: training.path)
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

/// An example's texts as a key.
private struct TextKey: Hashable {
    let text: UTF8Key
    let pair: UTF8Key?

    init(_ example: TextExample) {
        text = UTF8Key(example.text)
        pair = example.pair.map(UTF8Key.init)
    }
}
