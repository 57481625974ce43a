import Testing
import TextData
import Tokenization

@Suite("Long texts")
struct LongTextTests {
    private func builder(_ length: Int, _ longTexts: LongTexts) throws -> FeatureBuilder {
        let tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "c", "d", "e", "f"]
        let tokenizer = try Tokenizer(
            vocabulary: Vocabulary(tokens: tokens.map { Array($0.utf8) }),
            configuration: TokenizerConfiguration()
        )
        return FeatureBuilder(tokenizer: tokenizer, maximumLength: length, longTexts: longTexts)
    }

    private func features(
        _ examples: [TextExample],
        _ length: Int,
        _ longTexts: LongTexts
    ) throws -> FeatureSet<TextFeature<Int>> {
        try builder(length, longTexts).features(for: TextDataset(examples: examples)) { _ throws(DataError) in 1 }
    }

    @Test(
        "are read in windows that share tokens, each with its part of the weight",
        arguments: [LongTexts.Rule.mean, .max]
    )
    func windows(_ rule: LongTexts.Rule) throws {
        let examples = [TextExample(text: "a b c d e f"), TextExample(text: "a b")]
        let set = try features(examples, 6, LongTexts(rule, overlap: 2))
        #expect(set.features.map(\.inputIDs) == [[2, 5, 6, 7, 8, 3], [2, 7, 8, 9, 10, 3], [2, 5, 6, 3]])
        #expect(set.features.map(\.exampleIndex) == [0, 0, 1])
        #expect(set.features.map(\.weight) == [0.5, 0.5, 1])
        #expect(set.features.map(\.target) == [1, 1, 1])
        #expect(set.truncation.splitExampleCount == 1)
        #expect(set.truncation.windowCount == 3)
        #expect(set.truncation.cutTokenCount == 0)
        #expect(set.truncation.tokenCount == 12)
        #expect(set.truncation.longestLength == 8)
    }

    @Test("of pairs keep the first text in every window of the second")
    func pairs() throws {
        let examples = [TextExample(text: "f"), TextExample(text: "f", pair: "a b c d e")]
        let set = try features(examples, 7, LongTexts(.mean, overlap: 1))
        #expect(
            set.features.map(\.inputIDs) == [
                [2, 10, 3], [2, 10, 3, 5, 6, 7, 3], [2, 10, 3, 7, 8, 9, 3],
            ]
        )
        #expect(set.features.last?.tokenTypeIDs == [0, 0, 0, 1, 1, 1, 1])
    }

    @Test("of pairs whose first text leaves no room are refused with the line")
    func noRoom() throws {
        let examples = [
            TextExample(text: "a", pair: "b", line: 2), TextExample(text: "a b c d e", pair: "a b c", line: 3),
        ]
        let error = #expect(throws: DataError.self) { try features(examples, 8, LongTexts(.mean, overlap: 1)) }
        #expect(error?.line == 3)
        #expect(error?.message.contains("the first text leaves too little of 8 tokens") == true)
    }

    @Test("of pairs share a quarter of what the first text leaves, which is always possible", arguments: 4...12)
    func usualOverlapOfPairs(length: Int) throws {
        let first = TextExample(text: "a b c d e f a b c d e f", line: 2)
        let pairs = (1...(length - 3)).map { count in
            let text = (0..<count).map { _ in "a" }.joined(separator: " ")
            return TextExample(text: text, pair: "b c d e f b c d e f", line: 2 + count)
        }
        // The last one leaves no room.
        let set = try features([first] + pairs.dropLast(), length, LongTexts(.mean))
        #expect(Set(set.features.map(\.exampleIndex)).count == pairs.count)
        #expect(set.truncation.cutTokenCount == 0)
        let error = #expect(throws: DataError.self) { try features([first] + pairs, length, LongTexts(.mean)) }
        #expect(error?.line == pairs.last?.line)
        #expect(error?.message.contains("overlap") == false, "\(error?.description ?? "")")
    }

    @Test("can't be windows that share all they have")
    func overlap() throws {
        let examples = [TextExample(text: "a b c", line: 2), TextExample(text: "a b c d e f", line: 3)]
        let error = #expect(throws: DataError.self) { try features(examples, 6, LongTexts(.mean, overlap: 4)) }
        #expect(error?.line == 3)
        #expect(error?.message.contains("windows that share 4; lower the overlap") == true)
    }

    @Test(
        "share a quarter of a short window's text where nobody says otherwise",
        arguments: [(8, 1), (64, 15), (512, 64)]
    )
    func usualOverlap(length: Int, shared: Int) throws {
        let text = String(repeating: "a b c d e f ", count: 200)
        let set = try features([TextExample(text: text)], length, LongTexts(.mean))
        // Two special tokens stand in every window; each after the first has so many new tokens.
        let new = length - 2 - shared
        #expect(set.features.count == 1 + (1200 - (length - 2) + new - 1) / new)
    }

    @Test("are cut where nothing else is said")
    func cut() throws {
        let set = try features([TextExample(text: "a b c d e f")], 6, LongTexts())
        #expect(set.features.count == 1)
        #expect(set.truncation.cutTokenCount == 2)
    }
}
