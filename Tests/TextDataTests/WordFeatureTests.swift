import TestSupport
import Testing
import TextData
import Tokenization

@Suite("WordFeatureBuilder")
struct WordFeatureTests {
    private func tokenizer(_ configuration: TokenizerConfiguration = TokenizerConfiguration()) throws -> Tokenizer {
        let tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "c", "##b"]
        return try Tokenizer(
            vocabulary: Vocabulary(tokens: tokens.map { Array($0.utf8) }),
            configuration: configuration
        )
    }

    @Test("labels first pieces and keeps the place of a word that is nothing")
    func pieces() throws {
        let example = WordExample(words: ["ab", "\u{200b}", "c", "d\u{301}"], tags: ["Y", "X", "Z", "X"])
        let dataset = WordDataset(examples: [example])
        let builder = try WordFeatureBuilder(tokenizer: tokenizer(), labels: LabelSet(dataset), maximumLength: 16)
        let set = try builder.features(for: dataset)
        let (features, report) = (set.features, set.truncation)
        #expect(features.count == 1)
        #expect(features[0].inputIDs == [2, 5, 8, 1, 7, 1, 3])
        #expect(features[0].tokenTypeIDs == [0, 0, 0, 0, 0, 0, 0])
        #expect(features[0].targets == [-100, 1, -100, 0, 2, 0, -100])
        #expect(features[0].words.map(\.tokens) == [1..<3, 3..<4, 4..<5, 5..<6])
        #expect(features[0].tokenOffsets == [0..<0, 0..<1, 1..<2, 0..<1, 0..<1, 0..<1, 0..<0])
        #expect(features[0].words.allSatisfy { $0.isDecided })
        #expect(features[0].targetCount == 4)
        #expect(report.longestLength == 7)
        let unlabelled = try WordFeatureBuilder(tokenizer: tokenizer(), labels: nil, maximumLength: 16)
        #expect(try unlabelled.features(for: dataset).features[0].targetCount == 0)
    }

    @Test("a sentence of any length loses no word, in training or in prediction", arguments: [3, 4, 5, 8, 16, 64, 128])
    func windows(maximumLength: Int) throws {
        var generator = SeededGenerator(seed: 5)
        for count in [1, 2, 7, 40, 700] {
            let words = (0..<count).map { _ in ["a", "ab", "abb", "x", "\u{ad}"].randomElement(using: &generator) ?? ""
            }
            let tags = (0..<count).map { _ in ["X", "Y"].randomElement(using: &generator) ?? "" }
            let dataset = WordDataset(examples: [WordExample(words: words, tags: tags)])
            let labels = try LabelSet(names: ["X", "Y"])
            let builder = try WordFeatureBuilder(tokenizer: tokenizer(), labels: labels, maximumLength: maximumLength)
            let set = try builder.features(for: dataset)
            let (features, report) = (set.features, set.truncation)
            var found = [Int32?](repeating: nil, count: count)
            for feature in features {
                #expect(feature.inputIDs.count <= maximumLength)
                #expect(feature.inputIDs.first == 2 && feature.inputIDs.last == 3)
                #expect(feature.targetCount == feature.words.count { $0.isDecided })
                for place in feature.words where place.isDecided {
                    #expect(found[place.word] == nil)
                    found[place.word] = feature.targets[place.tokens.lowerBound]
                }
            }
            #expect(found.map { $0.map { Int($0) } } == tags.map { labels.index(of: $0) })
            #expect(report.exampleCount == 1)
            #expect(report.splitExampleCount == (features.count > 1 ? 1 : 0))
            #expect(report.windowCount == features.count)
            #expect(maximumLength < 8 || report.cutTokenCount == 0)
        }
    }

    @Test("a word is decided where it has most beside it, and says so")
    func context() throws {
        let dataset = WordDataset(examples: [WordExample(words: Array(repeating: "a", count: 20), line: 9)])
        let builder = try WordFeatureBuilder(tokenizer: tokenizer(), labels: nil, maximumLength: 14)
        let set = try builder.features(for: dataset)
        let (features, report) = (set.features, set.truncation)
        // Twelve words a window, the first and the last; each word where the nearer end is farther.
        #expect(features.map { $0.words.map(\.word) } == [Array(0..<12), Array(8..<20)])
        #expect(features.map { $0.words.filter(\.isDecided).map(\.word) } == [Array(0..<10), Array(10..<20)])
        #expect(
            report.description
                == "1 of 1 examples (100.0 %) are longer than 14 tokens and are read in windows, 2 in all. Nothing is cut "
                + "off: the longest has 22 tokens (line 9)."
        )
    }

    @Test("of a word longer than the window the first pieces are kept, and the others counted")
    func longWord() throws {
        let long = "a" + String(repeating: "b", count: 30)
        let dataset = WordDataset(examples: [WordExample(words: ["c", long, "c"], tags: ["X", "Y", "X"])])
        let builder = try WordFeatureBuilder(tokenizer: tokenizer(), labels: LabelSet(dataset), maximumLength: 12)
        let set = try builder.features(for: dataset)
        let (features, report) = (set.features, set.truncation)
        #expect(report.cutTokenCount == 21)
        #expect(report.cutExampleCount == 1)
        #expect(report.splitExampleCount == 1)
        #expect(features.reduce(0) { $0 + $1.targetCount } == 3)
    }

    @Test("a sentence without words has no feature")
    func empty() throws {
        let dataset = WordDataset(examples: [WordExample(words: []), WordExample(words: ["a"])])
        let builder = try WordFeatureBuilder(tokenizer: tokenizer(), labels: nil, maximumLength: 12)
        #expect(try builder.features(for: dataset).features.map(\.exampleIndex) == [1])
    }

    @Test("a length without room for a word is refused")
    func noRoom() throws {
        let error = #expect(throws: DataError.self) {
            try WordFeatureBuilder(tokenizer: tokenizer(), labels: nil, maximumLength: 2)
        }
        #expect(error?.code == .tokenizationFailed)
    }
}
