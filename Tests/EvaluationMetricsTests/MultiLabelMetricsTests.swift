import EvaluationMetrics
import StrictJSON
import TestSupport
import Testing

@Suite("MultiLabelMetrics")
struct MultiLabelMetricsTests {
    /// Rows that are written as one digit a label.
    private func rows(_ value: JSONValue, _ name: String) throws -> [[Bool]] {
        try #require(value[name]?.array).map { try #require($0.string).utf8.map { $0 == UInt8(ascii: "1") } }
    }

    private func cases() throws -> [JSONValue] {
        let cases = try #require(try TestData.jsonFixture("multilabel.json").array)
        #expect(cases.count == 48)
        return cases
    }

    /// A list of numbers in which null stands for `nil`.
    private func optionalNumbers(_ value: JSONValue, _ name: String) throws -> [Double?] {
        try #require(value[name]?.array).map(\.double)
    }

    @Test("agree with scikit-learn")
    func values() throws {
        for fixture in try cases() {
            let references = try rows(fixture, "references")
            let scores = try #require(fixture["scores"]?.array).map { ($0.array ?? []).compactMap(\.double) }
            let metrics = MultiLabelMetrics(
                labelNames: scores[0].indices.map { "label \($0)" },
                predictions: try rows(fixture, "predictions"),
                references: references,
                scores: scores
            )
            expectClose(metrics.values.prefix(10).map(\.value), try fixture.numbers("values"), absolute: 1e-12)
            let areas = try optionalNumbers(fixture, "areas")
            #expect(metrics.areasUnderROC?.map { $0 == nil } == areas.map { $0 == nil })
            expectClose((metrics.areasUnderROC ?? []).compactMap { $0 }, areas.compactMap { $0 }, absolute: 1e-12)
            let precisions = try fixture.numbers("precisions")
            expectClose((metrics.averagePrecisions ?? []).compactMap { $0 }, precisions, absolute: 1e-12)
        }
    }

    @Test("choose the threshold that every candidate tried one by one gives")
    func thresholds() throws {
        for fixture in try cases() {
            let references = try rows(fixture, "references")
            let scores = try #require(fixture["scores"]?.array).map { ($0.array ?? []).compactMap(\.double) }
            for (label, expected) in try #require(fixture["thresholds"]?.array).enumerated() {
                let threshold = LabelThreshold.maximizingF1(
                    scores: scores.map { $0[label] },
                    references: references.map { $0[label] }
                )
                let numbers = (expected.array ?? []).compactMap(\.double)
                expectClose([threshold.threshold, threshold.f1], numbers, absolute: 1e-15)
            }
        }
    }

    @Test("leave the threshold at 0.5 where nothing speaks against it")
    func defaultThreshold() {
        func threshold(_ scores: [Double], _ references: [Bool]) -> Double {
            LabelThreshold.maximizingF1(scores: scores, references: references).threshold
        }
        #expect(threshold([], []) == 0.5)
        #expect(threshold([0.9, 0.1], [false, false]) == 0.5)
        #expect(threshold([0.9, 0.1], [true, false]) == 0.5)
        #expect(threshold([.nan, 0.1], [true, false]) == 0.5)
        #expect(threshold([0.1, 0.3, 0.35, 0.9], [false, true, false, true]) == 0.2)
        #expect(threshold([0.2, 0.2.nextUp], [false, true]) == 0.2.nextUp)
        #expect(threshold([0.1], [true]) == 0.1)
    }

    @Test("have no area under the ROC where it is undefined")
    func undefined() {
        #expect(areaUnderROC(scores: [0.1, 0.2], references: [true, true]) == nil)
        #expect(areaUnderROC(scores: [0.1, .nan], references: [true, false]) == nil)
        #expect(averagePrecision(scores: [], references: []) == nil)
        let metrics = MultiLabelMetrics(
            labelNames: ["a", "b"],
            predictions: [[true, false], [false, false]],
            references: [[true, false], [false, false]],
            scores: [[0.9, 0.1], [0.1, 0.1]],
            loss: 0.1
        )
        #expect(metrics["macroAreaUnderROC"] == 1)
        #expect(metrics["loss"] == 0.1)
        #expect(
            MultiLabelMetrics(labelNames: ["a"], predictions: [], references: []).values.allSatisfy { $0.value == 0 }
        )
    }
}
