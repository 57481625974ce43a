import FineTuning
import TextData
import Testing

@Suite("HeldBackExamples")
struct HeldBackExamplesTests {
    private func dataset(count: Int = 100) throws -> TextDataset {
        let rows = (0..<count).map { "text \($0),\($0 % 10 == 0 ? "rare" : "common")\n" }
        return try TextDataset.read(bytes: Array(("text,label\n" + rows.joined()).utf8), name: "data.csv")
    }

    @Test("holds back the same part of every label, and loses none")
    func parts() throws {
        let dataset = try dataset()
        let split = try HeldBackExamples(0.2, of: dataset, seed: 42)
        #expect(split.validation.examples.filter { $0.label == "rare" }.count == 2)
        #expect(split.validation.examples.filter { $0.label == "common" }.count == 18)
        #expect(
            Set(split.training.examples.map(\.text) + split.validation.examples.map(\.text))
                == Set(dataset.examples.map(\.text))
        )
        #expect(split.training.examples.count == 80)
    }

    @Test("depends on nothing but the seed")
    func determinism() throws {
        let dataset = try dataset()
        let texts = try HeldBackExamples(0.2, of: dataset, seed: 42).validation.examples.map(\.text)
        #expect(try HeldBackExamples(0.2, of: dataset, seed: 42).validation.examples.map(\.text) == texts)
        #expect(try HeldBackExamples(0.2, of: dataset, seed: 43).validation.examples.map(\.text) != texts)
    }

    @Test("leaves an example of each label, and refuses to hold back nothing")
    func extremes() throws {
        let split = try HeldBackExamples(0.999, of: try dataset(), seed: 1)
        #expect(Set(split.training.examples.map(\.label)) == ["rare", "common"])
        #expect(throws: RecipeError.self) { try HeldBackExamples(0.1, of: try dataset(count: 1), seed: 1) }
    }

    @Test("keeps the questions about one document together")
    func groups() throws {
        let questions = (0..<60).map { number in
            QuestionExample(id: "\(number)", question: "what?", context: "document \(number / 6)")
        }
        let split = try HeldBackExamples(0.2, of: QuestionDataset(examples: questions), seed: 3)
        #expect(split.validation.examples.count == 12)
        #expect(split.training.examples.count == 48)
        let documents = Set(split.validation.examples.map(\.context))
        #expect(documents.count == 2)
        #expect(split.training.examples.allSatisfy { !documents.contains($0.context) })
        let one = QuestionDataset(examples: Array(questions.prefix(6)))
        #expect(throws: RecipeError.self) { try HeldBackExamples(0.2, of: one, seed: 3) }
    }
}
