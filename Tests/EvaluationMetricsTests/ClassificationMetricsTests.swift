import EvaluationMetrics
import StrictJSON
import TestSupport
import Testing

/// The cases of `Fixtures/metrics.json` under a name.
func fixtures(_ name: String) throws -> [JSONValue] {
    try #require(try TestData.jsonFixture("metrics.json")[name]?.array)
}

extension JSONValue {
    /// The list of numbers under a name.
    func numbers(_ name: String) throws -> [Double] {
        let list = try #require(self[name]?.array)
        return list.compactMap(\.double)
    }

    /// The list of integers under a name.
    func integers(_ name: String) throws -> [Int] {
        let list = try #require(self[name]?.array)
        return list.compactMap(\.int)
    }
}

@Suite("ClassificationMetrics")
struct ClassificationMetricsTests {
    private func metrics(_ fixture: JSONValue) throws -> ClassificationMetrics {
        let names = try (0..<#require(fixture["classCount"]?.int)).map { "label \($0)" }
        return ClassificationMetrics(
            labelNames: names,
            predictions: try fixture.integers("predictions"),
            references: try fixture.integers("references")
        )
    }

    @Test("agree with scikit-learn")
    func values() throws {
        let fixtures = try fixtures("classification")
        #expect(fixtures.count == 16)
        for fixture in fixtures {
            let metrics = try metrics(fixture)
            let expected = try #require(fixture["values"]?.object).members
            #expect(metrics.values.map(\.name) == expected.map(\.name))
            for (member, value) in zip(expected, metrics.values) {
                expectClose(
                    value.value,
                    try #require(member.value.double),
                    absolute: 1e-12,
                    "\(fixture["name"]?.string ?? ""): \(member.name)"
                )
            }
        }
    }

    @Test("agree with scikit-learn label by label")
    func labels() throws {
        for fixture in try fixtures("classification") {
            let scores = try metrics(fixture).labelScores
            expectClose(scores.map(\.precision), try fixture.numbers("precision"), absolute: 1e-12)
            expectClose(scores.map(\.recall), try fixture.numbers("recall"), absolute: 1e-12)
            expectClose(scores.map(\.f1), try fixture.numbers("f1"), absolute: 1e-12)
            #expect(try scores.map(\.support) == fixture.integers("support"))
            #expect(try metrics(fixture).confusionMatrix.counts == fixture.integers("confusion"))
        }
    }

    @Test("agree with scikit-learn on random predictions, constant ones among them")
    func randomValues() throws {
        let fixtures = try fixtures("randomClassification")
        #expect(fixtures.count == 105)
        for fixture in fixtures {
            func classes(_ name: String) throws -> [Int] {
                try #require(fixture[name]?.string).utf8.map { Int($0) - 48 }
            }
            let metrics = ClassificationMetrics(
                labelNames: try (0..<#require(fixture["classCount"]?.int)).map { "label \($0)" },
                predictions: try classes("predictions"),
                references: try classes("references")
            )
            expectClose(metrics.values.map(\.value), try fixture.numbers("values"), absolute: 1e-12)
        }
    }

    @Test("stand in a fixed order and are found by name")
    func names() {
        let metrics = ClassificationMetrics(
            labelNames: ["a", "b"],
            predictions: [0, 1],
            references: [0, 0],
            loss: 0.5
        )
        #expect(
            metrics.values.map(\.name) == [
                "loss", "accuracy", "macroF1", "microF1", "weightedF1", "macroPrecision", "macroRecall",
                "matthewsCorrelation", "balancedAccuracy", "f1",
            ]
        )
        #expect(metrics["loss"] == 0.5)
        #expect(metrics["accuracy"] == 0.5)
        #expect(metrics["f2"] == nil)
        #expect(metrics.labelScores.map(\.label) == ["a", "b"])
    }

    @Test("have an F1 of their own only for two labels")
    func binary() {
        let metrics = ClassificationMetrics(labelNames: ["a", "b", "c"], predictions: [0], references: [0])
        #expect(metrics.binaryF1 == nil)
        #expect(metrics["f1"] == nil)
    }

    @Test("are 0 without examples")
    func empty() {
        let metrics = ClassificationMetrics(labelNames: ["a", "b"], predictions: [], references: [])
        #expect(metrics.values.allSatisfy { $0.value == 0 })
    }

    @Test("refuse classes that are none")
    func range() async {
        await #expect(processExitsWith: .failure) {
            _ = ClassificationMetrics(labelNames: ["a", "b"], predictions: [2], references: [0])
        }
        await #expect(processExitsWith: .failure) {
            _ = ClassificationMetrics(labelNames: ["a", "b"], predictions: [0, 1], references: [0])
        }
    }

    @Test("count as they go what they count at once")
    func confusionMatrix() {
        var matrix = ConfusionMatrix(classCount: 3)
        matrix.add(prediction: 2, reference: 0)
        matrix.add(prediction: 1, reference: 1)
        #expect(matrix == ConfusionMatrix(classCount: 3, predictions: [2, 1], references: [0, 1]))
        #expect(matrix[reference: 0, prediction: 2] == 1)
        #expect(matrix.referenceCounts == [1, 1, 0])
        #expect(matrix.predictionCounts == [0, 1, 1])
        #expect(matrix.correctCount == 1)
    }
}
