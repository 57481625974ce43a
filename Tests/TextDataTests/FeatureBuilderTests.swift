import TestSupport
import Testing
import TextData
import Tokenization

@Suite("FeatureBuilder")
struct FeatureBuilderTests {
    private func tokenizer() throws -> Tokenizer {
        let tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "c", "##b"]
        return try Tokenizer(
            vocabulary: Vocabulary(tokens: tokens.map { Array($0.utf8) }),
            configuration: TokenizerConfiguration()
        )
    }

    @Test("gives ids, type ids and classes")
    func features() throws {
        let dataset = try TextDataset.read(bytes: Array("text,label\na b,x\nab,y\n".utf8), name: "a.csv")
        let builder = FeatureBuilder(tokenizer: try tokenizer(), maximumLength: 8)
        let labels = try LabelSet(dataset)
        let set = try builder.features(for: dataset) { example throws(DataError) in
            try labels.index(of: example, path: dataset.path)
        }
        #expect(
            set.features == [
                TextFeature(inputIDs: [2, 5, 6, 3], tokenTypeIDs: [0, 0, 0, 0], target: 0),
                TextFeature(inputIDs: [2, 5, 8, 3], tokenTypeIDs: [0, 0, 0, 0], exampleIndex: 1, target: 1),
            ]
        )
        #expect(
            set.truncation.description
                == "Nothing is cut off: the longest of 2 examples has 4 tokens (line 2) of 8 allowed."
        )
    }

    @Test("refuses a text of no tokens, which no model can read")
    func noTokens() throws {
        var configuration = TokenizerConfiguration()
        configuration.template = .bare
        let builder = FeatureBuilder(
            tokenizer: try Tokenizer(vocabulary: tokenizer().vocabulary, configuration: configuration),
            maximumLength: 8
        )
        let dataset = try TextDataset.read(bytes: Array("text,label\na b,x\n\" \",y\n".utf8), name: "a.csv")
        let error = #expect(throws: DataError.self) { try builder.unlabelled(dataset) }
        #expect(error?.code == .tokenizationFailed)
        #expect(error?.line == 3)
    }

    @Test("gives pairs two type ids, and no class without labels")
    func pairs() throws {
        let examples = [TextExample(text: "a", pair: "b c", label: "unheard of")]
        let builder = FeatureBuilder(tokenizer: try tokenizer(), maximumLength: 8)
        let features = try builder.unlabelled(TextDataset(examples: examples)).features
        #expect(features == [TextFeature(inputIDs: [2, 5, 3, 6, 7, 3], tokenTypeIDs: [0, 0, 0, 1, 1, 1])])
    }

    @Test("counts what it cuts off")
    func truncation() throws {
        let examples = [
            TextExample(text: "a b c", line: 2), TextExample(text: "a b c a b c", line: 3),
            TextExample(text: "a", line: 4),
        ]
        let builder = FeatureBuilder(tokenizer: try tokenizer(), maximumLength: 5)
        let set = try builder.unlabelled(TextDataset(examples: examples))
        let truncation = set.truncation
        #expect(set.features.map(\.inputIDs.count) == [5, 5, 3])
        #expect(truncation.cutExampleCount == 1)
        #expect(truncation.cutTokenCount == 3)
        #expect(truncation.tokenCount == 16)
        #expect(truncation.longestLength == 8)
        #expect(truncation.longestLine == 3)
        #expect(
            truncation.description
                == "1 of 3 examples (33.3 %) are longer than 5 tokens and lose 3 of all 16 tokens (18.8 %); the longest "
                + "has 8 (line 3)."
        )
    }

    @Test("gives the same features for any number of threads", arguments: [1, 2, 3, 7])
    func threads(_ threads: Int) throws {
        var generator = SeededGenerator(seed: 3)
        let examples = (0..<20_000).map { line in
            let words = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                ["a", "b", "ab", "c", "?"][Int.random(in: 0..<5, using: &generator)]
            }
            return TextExample(text: words.joined(separator: " "), label: line % 2 == 0 ? "x" : "y", line: line)
        }
        var builder = FeatureBuilder(tokenizer: try tokenizer(), maximumLength: 9)
        let dataset = TextDataset(examples: examples)
        let labels = try LabelSet(examples)
        func features() throws -> FeatureSet<TextFeature<Int>> {
            try builder.features(for: dataset) { example throws(DataError) in
                try labels.index(of: example, path: nil)
            }
        }
        let expected = try features()
        builder.threads = threads
        let features = try features()
        #expect(features.features == expected.features)
        #expect(features.truncation == expected.truncation)
        #expect(features.features.map(\.target) == examples.map { $0.label == "x" ? 0 : 1 })
    }

    @Test("names the line of a label it does not know")
    func unknownLabel() throws {
        let dataset = try TextDataset.read(bytes: Array("text,label\na b,x\nab,z\n".utf8), name: "a.csv")
        let builder = FeatureBuilder(
            tokenizer: try tokenizer(),
            maximumLength: 8
        )
        let labels = try LabelSet(names: ["x", "y"])
        let error = #expect(throws: DataError.self) {
            try builder.features(for: dataset) { example throws(DataError) in
                try labels.index(of: example, path: dataset.path)
            }
        }
        #expect(error?.code == .unknownLabel)
        #expect(error?.line == 3)
    }

    @Test("passes on what the tokenizer refuses")
    func tokenizerRefusal() throws {
        let builder = FeatureBuilder(tokenizer: try tokenizer(), maximumLength: 1)
        let error = #expect(throws: DataError.self) {
            try builder.unlabelled(TextDataset(examples: [TextExample(text: "a", line: 2)]))
        }
        #expect(error?.code == .tokenizationFailed)
        #expect(error?.message.isEmpty == false)
    }

    @Test("never rounds a loss to nothing")
    func smallShare() {
        var report = TruncationReport(maximumLength: 4)
        for line in 1...9_999 { report.add(keptTokenCount: 4, cutTokenCount: line == 7 ? 1 : 0, line: line) }
        #expect(report.description.contains("1 of 9999 examples (less than 0.1 %)"))
        #expect(report.cutExampleShare == 1.0 / 9_999)
        #expect(TruncationReport(maximumLength: 4).cutTokenShare == 0)
    }
}

extension FeatureBuilder {
    /// The features of examples whose labels don't matter.
    fileprivate func unlabelled(_ dataset: TextDataset) throws(DataError) -> FeatureSet<TextFeature<Int>> {
        try features(for: dataset) { _ throws(DataError) in nil }
    }
}
