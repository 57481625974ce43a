/// Finds examples that stand more than once, within a file or in two of them.
enum RepetitionCheck {
    private struct Key: Hashable {
        let texts: [UTF8Key]
    }

    private struct Place {
        let split: Int
        let answer: UTF8Key?
    }

    /// The findings on all files.
    ///
    /// - Complexity: O(bytes of text).
    static func warnings(_ splits: [DataSplit]) -> [DataWarning] {
        var places: [Key: Place] = [:]
        var warnings: [DataWarning] = []
        for (index, split) in splits.enumerated() {
            var repeated = LineCount()
            var contradicting = LineCount()
            var shared = [LineCount](repeating: LineCount(), count: splits.count)
            for example in split.examples {
                let key = Key(texts: example.contents.map(UTF8Key.init))
                let answer = example.answerKey.map(UTF8Key.init)
                guard let first = places[key] else {
                    places[key] = Place(split: index, answer: answer)
                    continue
                }
                if first.split != index {
                    shared[first.split].add(example.line)
                    // Further ones within this file are repetitions of this one.
                    places[key] = Place(split: index, answer: answer)
                } else if first.answer == answer {
                    repeated.add(example.line)
                } else {
                    contradicting.add(example.line)
                }
            }
            let path = split.path
            add(.contradictingLabels, contradicting, "an earlier one under another label", path, &warnings)
            add(.repeatedTexts, repeated, "an earlier one with the same label", path, &warnings)
            for (other, count) in zip(splits, shared) where count.count > 0 {
                let what = count.count == 1 ? "1 example stands" : "\(count.count) examples stand"
                let place = count.first.map { $0 > 0 ? ", the first on line \($0)" : "" } ?? ""
                warnings.append(
                    DataWarning(
                        .sharedTexts,
                        "\(what) in the \(other.name) data (\(other.path)) too\(place); figures measured on "
                            + "them are too good",
                        path: path,
                        line: count.first.flatMap { $0 > 0 ? $0 : nil },
                        count: count.count
                    )
                )
            }
        }
        return warnings
    }

    private static func add(
        _ code: DataWarning.Code,
        _ lines: LineCount,
        _ what: String,
        _ path: String,
        _ warnings: inout [DataWarning]
    ) {
        guard let line = lines.first else { return }
        let count = lines.count == 1 ? "1 example repeats" : "\(lines.count) examples repeat"
        let place = line > 0 ? ", the first on line \(line)" : ""
        warnings.append(
            DataWarning(code, "\(count) \(what)\(place)", path: path, line: line > 0 ? line : nil, count: lines.count)
        )
    }
}
