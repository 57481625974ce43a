import TestSupport
import Testing
import TextData

/// A list gives back what it was given, wherever it keeps it.
@Suite("StoredList")
struct StoredListTests {
    /// Examples of very different sizes, some longer than the blocks that files are read by.
    private static let examples = (0..<1000).map { index in
        TextExample(
            text: String(repeating: "é한😀\u{301}", count: index % 97 == 0 ? 40_000 : index % 7),
            pair: index % 3 == 0 ? "pair \(index)" : nil,
            label: index % 5 == 0 ? nil : "label \(index % 4)",
            labels: index % 2 == 0 ? (0..<index % 4).map { "\($0)" } : nil,
            line: index + 2
        )
    }

    private func list(_ memoryLimit: Int) throws -> StoredList<TextExample> {
        try StoredLists.$memoryLimit.withValue(memoryLimit) {
            var builder = StoredListBuilder<TextExample>()
            for example in Self.examples { try builder.append(example) }
            return try builder.finish()
        }
    }

    private func expectSame(_ found: some Sequence<TextExample>, _ indices: [Int]) {
        let wanted = indices.map { Self.examples[$0] }
        let parts = Array(found).map(Parts.init)
        #expect(parts == wanted.map(Parts.init))
    }

    @Test("gives its elements one after another, and any of them", arguments: [1, 5000, 16 << 20])
    func elements(memoryLimit: Int) throws {
        let list = try list(memoryLimit)
        #expect(list.count == 1000)
        expectSame(list, Array(0..<1000))
        expectSame(list.map { $0 }, Array(0..<1000))
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            let index = Int.random(in: 0..<1000, using: &generator)
            expectSame([try list.element(at: index), list[index]], [index, index])
        }
    }

    @Test("gives parts of itself, in any order", arguments: [1, 16 << 20])
    func subsets(memoryLimit: Int) throws {
        let list = try list(memoryLimit)
        var generator = SeededGenerator(seed: 6)
        let shuffled = (0..<1000).shuffled(using: &generator)
        let everyThird = Array(stride(from: 0, to: 1000, by: 3))
        for indices in [shuffled, everyThird, [], [7, 7, 6, 999, 0], Array(16..<40)] {
            let part = list.subset(indices)
            expectSame(part, indices)
            if let last = indices.indices.last { expectSame([part[last]], [indices[last]]) }
            // A part of a part.
            expectSame(part.subset(part.indices.reversed()), indices.reversed())
        }
    }

    @Test("keeps features of all kinds")
    func features() throws {
        let text = TextFeature(
            inputIDs: [101, 30_521, 0, 119_546, 102],
            tokenTypeIDs: [0, 0, 1, 1, 0],
            exampleIndex: 70_000,
            target: [Float.pi, -0, .infinity, .leastNonzeroMagnitude],
            weight: 1 / 3
        )
        let word = WordFeature(
            inputIDs: [101, 7, 8, 102],
            tokenTypeIDs: [0, 0, 0, 0],
            targets: [-100, 3, -100, -100],
            tokenOffsets: [0..<0, 0..<4, 4..<9, 0..<0],
            words: [WordFeature.Place(word: 12, tokens: 1..<3, isDecided: true)],
            exampleIndex: 3
        )
        let question = QuestionFeature(
            inputIDs: [101, 5, 102, 6, 7, 102],
            tokenTypeIDs: [0, 0, 0, 1, 1, 1],
            exampleIndex: 9,
            contextTokens: 3..<5,
            contextOffsets: [8..<10, 9..<12],
            startPosition: 0,
            endPosition: nil
        )
        #expect(StoredList([text])[0] == text)
        #expect(StoredList([word])[0] == word)
        #expect(StoredList([question])[0] == question)
    }

    @Test("keeps numbers to the bit")
    func numbers() {
        let integers = [0, 1, -1, 63, 64, -65, .max, .min]
        #expect(Array(StoredList(integers)) == integers)
        let doubles = [0, -0, 1, 0.1, .greatestFiniteMagnitude, .leastNonzeroMagnitude, -.infinity, .nan]
        #expect(StoredList(doubles).map(\.bitPattern) == doubles.map(\.bitPattern))
        let words: [Int32] = [.max, .min, 0, -100]
        #expect(Array(StoredList(words)) == words)
        let nothing: [String?] = [nil, "", "a"]
        #expect(Array(StoredList(nothing)) == nothing)
    }

    @Test("keeps sentences with their words' places", arguments: [1, 16 << 20])
    func sentences(memoryLimit: Int) throws {
        try StoredLists.$memoryLimit.withValue(memoryLimit) {
            let dataset = try WordDataset.read(
                bytes: Array("Ann S-PER\nlives O\n\nBob S-PER\nof O\nNew B-LOC\nYork E-LOC\n".utf8),
                name: "a.conll"
            )
            // The tags are converted when all have been seen.
            #expect(dataset.examples.map(\.words) == [["Ann", "lives"], ["Bob", "of", "New", "York"]])
            #expect(dataset.examples.map(\.tags) == [["B-PER", "O"], ["B-PER", "O", "B-LOC", "I-LOC"]])
            #expect(dataset.examples.map(\.line) == [1, 4])
        }
    }
}

/// What two examples must have in common, byte by byte.
private struct Parts: Equatable {
    let strings: [[UInt8]?]
    let line: Int

    init(_ example: TextExample) {
        let labels = example.labels?.map { Array($0.utf8) }
        strings =
            [Array(example.text.utf8), example.pair.map { Array($0.utf8) }, example.label.map { Array($0.utf8) }]
            + (labels ?? [nil])
        line = example.line
    }
}
