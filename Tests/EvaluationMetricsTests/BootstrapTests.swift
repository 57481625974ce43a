import EvaluationMetrics
import StrictJSON
import TestSupport
import Testing

/// Accuracy and macro F1 of predicted classes.
private struct Classes: SampledMetrics {
    let predictions: [Int]
    let references: [Int]

    var exampleCount: Int { references.count }

    func values(of sample: [Int]) -> [MetricValue] {
        ClassificationMetrics(
            labelNames: ["no", "yes"],
            predictions: sample.map { predictions[$0] },
            references: sample.map { references[$0] }
        ).values
    }
}

/// A figure that only some samples have.
private struct RareFigure: SampledMetrics {
    let exampleCount: Int

    func values(of sample: [Int]) -> [MetricValue] {
        sample.contains(0) && sample.contains(1) && sample.contains(2) ? [MetricValue("rare", 1)] : []
    }
}

@Suite("Bootstrap")
struct BootstrapTests {
    @Test("intervals are those of scipy, as far as two draws of samples agree")
    func scipy() throws {
        let fixtures = try #require(try uncertaintyFixtures()["intervals"]?.array)
        for fixture in fixtures {
            let classes = Classes(
                predictions: try fixture.numbers("predictions").map { Int($0) },
                references: try fixture.numbers("references").map { Int($0) }
            )
            let intervals = Bootstrap(sampleCount: 4000).intervals(of: classes)
            for name in ["accuracy", "macroF1"] {
                let expected = try #require(fixture["intervals"]?[name]?.array).compactMap(\.double)
                let interval = try #require(intervals.first { $0.name == name })
                // The ends scatter by about a tenth of the width from draw to draw.
                let tolerance = max(0.1 * (expected[1] - expected[0]), 1.01 / Double(classes.exampleCount))
                expectClose(interval.lower, expected[0], absolute: tolerance, relative: 0, "\(name)")
                expectClose(interval.upper, expected[1], absolute: tolerance, relative: 0, "\(name)")
            }
        }
    }

    @Test("a model that is always right has no doubt about it, and the same seed draws the same")
    func certainty() {
        let right = Classes(predictions: [0, 1, 0, 1], references: [0, 1, 0, 1])
        let accuracy = Bootstrap().intervals(of: right).first { $0.name == "accuracy" }
        #expect(accuracy?.lower == 1 && accuracy?.upper == 1)
        let doubtful = Classes(
            predictions: (0..<60).map { $0 % 2 },
            references: (0..<60).map { $0 % 5 == 0 ? 1 - $0 % 2 : $0 % 2 }
        )
        #expect(Bootstrap(seed: 7).intervals(of: doubtful) == Bootstrap(seed: 7).intervals(of: doubtful))
        #expect(Bootstrap(seed: 7).intervals(of: doubtful) != Bootstrap(seed: 8).intervals(of: doubtful))
    }

    @Test("of one example, or of a figure that most samples lack, nothing is said")
    func undefined() {
        #expect(Bootstrap().intervals(of: Classes(predictions: [1], references: [1])).isEmpty)
        #expect(Bootstrap().intervals(of: Classes(predictions: [], references: [])).isEmpty)
        // All three of three in a sample of three: 6 of 27.
        #expect(Bootstrap().intervals(of: RareFigure(exampleCount: 3)).isEmpty)
        #expect(Bootstrap().differences(from: RareFigure(exampleCount: 3), to: RareFigure(exampleCount: 3)).isEmpty)
    }

    @Test("a model that is right more often differs by no chance, one that is right as often does")
    func differences() throws {
        let references = (0..<200).map { $0 % 2 }
        let worse = Classes(
            predictions: references.enumerated().map { $0 % 5 == 0 ? 1 - $1 : $1 },
            references: references
        )
        let better = Classes(
            predictions: references.enumerated().map { $0 % 20 == 0 ? 1 - $1 : $1 },
            references: references
        )
        let gain = try #require(
            Bootstrap().differences(from: worse, to: better).first { $0.interval.name == "accuracy" }
        )
        expectClose(gain.difference, 0.15, absolute: 1e-12, relative: 0)
        #expect(gain.interval.lower > 0 && gain.interval.upper < 0.25)
        #expect(gain.probability < 0.01)
        let loss = try #require(
            Bootstrap().differences(from: better, to: worse).first { $0.interval.name == "accuracy" }
        )
        expectClose(loss.difference, -0.15, absolute: 1e-12, relative: 0)
        #expect(loss.probability == gain.probability)
        let none = Bootstrap().differences(from: worse, to: worse)
        #expect(none.allSatisfy { $0.difference == 0 && $0.probability == 1 })
    }

    @Test("tallies of entities give the metrics of any sample of sentences", arguments: [nil, EntityScheme.iob2])
    func entityTallies(scheme: EntityScheme?) throws {
        let references = [["B-PER", "I-PER", "O"], ["O", "B-LOC"], ["O"], ["B-ORG", "O", "B-PER"], ["O", "O"]]
        let predictions = [["B-PER", "O", "O"], ["O", "B-LOC"], ["B-LOC"], ["B-PER", "O", "B-PER"], ["O", "I-ORG"]]
        let tallies = try EntityTallies(references: references, predictions: predictions, scheme: scheme)
        #expect(tallies.sentenceCount == 5)
        for sample in [[0, 1, 2, 3, 4], [3, 3, 0], [2], [1, 1, 1, 4], []] {
            let (left, right) = (sample.map { references[$0] }, sample.map { predictions[$0] })
            let expected =
                try scheme.map { try EntityMetrics(references: left, predictions: right, strict: $0) }
                ?? EntityMetrics(references: left, predictions: right)
            #expect(tallies.metrics(of: sample) == expected, "\(sample)")
        }
    }

    @Test("scores of questions give the metrics of any sample", arguments: [AnswerConvention.squad, .squad2])
    func answers(convention: AnswerConvention) {
        let references = [["a b"], convention == .squad2 ? [] : ["x"], ["c"], ["the d e", "e"]]
        let predictions = ["a", "", "c", "e f"]
        let metrics = AnswerMetrics(references: references, predictions: predictions, convention: convention)
        for sample in [[0, 1, 2, 3], [3, 3, 1], [0, 2]] {
            let expected = AnswerMetrics(
                references: sample.map { references[$0] },
                predictions: sample.map { predictions[$0] },
                convention: convention
            )
            #expect(metrics.values(of: sample) == expected.values, "\(sample)")
        }
    }
}

/// The values of `make_uncertainty_fixtures.py`.
func uncertaintyFixtures() throws -> JSONValue {
    try TestData.jsonFixture("uncertainty.json")
}
