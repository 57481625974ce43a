import Prediction
import StrictJSON
import TestSupport
import Testing
import TextData
import Tokenization

@Suite("answer decoder")
struct AnswerDecoderTests {
    @Test("answers, n-best lists and null odds are those of the published decoding", arguments: 0..<4)
    func reference(_ index: Int) throws {
        let fixture = try TestData.jsonFixture("answers.json")
        let examples = try #require(fixture["questions"]?.array).map { question in
            QuestionExample(
                id: try #require(question["id"]?.string),
                question: try #require(question["question"]?.string),
                context: try #require(question["context"]?.string)
            )
        }
        let builder = QuestionFeatureBuilder(
            tokenizer: try Tokenizer(folder: TestData.fixture("bert", of: "BERTTests")),
            maximumLength: try #require(fixture["length"]?.int),
            stride: .overlap(try #require(fixture["overlap"]?.int))
        )
        let features = try builder.features(of: QuestionDataset(examples: examples), withTargets: false).features
        let logits = try #require(fixture["logits"]?.array).map {
            ($0.array ?? []).compactMap { $0.double.map(Float.init) }
        }
        let rule = try #require(fixture["cases"]?.array)[index]
        let decoder = AnswerDecoder(
            nBestCount: try #require(rule["n_best"]?.int),
            maximumAnswerLength: try #require(rule["max_answer_length"]?.int),
            allowsNoAnswer: rule["allows_no_answer"]?.bool == true,
            nullThreshold: try #require(rule["threshold"]?.double)
        )
        let answers = decoder.decode(logits, features: Array(features), examples: examples)
        #expect(try AnswerComparison(answers, of: examples, reference: rule).differences.isEmpty)
    }

    /// `[CLS] ? [SEP] a b c [SEP]`, the context being `a b c`.
    private let window = QuestionFeature(
        inputIDs: [2, 9, 3, 10, 11, 12, 3],
        tokenTypeIDs: [0, 0, 0, 1, 1, 1, 1],
        exampleIndex: 0,
        contextTokens: 3..<6,
        contextOffsets: [0..<1, 2..<3, 4..<5]
    )
    private let example = QuestionExample(id: "q", question: "?", context: "a b c")

    private func decode(_ starts: [Float], _ ends: [Float], _ decoder: AnswerDecoder) -> QuestionAnswer {
        let logits = zip(starts, ends).flatMap { [$0, $1] }
        return decoder.decode([logits], features: [window], examples: [example])[0]
    }

    @Test("the question, special tokens and spans that end before they start are no answers")
    func exclusions() {
        // The best pair would be the question's token, the next c to a.
        let answer = decode([5, 9, 8, 0, 1, 7, 8], [5, 9, 8, 7, 1, 0, 8], AnswerDecoder())
        #expect(answer.text == "a")
        #expect(answer.candidates.map(\.text) == ["a", "c", "b", "a b", "b c", "a b c"])
        #expect(answer.candidates.map(\.score) == [7, 7, 2, 1, 1, 0])
        #expect(answer.candidates[3].range == 0..<3)
        #expect(answer.noAnswerOdds == nil)
        expectClose(answer.candidates.reduce(0) { $0 + $1.probability }, 1, absolute: 1e-12)
    }

    @Test("answers have no more tokens than allowed")
    func length() {
        let decoder = AnswerDecoder(maximumAnswerLength: 2)
        #expect(decode([0, 0, 0, 9, 0, 0, 0], [0, 0, 0, 0, 1, 9, 0], decoder).text == "a b")
    }

    @Test(
        "no answer is given where it scores better by more than the threshold",
        arguments: [(1.5, ""), (2, "a"), (3, "a")]
    )
    func threshold(_ threshold: Double, _ text: String) {
        let decoder = AnswerDecoder(allowsNoAnswer: true, nullThreshold: threshold)
        let answer = decode([3, 0, 0, 2, 0, 0, 0], [3, 0, 0, 2, 0, 0, 0], decoder)
        #expect(answer.noAnswerOdds == 2)
        #expect(answer.text == text)
        #expect(answer.bestText == "a")
        #expect(answer.best?.range == (text.isEmpty ? nil : 0..<1))
        #expect(answer.candidates[0].text.isEmpty)
        #expect(answer.candidates[0].range == nil)
    }

    @Test("no answer scores what it scores in the window that is surest of one, and stays among the candidates")
    func windows() {
        let sure: [Float] = [-9, -9, 0, 0, 0, 0, 5, 5, 0, 0, 0, 0, 0, 0]
        let unsure: [Float] = [7, 7, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0]
        let decoder = AnswerDecoder(nBestCount: 2, allowsNoAnswer: true)
        let answer = decoder.decode([unsure, sure], features: [window, window], examples: [example])[0]
        #expect(answer.text == "a")
        #expect(answer.noAnswerOdds == -28)
        #expect(answer.candidates.map(\.text) == ["a", "a", ""])
    }

    @Test("equal scores are ordered by start, then by length")
    func ties() {
        let answer = decode([0, 0, 0, 1, 1, 1, 0], [0, 0, 0, 1, 1, 1, 0], AnswerDecoder())
        #expect(answer.candidates.map(\.text) == ["a", "a b", "a b c", "b", "b c", "c"])
    }

    @Test("a question without windows has no answer, and a score that is no number does no harm")
    func nothing() {
        let answers = AnswerDecoder().decode([], features: [], examples: [example])
        #expect(answers.map(\.text) == [""])
        _ = decode(
            [.nan, 0, 0, .nan, 1, 1, 0],
            [.nan, 0, 0, .nan, 1, .infinity, 0],
            AnswerDecoder(allowsNoAnswer: true)
        )
    }

    @Test("a context without tokens has no candidates but \"no answer\", which scores what it scores")
    func emptyContext() {
        let empty = QuestionFeature(
            inputIDs: [2, 9, 3, 3],
            tokenTypeIDs: [0, 0, 0, 1],
            exampleIndex: 0,
            contextTokens: 3..<3,
            contextOffsets: []
        )
        let example = QuestionExample(id: "q", question: "?", context: " ")
        let scores: [Float] = [-3, -4, 9, 9, 9, 9, 9, 9]
        let free = AnswerDecoder(allowsNoAnswer: true).decode([scores], features: [empty], examples: [example])[0]
        #expect(free.text.isEmpty)
        #expect(free.candidates.map(\.text) == [""])
        #expect(free.candidates.map(\.probability) == [1])
        #expect(free.noAnswerOdds == -7)
        let bound = AnswerDecoder().decode([scores], features: [empty], examples: [example])[0]
        #expect(bound == QuestionAnswer(text: "", candidates: []))
    }

    @Test("the official files keep the data's order and the last of repeated ids")
    func files() throws {
        let answers = ["x", "y", "z"].map { text in
            QuestionAnswer(
                text: text,
                candidates: [.init(text: text, range: 0..<1, startLogit: 1.5, endLogit: 2, probability: 1)],
                noAnswerOdds: -2
            )
        }
        let examples = ["b", "a", "b"].map { QuestionExample(id: $0, question: "?", context: "") }
        let files = AnswerFiles.files(answers, of: examples)
        #expect(files.map(\.name) == ["predictions.json", "nbest_predictions.json", "null_odds.json"])
        let texts = files.map { String(decoding: $0.content.serialized(), as: UTF8.self) }
        #expect(texts[0] == #"{"b":"z","a":"y"}"#)
        #expect(texts[1].hasPrefix(#"{"b":[{"text":"z","probability":1.0,"start_logit":1.5,"end_logit":2.0}],"a":"#))
        #expect(texts[2] == #"{"b":-2.0,"a":-2.0}"#)
    }
}

/// Answers compared with those of `Fixtures/questions/reference.py`, but for contexts without tokens.
struct AnswerComparison {
    /// What differs, one entry a question.
    private(set) var differences: [String] = []

    init(_ answers: [QuestionAnswer], of examples: [QuestionExample], reference: JSONValue) throws {
        let predictions = try #require(reference["predictions"]?.object)
        let nBest = try #require(reference["nbest"]?.object)
        let odds = try #require(reference["odds"]?.object)
        for (answer, example) in zip(answers, examples) {
            // Of a context without tokens the reference makes up the answer "empty", and BERTune none.
            let isEmpty = example.context.allSatisfy(\.isWhitespace)
            let candidates = (nBest[example.id]?.array ?? []).filter { !isEmpty || $0["text"]?.string != "empty" }
            let isSame =
                (isEmpty ? "" : predictions[example.id]?.string) == answer.text
                && odds[example.id]?.double.map { Float($0) } == answer.noAnswerOdds
                && candidates.count == answer.candidates.count
                && zip(candidates, answer.candidates).allSatisfy { expected, actual in
                    expected["text"]?.string == actual.text
                        && expected["start_logit"]?.double == Double(actual.startLogit)
                        && expected["end_logit"]?.double == Double(actual.endLogit)
                        && abs((isEmpty ? 1 : expected["probability"]?.double ?? .nan) - actual.probability) < 1e-6
                }
            if !isSame { differences.append(example.id) }
        }
    }
}
