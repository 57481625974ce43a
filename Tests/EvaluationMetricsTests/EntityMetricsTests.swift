import EvaluationMetrics
import StrictJSON
import TestSupport
import Testing

@Suite("EntityMetrics")
struct EntityMetricsTests {
    /// One random tagging, and what seqeval and conlleval say of it.
    private struct Case {
        let references: [[String]]
        let predictions: [[String]]
        let expected: JSONValue

        init(_ value: JSONValue) throws {
            references = try Self.sentences(value, "references")
            predictions = try Self.sentences(value, "predictions")
            expected = value
        }

        private static func sentences(_ value: JSONValue, _ name: String) throws -> [[String]] {
            try #require(value[name]?.string).split(separator: "|").map { $0.split(separator: " ").map(String.init) }
        }

        /// The expected averages, nine numbers; `nil` where seqeval refuses a tag.
        func averages(_ name: String) throws -> [Double]? {
            try expected[name]?.array?.flatMap { try #require($0.array).compactMap(\.double) }
        }
    }

    private func cases() throws -> [Case] {
        let cases = try #require(try TestData.jsonFixture("entities.json").array).map { try Case($0) }
        #expect(cases.count == 510)
        return cases
    }

    private func averages(_ metrics: EntityMetrics) -> [Double] {
        metrics.values.filter { $0.name != "accuracy" }.map(\.value)
    }

    @Test("agree with seqeval on malformed tags")
    func lenient() throws {
        for tagging in try cases() {
            let metrics = EntityMetrics(references: tagging.references, predictions: tagging.predictions)
            let comment = Comment(rawValue: "\(tagging.references) \(tagging.predictions)")
            expectClose(averages(metrics), try #require(try tagging.averages("lenient")), absolute: 1e-12, comment)
            expectClose(metrics.accuracy, try #require(tagging.expected["accuracy"]?.double), absolute: 1e-12)
            let types = try #require(tagging.expected["types"]?.array).compactMap(\.array)
            #expect(metrics.byType.map(\.label) == types.map { $0[0].string })
            let counts = metrics.byType.map { [$0.correctCount, $0.predictedCount, $0.support] }
            #expect(counts == types.map { $0[1...].map { $0.int ?? -1 } }, comment)
        }
    }

    @Test("agree with seqeval's strict mode, and refuse the tags it refuses", arguments: EntityScheme.allCases)
    func strict(scheme: EntityScheme) throws {
        var (scored, refused) = (0, 0)
        for tagging in try cases() {
            let metrics = try? EntityMetrics(
                references: tagging.references,
                predictions: tagging.predictions,
                strict: scheme
            )
            let expected = try tagging.averages(scheme.rawValue)
            #expect((metrics == nil) == (expected == nil))
            guard let metrics, let expected else {
                refused += 1
                continue
            }
            scored += 1
            expectClose(averages(metrics), expected, absolute: 1e-12, "\(tagging.references) \(tagging.predictions)")
        }
        #expect(scored > 200 && refused > 50)
    }

    @Test("count as conlleval does")
    func conlleval() throws {
        var count = 0
        for tagging in try cases() {
            guard let expected = tagging.expected["conlleval"]?.array?.compactMap(\.int) else { continue }
            let overall = EntityMetrics(references: tagging.references, predictions: tagging.predictions).overall
            #expect([overall.correctCount, overall.predictedCount, overall.support] == expected)
            count += 1
        }
        #expect(count > 400)
    }

    @Test("follow seqeval where it and conlleval disagree")
    func disagreement() {
        // conlleval finds no entity, and one.
        #expect(EntitySpan.spans(in: ["PER", "O"]) == [EntitySpan(type: "ER", tokens: 0..<1)])
        let spans = EntitySpan.spans(in: [".-PER", "I-PER", "I-LOC"])
        #expect(spans == [EntitySpan(type: "PER", tokens: 0..<2), EntitySpan(type: "LOC", tokens: 2..<3)])
    }

    @Test("find entities in every scheme")
    func spans() throws {
        let expected = [EntitySpan(type: "PER", tokens: 0..<2), EntitySpan(type: "LOC", tokens: 3..<4)]
        #expect(EntitySpan.spans(in: ["B-PER", "I-PER", "O", "B-LOC"]) == expected)
        #expect(EntitySpan.spans(in: ["I-PER", "I-PER", "O", "I-LOC"]) == expected)
        #expect(EntitySpan.spans(in: ["I-PER", "E-PER", "O", "E-LOC"]) == expected)
        #expect(EntitySpan.spans(in: ["B-PER", "E-PER", "O", "S-LOC"]) == expected)
        #expect(try EntitySpan.spans(in: ["B-PER", "I-PER", "O", "B-LOC"], scheme: .iob2) == expected)
        #expect(try EntitySpan.spans(in: ["B-PER", "E-PER", "O", "S-LOC"], scheme: .iobes) == expected)
        #expect(try EntitySpan.spans(in: ["I-PER", "I-PER", "O", "B-LOC"], scheme: .iob2) == [expected[1]])
        #expect(try EntitySpan.spans(in: ["B-PER", "I-PER", "O", "S-LOC"], scheme: .iobes) == [expected[1]])
    }

    @Test("say which tag the scheme doesn't have")
    func refusal() throws {
        let error = #expect(throws: EntityTagError.self) {
            try EntityMetrics(references: [["O"], ["O", "O"]], predictions: [["O"], ["O", "E-PER"]], strict: .iob2)
        }
        #expect(
            error?.description
                == "prediction of sentence 2, token 2: the tag 'E-PER' begins with none of B, I, O, as iob2 demands; "
                + "convert the tags, or score them leniently"
        )
        #expect(throws: EntityTagError.self) { try EntitySpan.spans(in: [""], scheme: .iobes) }
    }

    @Test("keep types apart whose letters are only canonically the same")
    func canonicalEquivalence() {
        let metrics = EntityMetrics(references: [["B-\u{E9}"]], predictions: [["B-e\u{301}"]])
        #expect(metrics.byType.count == 2)
        #expect(metrics.f1 == 0 && metrics.accuracy == 0)
    }

    @Test("stand in a fixed order, and are 0 without entities")
    func names() {
        let metrics = EntityMetrics(references: [], predictions: [], loss: 0.5)
        #expect(
            metrics.values.map(\.name) == [
                "loss", "precision", "recall", "f1", "macroPrecision", "macroRecall", "macroF1", "weightedPrecision",
                "weightedRecall", "weightedF1", "accuracy",
            ]
        )
        #expect(metrics["loss"] == 0.5)
        #expect(metrics.values.dropFirst().allSatisfy { $0.value == 0 })
    }

    @Test("refuse sentences of other lengths")
    func lengths() async {
        await #expect(processExitsWith: .failure) {
            _ = EntityMetrics(references: [["O", "O"]], predictions: [["O"]])
        }
    }
}
