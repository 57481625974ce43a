import FineTuning
import Testing
import TextData

/// Examples with a label and a document each.
private struct GroupedSet: ExampleSet {
    struct Example: Sendable, Equatable {
        let label: String
        let document: String?
    }

    let path = "memory"
    let examples: [Example]
    let formatDescription = "made up"
    let warnings: [DataWarning] = []

    init(examples: [Example], name: String = "memory") {
        self.examples = examples
    }

    static func read(_ path: String, options: TableOptions) throws(DataError) -> GroupedSet {
        GroupedSet(examples: [])
    }

    func subset(_ indices: some Sequence<Int>) -> GroupedSet {
        GroupedSet(examples: indices.map { examples[$0] })
    }

    func stratum(of example: Example) -> String { example.label }
    func group(of example: Example) -> String? { example.document }
}

@Suite("Folds")
struct FoldsTests {
    private func labelled(_ counts: [(String, Int)]) -> GroupedSet {
        GroupedSet(
            examples: counts.flatMap { label, count in
                (0..<count).map { _ in GroupedSet.Example(label: label, document: nil) }
            }
        )
    }

    @Test("validate on each example once", arguments: [2, 3, 5, 10])
    func partition(count: Int) throws {
        let data = labelled([("a", 41), ("b", 17), ("c", 3)])
        let folds = try Folds(count, of: data, seed: 1)
        #expect(folds.indices.count == count)
        #expect(folds.indices.flatMap { $0 }.sorted() == Array(0..<61))
        #expect(folds.indices.allSatisfy { $0 == $0.sorted() })
        for fold in 1...count {
            let (training, validation) = folds.split(data, validatingOn: fold)
            #expect(training.examples.count + validation.examples.count == 61)
            #expect(validation.examples.count == folds.indices[fold - 1].count)
        }
    }

    @Test("spread each label evenly, and themselves", arguments: 0..<8 as Range<UInt64>)
    func stratified(seed: UInt64) throws {
        let data = labelled([("a", 43), ("b", 22), ("c", 7)])
        let folds = try Folds(5, of: data, seed: seed)
        for label in ["a", "b", "c"] {
            let counts = folds.indices.map { $0.filter { data.examples[$0].label == label }.count }
            #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "\(label): \(counts)")
        }
        let sizes = folds.indices.map(\.count)
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 2, "\(sizes)")
    }

    @Test("keep the examples of a document together")
    func grouped() throws {
        let examples = (0..<60).map { GroupedSet.Example(label: "", document: "document \($0 % 13)") }
        let data = GroupedSet(examples: examples)
        let folds = try Folds(4, of: data, seed: 3)
        for document in 0..<13 {
            let members = Set(examples.indices.filter { $0 % 13 == document })
            #expect(folds.indices.filter { !members.isDisjoint(with: $0) }.count == 1)
        }
        #expect(folds.indices.map(\.count).allSatisfy { (12...18).contains($0) })
    }

    @Test("are a function of the seed")
    func seeds() throws {
        let data = labelled([("a", 30), ("b", 30)])
        #expect(try Folds(3, of: data, seed: 1) == Folds(3, of: data, seed: 1))
        #expect(try Folds(3, of: data, seed: 1) != Folds(3, of: data, seed: 2))
    }

    @Test("cannot be more than there are groups")
    func tooMany() {
        let error = #expect(throws: RecipeError.self) { try Folds(4, of: labelled([("a", 3)]), seed: 1) }
        #expect(error?.key == "folds")
        let one = GroupedSet(examples: [.init(label: "", document: "d"), .init(label: "", document: "d")])
        #expect(throws: RecipeError.self) { try Folds(2, of: one, seed: 1) }
    }
}
