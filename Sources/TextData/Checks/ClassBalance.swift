internal import StrictJSON

/// How often each class occurs.
public struct ClassBalance: Sendable {
    /// The classes and their counts, the most frequent first, those of one count by their bytes.
    public let counts: [(name: String, count: Int)]
    /// The number of all occurrences.
    public let total: Int
    private let learnsClasses: Bool

    init(_ examples: [any InspectableExample]) {
        var counts: [UTF8Key: Int] = [:]
        for example in examples {
            for name in example.classes { counts[UTF8Key(name), default: 0] += 1 }
        }
        learnsClasses = examples.first.map { type(of: $0).learnsClasses } ?? false
        total = counts.values.reduce(0, +)
        self.counts = counts.map { ($0.key.string, $0.value) }.sorted {
            $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8)
        }
    }

    /// The classes in a line, no more than a terminal shows.
    var line: String {
        let shown = counts.prefix(8).map { name, count in
            "'\(name)' \(count) (\(TruncationReport.percentage(count, of: total)))"
        }
        return shown.joined(separator: ", ") + (counts.count > 8 ? " and \(counts.count - 8) more" : "")
    }

    /// Findings on the training data: classes with one example, and one class that is nearly all.
    func warnings(path: String) -> [DataWarning] {
        var warnings: [DataWarning] = []
        let single = counts.filter { $0.count == 1 }
        if !single.isEmpty, single.count < counts.count {
            let list = single.prefix(8).map { "'\($0.name)'" }.joined(separator: ", ")
            warnings.append(
                DataWarning(
                    .rareLabels,
                    "labels with only one example: \(list)"
                        + (single.count > 8 ? " and \(single.count - 8) more" : ""),
                    path: path,
                    count: single.count
                )
            )
        }
        guard learnsClasses else { return warnings }
        if let first = counts.first, counts.count > 1, first.count * 10 > total * 9 {
            warnings.append(
                DataWarning(
                    .unbalancedLabels,
                    "\(TruncationReport.percentage(first.count, of: total)) are '\(first.name)', so accuracy says "
                        + "little; look at F1, and consider class weights",
                    path: path
                )
            )
        } else if counts.count == 1, let only = counts.first {
            warnings.append(
                DataWarning(.unbalancedLabels, "every example is '\(only.name)'; there is nothing to learn", path: path)
            )
        }
        return warnings
    }
}
