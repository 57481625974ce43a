import EvaluationMetrics
import StrictJSON
import TestSupport
import Testing

@Suite("RegressionMetrics")
struct RegressionMetricsTests {
    @Test("agree with scipy and scikit-learn")
    func values() throws {
        let fixtures = try fixtures("regression")
        #expect(fixtures.count == 8)
        for fixture in fixtures {
            let metrics = RegressionMetrics(
                predictions: try fixture.numbers("predictions"),
                references: try fixture.numbers("references")
            )
            #expect(metrics.values.map(\.name) == RegressionMetrics.names)
            for value in metrics.values {
                expectClose(
                    value.value,
                    try #require(fixture[value.name]?.double),
                    absolute: 1e-12,
                    relative: 1e-12,
                    "\(fixture["name"]?.string ?? ""): \(value.name)"
                )
            }
        }
    }

    @Test("agree with scipy and scikit-learn on random numbers, ties and constant lists among them")
    func randomValues() throws {
        let fixtures = try fixtures("randomRegression")
        #expect(fixtures.count == 105)
        var undefinedCount = 0
        for fixture in fixtures {
            let metrics = RegressionMetrics(
                predictions: try fixture.numbers("predictions"),
                references: try fixture.numbers("references")
            )
            let expected = try #require(fixture["values"]?.array).map(\.double)
            for (name, value) in zip(RegressionMetrics.names, expected) {
                #expect((metrics[name] == nil) == (value == nil))
                if value == nil { undefinedCount += 1 }
                expectClose(metrics[name] ?? 0, value ?? 0, absolute: 1e-12, relative: 1e-12, "\(name)")
            }
        }
        #expect(undefinedCount > 20)
    }

    @Test(
        "have no correlation where it is undefined",
        arguments: [
            ([], []), ([1], [2]), ([1, 1, 1], [1, 2, 3]), ([1, 2, 3], [5, 5, 5]), ([1, .nan, 3], [1, 2, 3]),
            ([1, 2, 3], [1, .infinity, 3]),
        ] as [([Double], [Double])]
    )
    func undefined(_ left: [Double], _ right: [Double]) {
        #expect(pearsonCorrelation(left, right) == nil)
        #expect(spearmanCorrelation(left, right) == nil)
        let names = RegressionMetrics(predictions: left, references: right).values.map(\.name)
        #expect(names.filter { $0 != "r2" } == ["meanSquaredError", "meanAbsoluteError"])
    }

    @Test("hold out against very small and very large numbers")
    func range() {
        expectClose(pearsonCorrelation([1e-200, 2e-200, 4e-200], [1, 2, 4]) ?? 0, 1, absolute: 1e-12)
        expectClose(pearsonCorrelation([1e200, 2e200, 4e200], [-1, -2, -4]) ?? 0, -1, absolute: 1e-12)
    }
}
