import Testing
import TextData

@Suite("DataChecks")
struct DataChecksTests {
    private func dataset(_ rows: [(String, String)], _ name: String) throws -> TextDataset {
        let content = "text,label\n" + rows.map { "\($0.0),\($0.1)\n" }.joined()
        return try TextDataset.read(bytes: Array(content.utf8), name: name)
    }

    @Test("finds nothing in clean data")
    func clean() throws {
        let training = try dataset([("a", "x"), ("b", "y"), ("c", "x"), ("d", "y")], "train.csv")
        let validation = try dataset([("e", "x")], "validation.csv")
        let warnings = try DataChecks.warnings(training: training, validation: validation, labels: LabelSet(training))
        #expect(warnings.isEmpty)
    }

    @Test("finds repeated, contradicting, shared and empty texts and rare labels")
    func findings() throws {
        let training = try dataset(
            [("a", "x"), ("b", "y"), ("a", "y"), ("b", "y"), (" ", "x"), ("c", "z")],
            "train.csv"
        )
        let validation = try dataset([("d", "x"), ("b", "x"), ("c", "z")], "validation.csv")
        let warnings = try DataChecks.warnings(training: training, validation: validation, labels: LabelSet(training))
        #expect(
            warnings.map(\.code) == [.emptyTexts, .contradictingLabels, .repeatedTexts, .sharedTexts, .rareLabels]
        )
        #expect(warnings.map(\.line) == [6, 4, 5, 3, nil])
        #expect(warnings.map(\.count) == [1, 1, 1, 2, 1])
        #expect(warnings.last?.description == "train.csv: labels with only one example: 'z'")
        #expect(
            warnings[3].description
                == "validation.csv:3: 2 texts stand in the training data (train.csv) too, the first on line 3; figures "
                + "measured on them are too good"
        )
    }

    @Test("finds the same in parts on the disk", arguments: [1, 64, 16 << 20])
    func parts(memoryLimit: Int) throws {
        let rows = (0..<500).map { ("text \($0 * $0 % 311)", "label \($0 % 3)") }
        var labels: [String: String] = [:]
        var (repeated, contradicting) = (0, 0)
        for (text, label) in rows {
            if let first = labels[text] {
                if first == label { repeated += 1 } else { contradicting += 1 }
            } else {
                labels[text] = label
            }
        }
        let others = (0..<200).map { ("text \($0 * 3)", "label 0") }
        let shared = others.count { labels[$0.0] != nil }
        try StoredLists.$memoryLimit.withValue(memoryLimit) {
            let training = try dataset(rows, "train.csv")
            let validation = try dataset(others, "validation.csv")
            let warnings = try DataChecks.warnings(
                training: training,
                validation: validation,
                labels: LabelSet(training)
            )
            #expect(warnings.map(\.code) == [.contradictingLabels, .repeatedTexts, .sharedTexts])
            #expect(warnings.map(\.count) == [contradicting, repeated, shared])
        }
    }

    @Test("finds labels of a given set that do not occur")
    func absent() throws {
        let training = try dataset([("a", "x"), ("b", "x"), ("c", "y"), ("d", "y")], "train.csv")
        let warnings = try DataChecks.warnings(training: training, labels: LabelSet(names: ["x", "y", "z"]))
        #expect(warnings.map(\.description) == ["train.csv: labels with no example: 'z'"])
    }

    @Test("look at examples that come from no file")
    func inMemory() throws {
        let training = TextDataset(examples: [
            TextExample(text: "a", label: "x"), TextExample(text: "a", label: "y"), TextExample(text: "b", label: "x"),
        ])
        let warnings = try DataChecks.warnings(training: training, labels: LabelSet(training))
        #expect(warnings.map(\.code) == [.contradictingLabels, .rareLabels])
        #expect(training.columns.label == "label")
        #expect(training.hasPairs == false)
    }

    @Test("compares pairs as pairs")
    func pairs() throws {
        let training = try TextDataset.read(
            bytes: Array("sentence1,sentence2,label\na,b,x\na,c,y\na,b,y\n".utf8),
            name: "train.csv"
        )
        let warnings = try DataChecks.warnings(training: training, labels: LabelSet(training))
        #expect(warnings.map(\.code) == [.contradictingLabels, .rareLabels])
    }
}
