import FineTuning
import Prediction
import StrictJSON

/// What `bertune train --seeds` or `--folds` says on standard output when all runs are done.
struct SeriesResult {
    /// Where the runs are.
    let folder: SeriesFolder
    /// What they came to.
    let summary: SeriesSummary
    /// Runs of an earlier series that are in the folder, too.
    var otherRuns: [String] = []

    /// The result for a person: a table for each split, the best run, and what to beware of.
    var text: String {
        var lines = table(.validation) + table(.test)
        if let best = summary.best, let value = best.value(of: summary.decidingMetric, on: .validation) {
            lines.append(
                "The best by \(summary.decidingMetric) is \(best.name) with \(TrainingText.fixed(value, 4)); "
                    + "its model is in \(best.path)"
            )
        }
        lines += summary.runs.compactMap { run in run.warning.map { "warning: \(run.name): \($0)" } }
        lines.append("All values are in \(folder.summaryPath)")
        if !otherRuns.isEmpty {
            lines.append("The folder holds runs of an earlier series, too: \(otherRuns.joined(separator: ", "))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The result for a program, as one line.
    var json: String {
        let object = JSONObject([.init("output", .string(folder.path))] + summary.json.members)
        return String(decoding: JSONValue.object(object).serialized(), as: UTF8.self) + "\n"
    }

    /// A row for each run and each statistic, a column for each metric; nothing for a split without values.
    private func table(_ split: RunDescription.DataRole) -> [String] {
        let names = columns(of: split)
        guard !names.isEmpty else { return [] }
        func row(_ title: String, _ value: (String) -> Double?) -> [String] {
            [title] + names.map { name in value(name).map { TrainingText.fixed($0, 4) } ?? "-" }
        }
        var rows = [[split.rawValue] + names]
        rows += summary.runs.map { run in row(run.name) { run.value(of: $0, on: split) } }
        let statistics: [(String, (SampleStatistics) -> Double?)] = [
            ("mean", { $0.mean }), ("standard deviation", { $0.standardDeviation }), ("minimum", { $0.minimum }),
            ("maximum", { $0.maximum }),
        ]
        rows += statistics.map { title, part in
            row(title) { summary.statistics(of: $0, on: split).flatMap(part) }
        }
        return AnswerText.table(rows) + [""]
    }

    /// The loss, the deciding metric and the others that a line of progress has.
    private func columns(of split: RunDescription.DataRole) -> [String] {
        let first = ["loss", summary.decidingMetric].filter(summary.metricNames(on: split).contains)
        return first + summary.metricNames(on: split, withMinorOnes: false).filter { !first.contains($0) }
    }
}
