import StrictJSON
import TestSupport
import Testing
import TextData
import Tokenization

@Suite("question features")
struct QuestionFeatureTests {
    private func tokenizer() throws -> Tokenizer {
        try Tokenizer(folder: TestData.fixture("bert", of: "BERTTests"))
    }

    @Test("windows, offsets and positions are those of the published scripts", arguments: 0..<4)
    func reference(_ index: Int) throws {
        let fixture = try TestData.jsonFixture("questions.json")
        let dataset = QuestionDataset(examples: try QuestionFixture.examples(fixture))
        let reference = try #require(fixture["cases"]?.array)[index]
        let convention = try #require(reference["convention"]?.string.flatMap { WindowStride.Convention(rawValue: $0) })
        let builder = QuestionFeatureBuilder(
            tokenizer: try tokenizer(),
            maximumLength: try #require(reference["length"]?.int),
            stride: WindowStride(convention, tokenCount: try #require(reference["stride"]?.int))
        )
        let features = try builder.features(of: dataset, withTargets: true).features
        let expected = try #require(reference["features"]?.array)
        try #require(features.count == expected.count)
        for (feature, expected) in zip(features, expected) {
            #expect(feature.exampleIndex == expected["example"]?.int)
            #expect(feature.inputIDs.map(Int.init) == expected["ids"]?.array?.compactMap(\.int))
            #expect(feature.tokenTypeIDs.map(Int.init) == expected["types"]?.array?.compactMap(\.int))
            let offsets = (expected["offsets"]?.array ?? []).map { $0.array?.compactMap(\.int) }
            #expect(feature.contextOffsets.map { [Int($0.lowerBound), Int($0.upperBound)] } == offsets)
            #expect(feature.contextTokens.lowerBound == expected["first"]?.int)
            // The fixture's reference for steps has no positions.
            guard convention == .overlap else { continue }
            #expect(feature.startPosition.map(Int.init) == expected["start"]?.int)
            #expect(feature.endPosition.map(Int.init) == expected["end"]?.int)
        }
    }

    /// `[CLS] ? [SEP]`, then three tokens of the context, `[SEP]`.
    private func features(
        _ answer: QuestionExample.Answer?,
        context: String = "the film was good and bad",
        stride: WindowStride = .overlap(1)
    ) throws -> StoredList<QuestionFeature> {
        let example = QuestionExample(
            id: "a",
            question: "?",
            context: context,
            answers: answer.map { [$0] } ?? [],
            isImpossible: answer == nil
        )
        let builder = QuestionFeatureBuilder(tokenizer: try tokenizer(), maximumLength: 7, stride: stride)
        return try builder.features(of: QuestionDataset(examples: [example]), withTargets: true).features
    }

    @Test("an answer in a window's last token begins there")
    func lastToken() throws {
        // Windows: the film was, was good and, and bad.
        let features = try features(.init(text: "and", start: 18))
        #expect(features.map(\.startPosition) == [0, 5, 3])
        #expect(features.map(\.endPosition) == [0, 5, 3])
        #expect(features.map { $0.contextRange(ofToken: 5) } == [9..<12, 18..<21, nil])
        #expect(features[0].contextRange(ofToken: 1) == nil)
        #expect(features[0].contextRange(ofToken: 6) == nil)
    }

    @Test("an answer that no window holds whole, or that is not there, is [CLS]")
    func noAnswer() throws {
        #expect(try features(.init(text: "film was good and", start: 4)).map(\.endPosition) == [0, 0, 0])
        #expect(try features(nil).map(\.startPosition) == [0, 0, 0])
        #expect(try features(nil, context: "").map(\.inputIDs.count) == [4])
    }

    @Test("a question whose answer is not there has no positions")
    func lost() throws {
        let example = QuestionExample(id: "a", question: "?", context: "the", answers: [.init(text: "x", start: nil)])
        let unknown = QuestionExample(id: "b", question: "?", context: "the")
        let builder = QuestionFeatureBuilder(tokenizer: try tokenizer(), maximumLength: 12, stride: .overlap(2))
        let lost = try builder.features(of: QuestionDataset(examples: [example]), withTargets: true).features
        #expect(lost.map(\.startPosition) == [nil])
        let dataset = QuestionDataset(examples: [example, unknown])
        #expect(try builder.features(of: dataset, withTargets: false).features.map(\.exampleIndex) == [0, 1])
        let error = #expect(throws: DataError.self) { try builder.features(of: dataset, withTargets: true) }
        #expect(error?.code == .missingLabel)
    }

    @Test("windows of a step begin that many tokens apart, those of an overlap share as many")
    func strides() throws {
        func texts(_ stride: WindowStride) throws -> [Range<Int>] {
            try features(nil, stride: stride).map { feature in
                Int(feature.contextOffsets.first?.lowerBound ?? 0)..<Int(feature.contextOffsets.last?.upperBound ?? 0)
            }
        }
        #expect(try texts(.overlap(1)) == [0..<12, 9..<21, 18..<25])
        #expect(try texts(.overlap(2)) == [0..<12, 4..<17, 9..<21, 13..<25])
        #expect(try texts(.step(2)) == [0..<12, 9..<21, 18..<25])
        #expect(try texts(.step(1)) == [0..<12, 4..<17, 9..<21, 13..<25])
        #expect(try texts(.step(9)) == [0..<12, 13..<25])
    }

    @Test("a long question gives way so that the windows move on, and that is reported")
    func longQuestion() throws {
        let question = Array(repeating: "film", count: 30).joined(separator: " ")
        let dataset = QuestionDataset(examples: [
            QuestionExample(id: "a", question: question, context: question, isImpossible: true)
        ])
        var builder = QuestionFeatureBuilder(tokenizer: try tokenizer(), maximumLength: 23, stride: .overlap(4))
        let overlapping = try builder.features(of: dataset, withTargets: true)
        #expect(overlapping.features.map { $0.contextTokens.lowerBound - 2 } == [8, 8, 8, 8])
        #expect(overlapping.truncation.cutTokenCount == 22)
        #expect(overlapping.truncation.splitExampleCount == 1)
        #expect(overlapping.truncation.windowCount == 4)
        builder.maximumLength = 200
        builder.stride = .step(50)
        let cut = try builder.features(
            of: QuestionDataset(examples: [
                QuestionExample(id: "a", question: question + question + question, context: "", isImpossible: true)
            ]),
            withTargets: false
        )
        #expect(cut.features[0].contextTokens.lowerBound == 66)
    }

    @Test(
        "strides that do not suit the length are refused",
        arguments: [WindowStride.overlap(128), .overlap(125), .overlap(-1), .step(0), .step(-3)]
    )
    func badStride(_ stride: WindowStride) throws {
        let builder = QuestionFeatureBuilder(tokenizer: try tokenizer(), maximumLength: 128, stride: stride)
        let dataset = QuestionDataset(examples: [QuestionExample(id: "a", question: "?", context: "the")])
        let error = #expect(throws: DataError.self) { try builder.features(of: dataset, withTargets: false) }
        #expect(error?.code == .tokenizationFailed)
        #expect(error?.message.contains("stride") == true)
    }

    @Test("are the same for any number of threads")
    func threads() throws {
        let fixture = try TestData.jsonFixture("questions.json")
        let examples = try QuestionFixture.examples(fixture)
        let dataset = QuestionDataset(examples: (0..<100).flatMap { _ in examples })
        var builder = QuestionFeatureBuilder(tokenizer: try tokenizer(), maximumLength: 32, stride: .overlap(8))
        let expected = try builder.features(of: dataset, withTargets: true).features
        builder.threads = 3
        #expect(try builder.features(of: dataset, withTargets: true).features == expected)
    }
}

/// The questions of `Fixtures/questions.json` (`Fixtures/questions/make_fixtures.py`).
enum QuestionFixture {
    static func examples(_ fixture: JSONValue) throws -> [QuestionExample] {
        try #require(fixture["questions"]?.array).map { question in
            let texts = try #require(question["texts"]?.array).compactMap(\.string)
            let starts = try #require(question["starts"]?.array).compactMap(\.int)
            return QuestionExample(
                id: try #require(question["id"]?.string),
                question: try #require(question["question"]?.string),
                context: try #require(question["context"]?.string),
                answers: zip(texts, starts).map { .init(text: $0, start: $1) },
                isImpossible: texts.isEmpty
            )
        }
    }
}
