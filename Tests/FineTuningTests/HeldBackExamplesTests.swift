import FineTuning
import TextData
import Testing

@Suite("HeldBackExamples")
struct HeldBackExamplesTests {
    private let examples = (0..<100).map { TextExample(text: "text \($0)", label: $0 % 10 == 0 ? "rare" : "common") }

    @Test("holds back the same part of every label, and loses none")
    func parts() throws {
        let split = try HeldBackExamples(0.2, of: examples, seed: 42)
        #expect(split.validation.filter { $0.label == "rare" }.count == 2)
        #expect(split.validation.filter { $0.label == "common" }.count == 18)
        #expect(Set((split.training + split.validation).map(\.text)) == Set(examples.map(\.text)))
        #expect(split.training.count == 80)
    }

    @Test("depends on nothing but the seed")
    func determinism() throws {
        let texts = try HeldBackExamples(0.2, of: examples, seed: 42).validation.map(\.text)
        #expect(try HeldBackExamples(0.2, of: examples, seed: 42).validation.map(\.text) == texts)
        #expect(try HeldBackExamples(0.2, of: examples, seed: 43).validation.map(\.text) != texts)
    }

    @Test("leaves an example of each label, and refuses to hold back nothing")
    func extremes() throws {
        let split = try HeldBackExamples(0.999, of: examples, seed: 1)
        #expect(Set(split.training.map(\.label)) == ["rare", "common"])
        #expect(throws: RecipeError.self) { try HeldBackExamples(0.1, of: Array(examples.prefix(1)), seed: 1) }
    }
}
