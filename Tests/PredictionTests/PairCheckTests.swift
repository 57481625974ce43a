import BERT
import Prediction
import StrictJSON
import TestSupport
import Testing
import TextData

/// A model that learned single texts is not asked about pairs, nor the other way round.
@Suite("Single texts and pairs")
struct PairCheckTests {
    private static let single = TextDataset(
        examples: [TextExample(text: "a", label: "1", line: 2), TextExample(text: "b", label: "0", line: 3)]
    )
    private static let pairs = TextDataset(
        examples: [
            TextExample(text: "a", pair: "c", label: "1", line: 2),
            TextExample(text: "b", pair: "d", label: "0", line: 3),
        ]
    )

    private func code(_ body: () throws -> Void) -> DataError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? DataError)?.code
        }
    }

    @Test("a task takes the kind that it was made for, and no other")
    func classification() throws {
        let (single, pairs) = (Self.single, Self.pairs)
        let ofSingle = try TextClassification(training: single, options: TaskOptions())
        let ofPairs = try TextClassification(training: pairs, options: TaskOptions())
        #expect(code { try ofSingle.check(single) } == nil)
        #expect(code { try ofSingle.check(pairs) } == .unexpectedPair)
        #expect(code { try ofPairs.check(single) } == .missingPair)
        #expect(code { try TextClassification(labels: ofSingle.labels).check(pairs) } == nil)
        let error = #expect(throws: DataError.self) { try ofSingle.check(pairs) }
        #expect(error?.line == 2)
        #expect(error?.path == "examples")
        #expect(error?.message.hasSuffix("name the one column to read") == true)
        let asked = TextDataset(examples: [TextExample(text: "a", pair: "b")])
        let unread = #expect(throws: DataError.self) { try ofSingle.check(asked) }
        #expect(unread?.message.hasSuffix("give one text") == true)
    }

    @Test("so do numbers and lists of labels")
    func others() throws {
        let numbers = try TextRegression(training: ScoredTextDataset(Self.single), options: TaskOptions())
        #expect(code { try numbers.check(ScoredTextDataset(Self.pairs)) } == .unexpectedPair)
        let lists = { (dataset: TextDataset) in
            MultiLabelDataset(
                examples: dataset.examples.map { TextExample(text: $0.text, pair: $0.pair, labels: ["x"]) }
            )
        }
        let task = MultiLabelClassification(labels: try LabelSet(names: ["x", "y"]), hasPairs: false)
        #expect(code { try task.check(lists(Self.pairs)) } == .unexpectedPair)
        #expect(code { try task.check(lists(Self.single)) } == nil)
    }

    @Test("the run folder remembers the kind; one that does not takes both")
    func runFolder() throws {
        let folder = try TemporaryFolder()
        let task = try TextClassification(training: Self.single, options: TaskOptions())
        try TextClassifier(pretrained: TextClassifierTests.folder, task: task, threads: 1).save(to: folder.path)
        let pair = TextDataset(examples: [TextExample(text: "a", pair: "b")])
        #expect(code { _ = try TextClassifier(folder: folder.path).answers(for: pair) } == .unexpectedPair)
        try folder.write(#"{"task": "text-classification", "settings": {}}"#.utf8, to: "task.json")
        #expect(try TextClassifier(folder: folder.path).answers(for: pair).answers.count == 1)
        try folder.write(#"{"task": "text-classification", "settings": {"hasPairs": 1}}"#.utf8, to: "task.json")
        let error = #expect(throws: PredictionError.self) { try TextClassifier(folder: folder.path) }
        #expect(error?.message.contains("hasPairs: true or false") == true)
        #expect(error?.path == folder.path("task.json"))
    }
}
