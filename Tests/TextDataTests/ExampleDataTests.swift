import Foundation
import Testing
import TextData

/// The data under `Examples/data` are what the quick start trains on and judges by, so they must be clean.
@Suite("example data")
struct ExampleDataTests {
    private static let folder =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/Examples/data/"

    static let sets: [(folder: String, counts: [(file: String, count: Int)], labelCount: Int)] = [
        ("customer-intents", [("train", 538), ("validation", 80), ("test", 120)], 10),
        ("korean-intents", [("train", 160), ("test", 40)], 8),
    ]

    private func datasets(_ index: Int) throws -> [TextDataset] {
        try Self.sets[index].counts.map {
            try TextDataset.read("\(Self.folder)\(Self.sets[index].folder)/\($0.file).csv")
        }
    }

    @Test("have the sizes their README says, and balanced labels", arguments: [0, 1])
    func sizes(_ index: Int) throws {
        let datasets = try datasets(index)
        #expect(datasets.map(\.examples.count) == Self.sets[index].counts.map(\.count))
        let labels = try LabelSet(datasets[0])
        #expect(labels.count == Self.sets[index].labelCount)
        for dataset in datasets {
            try labels.check(dataset)
            let counts = labels.names.map { name in dataset.examples.count { $0.label == name } }
            let mean = dataset.examples.count / labels.count
            #expect(counts.allSatisfy { abs($0 - mean) <= 3 }, "\(dataset.path): \(counts)")
        }
    }

    @Test("hold no text twice and raise no warning", arguments: [0, 1])
    func warnings(_ index: Int) throws {
        let datasets = try datasets(index)
        let labels = try LabelSet(datasets[0])
        for other in datasets.dropFirst() {
            let warnings = try DataChecks.warnings(training: datasets[0], validation: other, labels: labels)
            #expect(warnings.isEmpty, "\(warnings)")
        }
    }

    /// The Jaccard index of the sets of words stays at or below one half for all pairs.
    @Test("hold no near-duplicates", arguments: [0, 1])
    func nearDuplicates(_ index: Int) throws {
        let texts = try datasets(index).flatMap(\.examples).map(\.text)
        var numbers: [String: Int] = [:]
        let words = texts.map { text in
            Set(
                text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
                    let number = numbers[String(word)] ?? numbers.count
                    numbers[String(word)] = number
                    return number
                }
            )
        }
        for first in words.indices {
            for second in words.indices.dropFirst(first + 1) {
                let shared = words[first].count { words[second].contains($0) }
                let union = words[first].count + words[second].count - shared
                if 2 * shared > union { Issue.record("'\(texts[first])' and '\(texts[second])'") }
            }
        }
    }
}
