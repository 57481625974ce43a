import EvaluationMetrics
import FineTuning
import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("several runs")
struct SeriesSummaryTests {
    private func run(_ name: String, _ accuracy: Double, loss: Double = 0.5) -> SeriesSummary.Run {
        SeriesSummary.Run(
            name: name,
            path: "runs/\(name)",
            validation: [MetricValue("loss", loss), MetricValue("accuracy", accuracy)],
            trainingLoss: 0.1
        )
    }

    @Test("have mean, sample standard deviation and ends as numpy has them")
    func statistics() throws {
        // numpy.mean, numpy.std(ddof=1)
        let statistics = try #require(SampleStatistics([0.8647, 0.8807, 0.8601]))
        expectClose(statistics.mean, 0.8685, absolute: 1e-15)
        expectClose(try #require(statistics.standardDeviation), 0.010812955192730643, absolute: 1e-15)
        #expect((statistics.minimum, statistics.maximum) == (0.8601, 0.8807))
        #expect(SampleStatistics([]) == nil)
        #expect(SampleStatistics([3])?.standardDeviation == nil)
        #expect(SampleStatistics([1e9, 1e9 + 1, 1e9 + 2])?.standardDeviation == 1)
    }

    @Test("name the best by the deciding metric, whichever direction that has")
    func best() {
        let runs = [
            run("seed-1", 0.8, loss: 0.3), run("seed-2", .nan), run("seed-3", 0.9, loss: 0.4), run("seed-4", 0.9),
        ]
        #expect(SeriesSummary(runs: runs, decidingMetric: "accuracy").best?.name == "seed-3")
        #expect(SeriesSummary(runs: runs, decidingMetric: "loss").best?.name == "seed-1")
        #expect(SeriesSummary(runs: [], decidingMetric: "loss").best == nil)
    }

    @Test("leave out of the statistics what a run doesn't have")
    func diverged() {
        let failed = SeriesSummary.Run(name: "seed-2", path: "p", warning: "diverged")
        let summary = SeriesSummary(runs: [failed, run("seed-1", 0.8)], decidingMetric: "accuracy")
        #expect(summary.statistics(of: "accuracy")?.mean == 0.8)
        #expect(summary.metricNames(on: .validation) == ["loss", "accuracy"])
        #expect(summary.statistics(of: "accuracy", on: .test) == nil)
        #expect(summary.json["runs"]?.array?[0]["warning"]?.string == "diverged")
        #expect(summary.json["validation"]?["accuracy"]?["mean"]?.double == 0.8)
        #expect(summary.json["best"]?.string == "seed-1")
    }

    private func ended(_ accuracy: Double?, first: Double? = 1, last: Double? = 0.5) -> TrainingSummary {
        TrainingSummary(
            steps: 10,
            epochs: 1,
            seconds: 1,
            tokensPerSecond: 1,
            trainingLoss: 0.7,
            firstLoss: first,
            lastLoss: last,
            best: accuracy.map { EvaluationReport(step: 10, epoch: 1, metrics: [MetricValue("accuracy", $0)]) }
        )
    }

    @Test("are degenerate if no better than one answer for all, or if the loss never fell")
    func degenerate() {
        func reason(_ summary: TrainingSummary, _ baseline: Double?) -> String? {
            DegenerateRun.reason(summary, metric: "accuracy", baseline: baseline)
        }
        #expect(reason(ended(0.7), 0.6) == nil)
        #expect(reason(ended(0.6), 0.6)?.contains("no better than one answer for all") == true)
        #expect(reason(ended(.nan), 0.6) != nil)
        #expect(reason(ended(0.7, first: 0.5, last: 0.5), 0.6)?.contains("never fell") == true)
        #expect(reason(ended(0.7, last: .nan), nil) != nil)
        #expect(reason(ended(nil, first: nil, last: nil), nil) == nil)
    }

    @Test("have a folder that holds nothing else")
    func folder() throws {
        let folder = try TemporaryFolder()
        let names = ["seed-1", "seed-2"]
        let series = SeriesFolder(path: folder.path("series"))
        try series.checkAvailability(for: names, overwrites: false)
        _ = try RunFolder.create(at: series.run("seed-1"))
        try series.write(SeriesSummary(runs: [run("seed-1", 0.8)], decidingMetric: "accuracy"))
        #expect(throws: RunFolderError.self) { try series.checkAvailability(for: names, overwrites: false) }
        try series.checkAvailability(for: names, overwrites: true)
        try series.removeSummary()
        #expect(!FileManager.default.fileExists(atPath: series.summaryPath))

        let single = try RunFolder.create(at: folder.path("single"))
        try single.write(RunDescription())
        let error = #expect(throws: RunFolderError.self) {
            try SeriesFolder(path: single.path).checkAvailability(for: names, overwrites: true)
        }
        #expect(error?.code == .notARunFolder)
    }
}
