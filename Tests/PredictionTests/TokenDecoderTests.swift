import Prediction
import StrictJSON
import TestSupport
import Testing
import TextData
import Tokenization

/// A text and what transformers' pipeline says about it.
struct PipelineCase: Sendable, CustomTestStringConvertible {
    let text: String
    let inputIDs: [Int32]
    let logits: [Float]
    let entities: [EntityAggregation: [TextEntity]]

    var testDescription: String { text }

    struct TextEntity: Sendable {
        let label: String
        let score: Double
        let range: Range<Int>
    }

    static let document = try? TestData.jsonFixture("token_pipeline.json")
    static let labels = (document?["labels"]?.array ?? []).compactMap(\.string)
    static let all: [PipelineCase] = (document?["cases"]?.array ?? []).map { value in
        PipelineCase(
            text: value["text"]?.string ?? "",
            inputIDs: (value["inputIDs"]?.array ?? []).compactMap { $0.int.map(Int32.init) },
            logits: (value["logits"]?.array ?? []).compactMap { $0.double.map(Float.init) },
            entities: Dictionary(
                uniqueKeysWithValues: EntityAggregation.allCases.map { strategy in
                    let entities = (value[strategy.rawValue]?.array ?? []).map { entity in
                        TextEntity(
                            label: entity["label"]?.string ?? "",
                            score: entity["score"]?.double ?? .nan,
                            range: (entity["start"]?.int ?? 0)..<(entity["end"]?.int ?? 0)
                        )
                    }
                    return (strategy, entities)
                }
            )
        )
    }
}

@Suite("TokenDecoder")
struct TokenDecoderTests {
    @Test("gives the entities and scores of transformers' pipeline", arguments: PipelineCase.all)
    func pipeline(_ reference: PipelineCase) throws {
        let tokenizer = try Tokenizer(folder: TestData.fixture("bert", of: "BERTTests"))
        let dataset = WordDataset(examples: [WordExample(text: reference.text)])
        let builder = try WordFeatureBuilder(tokenizer: tokenizer, labels: nil, maximumLength: 64)
        let features = try builder.features(for: dataset).features
        if !reference.text.isEmpty { #expect(features.map(\.inputIDs) == [reference.inputIDs]) }
        for strategy in EntityAggregation.allCases {
            let decoder = TokenDecoder(labels: PipelineCase.labels, aggregation: strategy)
            let logits = features.map { _ in reference.logits }
            let prediction = decoder.decode(logits, features: Array(features), dataset: dataset)[0]
            let expected = try #require(reference.entities[strategy])
            #expect(prediction.entities.map(\.label) == expected.map(\.label), "\(strategy)")
            #expect(prediction.entities.map(\.range) == expected.map(\.range), "\(strategy)")
            expectClose(prediction.entities.map(\.score), expected.map(\.score), absolute: 1e-6)
            #expect(prediction.tags.count == dataset.examples[0].words.count)
            let scalars = Array(reference.text.unicodeScalars)
            for entity in prediction.entities {
                #expect(Array(entity.text.unicodeScalars) == Array(scalars[entity.range]))
            }
        }
    }

    /// Logits that make every word's first piece have a tag for certain.
    private func decode(_ tags: [String], labels: [String]) throws -> TaggingPrediction {
        let words = tags.indices.map { "w\($0)" }
        let dataset = WordDataset(examples: [WordExample(words: words)])
        let feature = WordFeature(
            inputIDs: words.map { _ in 1 },
            tokenTypeIDs: words.map { _ in 0 },
            targets: words.map { _ in -100 },
            tokenOffsets: words.map { _ in 0..<2 },
            words: words.indices.map { .init(word: $0, tokens: $0..<$0 + 1, isDecided: true) },
            exampleIndex: 0
        )
        let logits = tags.flatMap { tag in labels.map { $0 == tag ? Float(20) : 0 } }
        return TokenDecoder(labels: labels).decode([logits], features: [feature], dataset: dataset)[0]
    }

    @Test("ends entities where BIOES says so")
    func bioes() throws {
        let labels = ["O", "B-X", "I-X", "E-X", "S-X"]
        let prediction = try decode(["B-X", "E-X", "S-X", "S-X", "B-X", "I-X", "E-X", "I-X", "O"], labels: labels)
        #expect(prediction.entities.map(\.words) == [0..<2, 2..<3, 3..<4, 4..<7, 7..<8])
        #expect(prediction.entities[0].text == "w0 w1")
        #expect(prediction.text == "w0 w1 w2 w3 w4 w5 w6 w7 w8")
    }

    @Test("finds no entities in parts of speech, and types without letters where something is outside")
    func plain() throws {
        #expect(try decode(["N", "N", "V"], labels: ["N", "V"]).entities.isEmpty)
        let prediction = try decode(["PER", "PER", "O", "PER"], labels: ["O", "PER"])
        #expect(prediction.entities.map(\.words) == [0..<2, 3..<4])
        #expect(prediction.tags == ["PER", "PER", "O", "PER"])
    }

    @Test("a sentence of many windows has a tag for every word, each from the window that decides it")
    func windows() throws {
        let words = (0..<700).map { ["movie", "unbeatable", "\u{200b}", "zzz"][$0 % 4] }
        let dataset = WordDataset(examples: [WordExample(words: []), WordExample(words: words)])
        let tokenizer = try Tokenizer(folder: TestData.fixture("bert", of: "BERTTests"))
        let builder = try WordFeatureBuilder(tokenizer: tokenizer, labels: nil, maximumLength: 40)
        let features = try builder.features(for: dataset).features
        #expect(features.count > 10)
        // The label of a word is its own number where it is decided, and wrong everywhere else.
        let labels = (0..<700).map { "T\($0)" } + ["wrong"]
        let logits = features.map { feature in
            var rows = [Float](repeating: 0, count: feature.inputIDs.count * labels.count)
            for place in feature.words {
                for token in place.tokens {
                    let label = place.isDecided && token == place.tokens.lowerBound ? place.word : 700
                    rows[token * labels.count + label] = 30
                }
            }
            return rows
        }
        let predictions = TokenDecoder(labels: labels).decode(logits, features: Array(features), dataset: dataset)
        #expect(predictions[0].tags.isEmpty)
        #expect(predictions[1].tags == (0..<700).map { "T\($0)" })
    }
}
