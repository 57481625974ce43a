import EvaluationMetrics
import Prediction
import Testing
import TextData

@Suite("Evaluation of tags")
struct TokenEvaluationTests {
    private func evaluation(
        _ predicted: [String],
        _ references: [String],
        labels: [String]
    ) throws -> [String: Double] {
        let words = predicted.indices.map { "w\($0)" }
        let dataset = WordDataset(examples: [WordExample(words: words, tags: references)])
        let task = TokenClassification(labels: try LabelSet(names: labels), hasEntities: true)
        // A token a word, and all the score on the label wanted.
        let feature = WordFeature(
            inputIDs: words.map { _ in 5 },
            tokenTypeIDs: words.map { _ in 0 },
            targets: words.map { _ in WordFeature.ignoredTarget },
            tokenOffsets: words.map { _ in 0..<2 },
            words: words.indices.map { WordFeature.Place(word: $0, tokens: $0..<$0 + 1, isDecided: true) },
            exampleIndex: 0
        )
        let logits = predicted.flatMap { tag in labels.map { $0 == tag ? Float(9) : 0 } }
        let answer = TokenDecoder(labels: labels, hasEntities: true)
            .decode([logits], features: [feature], dataset: dataset)[0]
        try #require(answer.tags == predicted)
        let values = try task.evaluate([answer], dataset: dataset).values
        return Dictionary(uniqueKeysWithValues: values.map { ($0.name, $0.value) })
    }

    @Test("a label without a letter before it is an entity of its name, by strict rules, too")
    func bareTypes() throws {
        let labels = ["O", "B-PER", "I-PER", "MISC"]
        let values = try evaluation(
            ["MISC", "MISC", "O", "B-PER", "MISC"],
            ["B-PER", "I-PER", "O", "B-PER", "O"],
            labels: labels
        )
        // Of MISC, PER and MISC one is right.
        #expect(values["precision"] == 1.0 / 3)
        #expect(values["strictPrecision"] == 1.0 / 3)
        #expect(values["strictRecall"] == 0.5)
    }

    @Test("tags of any scheme are scored as what they say")
    func schemes() throws {
        let values = try evaluation(
            ["B-PER", "E-PER", "S-LOC", "LOC", "O"],
            ["B-PER", "I-PER", "B-LOC", "I-LOC", "O"],
            labels: ["O", "B-PER", "I-PER", "E-PER", "S-LOC", "B-LOC", "I-LOC", "LOC"]
        )
        #expect(values["f1"] == 1)
        #expect(values["strictF1"] == 1)
    }
}
