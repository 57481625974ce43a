import EvaluationMetrics
import StrictJSON
import TestSupport
import Testing

@Suite("AnswerMetrics")
struct AnswerMetricsTests {
    /// Twenty random questions, and what the official scorers say of them.
    private struct Case {
        let answers: [[String]]
        let predictions: [String]
        let scores: [NoAnswerScore]
        let threshold: Double
        let expected: JSONValue

        init(_ value: JSONValue) throws {
            let questions = try #require(value["questions"]?.array).compactMap(\.array)
            answers = questions.map { ($0[0].array ?? []).compactMap(\.string) }
            predictions = questions.compactMap { $0[1].string }
            let order = try value.integers("order")
            scores = order.map { NoAnswerScore(question: $0, score: questions[$0][2].double ?? .nan) }
            threshold = try #require(value["threshold"]?.double)
            expected = value
        }
    }

    private func cases() throws -> [Case] {
        let cases = try #require(try TestData.jsonFixture("answers.json").array).map { try Case($0) }
        #expect(cases.count == 35)
        return cases
    }

    private func expectOfficial(_ metrics: AnswerMetrics, _ expected: JSONValue?) throws {
        let members = try #require(expected?.object).members
        #expect(Set(metrics.officialValues.map(\.name)) == Set(members.map(\.name)))
        for member in members {
            let value = metrics.officialValues.first { $0.name == member.name }?.value ?? .nan
            expectClose(value, try #require(member.value.double), absolute: 1e-12, "\(member.name)")
        }
    }

    @Test("agree with the SQuAD 2.0 script, thresholds included")
    func squad2() throws {
        for questions in try cases() {
            let metrics = AnswerMetrics(
                references: questions.answers,
                predictions: questions.predictions,
                convention: .squad2,
                noAnswerScores: questions.scores,
                noAnswerThreshold: questions.threshold
            )
            try expectOfficial(metrics, questions.expected["squad2"])
        }
    }

    @Test("agree with the SQuAD 1.1 and KorQuAD scripts", arguments: [AnswerConvention.squad, .korquad])
    func answered(convention: AnswerConvention) throws {
        for questions in try cases() {
            let metrics = AnswerMetrics(
                references: questions.answers.map { $0.isEmpty ? ["the cat"] : $0 },
                predictions: questions.predictions,
                convention: convention
            )
            try expectOfficial(metrics, questions.expected[convention.rawValue])
        }
    }

    @Test(
        "normalise as Python does",
        arguments: [
            ("The  Cat's\u{A0}hat.", "cats hat"), ("A", ""), ("theatre a", "theatre"), ("U.S.", "us"),
            ("a\u{301}", "\u{301}"), ("\u{39F}\u{394}\u{39F}\u{3A3}", "\u{3BF}\u{3B4}\u{3BF}\u{3C2}"),
            ("\u{3A3}", "\u{3C3}"), ("\u{130}", "i\u{307}"), ("a\u{1C}b", "b"), ("a\u{200B}b", "\u{200B}b"),
            ("\u{BD}a the", "\u{BD}a"), ("\u{201C}the\u{201D}", "\u{201C} \u{201D}"),
        ]
    )
    func normalization(_ answer: String, _ expected: String) {
        let normalized = AnswerConvention.squad.normalized(answer)
        #expect(Array(normalized.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("normalise Korean answers as KorQuAD does")
    func koreanNormalization() {
        #expect(AnswerConvention.korquad.normalized("《임수경》의 'A' the") == "임수경 의 a the")
        #expect(AnswerConvention.korquad.score(prediction: "서울시", reference: "서울").f1 == 0.8)
    }

    @Test("count the first of equal no-answer scores first")
    func ties() {
        func threshold(_ order: [Int]) -> NoAnswerThreshold? {
            AnswerMetrics(
                references: [["cat"], []],
                predictions: ["cat", "dog"],
                convention: .squad2,
                noAnswerScores: order.map { NoAnswerScore(question: $0, score: 0.25) }
            ).bestF1
        }
        #expect(threshold([0, 1])?.value == 100)
        #expect(threshold([0, 1])?.threshold == 0.25)
        #expect(threshold([1, 0])?.value == 50)
        #expect(threshold([1, 0])?.threshold == 0)
    }

    @Test("give 0 for what is missing")
    func missing() {
        for convention in AnswerConvention.allCases {
            let metrics = AnswerMetrics(
                references: [["cat"], ["dog"]],
                predictions: ["cat", nil],
                convention: convention
            )
            #expect(metrics.overall.exactMatch == 50 && metrics.overall.f1 == 50)
            #expect(metrics.missingCount == 1)
            let empty = AnswerMetrics(references: [], predictions: [], convention: convention)
            #expect(empty.values.allSatisfy { $0.value == 0 })
        }
        #expect(AnswerMetrics(references: [[]], predictions: [""], convention: .squad).overall.exactMatch == 0)
    }

    @Test("stand in a fixed order and are found by name")
    func names() {
        let metrics = AnswerMetrics(
            references: [["cat"], []],
            predictions: ["cat", ""],
            convention: .squad2,
            noAnswerScores: [NoAnswerScore(question: 0, score: -3), NoAnswerScore(question: 1, score: 4)],
            loss: 2
        )
        #expect(
            metrics.values.map(\.name) == [
                "loss", "exactMatch", "f1", "hasAnswerExactMatch", "hasAnswerF1", "noAnswerExactMatch", "noAnswerF1",
                "bestExactMatch", "bestExactMatchThreshold", "bestF1", "bestF1Threshold",
            ]
        )
        #expect(metrics["bestF1Threshold"] == -3)
    }
}
