import EvaluationMetrics
import FineTuning
import Prediction
import Reporting
import StrictJSON

/// Several runs side by side on the same examples; the first is the one that the others are held against.
struct Comparison {
    /// One run.
    struct Run {
        /// Its folder as the caller named it.
        let name: String
        /// How it was made, where its recipe can be read.
        let description: RunDescription?
        /// Its metrics.
        let metrics: [MetricValue]
        /// How sure they are.
        let intervals: [MetricInterval]
        /// How they differ from the first run's; empty for the first.
        let differences: [MetricDifference]
        /// The examples that the first run has right and this one wrong, and the other way round; `nil` where answers
        /// are more or less right.
        let changed: (lost: [ReportExample], won: [ReportExample])?
        /// How it was trained.
        let history: MetricsHistory
    }

    /// What was measured on, such as `dev.tsv, 872 examples`.
    let measuredOn: String
    /// The runs.
    let runs: [Run]

    /// The metrics that are shown: those that are worth a place in a line.
    private var names: [String] { (runs.first?.metrics ?? []).filter { !$0.isMinor }.map(\.name) }

    /// What the recipes say differently.
    private var recipeRows: [[String]] {
        let descriptions = runs.compactMap(\.description)
        guard descriptions.count == runs.count else { return [] }
        return RunDescription.differences(descriptions).map { row in [row.name] + row.values.map { $0 ?? "-" } }
    }

    /// Rows of a metric's values, and of what differs from the first run.
    private func metricRows() -> [[String]] {
        names.flatMap { name -> [[String]] in
            let values = runs.map { run in
                run.metrics.first { $0.name == name }.map { AnswerText.fixed($0.value, 4) } ?? "-"
            }
            let ranges = runs.map { run in
                run.intervals.first { $0.name == name }.map {
                    "\(AnswerText.fixed($0.lower, 4)) to \(AnswerText.fixed($0.upper, 4))"
                } ?? ""
            }
            let differences = runs.map { run in
                run.differences.first { $0.interval.name == name }.map { difference in
                    let sign = difference.difference < 0 ? "" : "+"
                    let probability = AnswerText.fixed(difference.probability, 3)
                    return "\(sign)\(AnswerText.fixed(difference.difference, 4)), p \(probability)"
                } ?? ""
            }
            var rows = [[name] + values]
            if !ranges.allSatisfy(\.isEmpty) { rows.append(["  95 % interval"] + ranges) }
            if !differences.allSatisfy(\.isEmpty) { rows.append(["  from the first"] + differences) }
            return rows
        }
    }

    private var changedRows: [[String]] {
        guard runs.dropFirst().contains(where: { $0.changed != nil }) else { return [] }
        func counts(_ part: (Run) -> Int?) -> [String] { runs.map { part($0).map(String.init) ?? "" } }
        return [
            ["right to wrong"] + counts { $0.changed?.lost.count },
            ["wrong to right"] + counts { $0.changed?.won.count },
        ]
    }

    /// The comparison for a person.
    var text: String {
        let header = [[""] + runs.map(\.name)]
        var lines = ["on \(measuredOn)", ""] + AnswerText.table(header + metricRows() + changedRows)
        let recipes = recipeRows
        if !recipes.isEmpty { lines += ["", "What the recipes say differently:"] + AnswerText.table(header + recipes) }
        lines += ["", Self.note]
        return lines.joined(separator: "\n") + "\n"
    }

    private static let note =
        "p: how probably samples of these examples would turn the difference round (paired bootstrap, two-sided)."

    /// The comparison for a program, as one line.
    var json: String {
        let runs = runs.map { run -> JSONValue in
            var members: [JSONObject.Member] = [.init("run", .string(run.name))]
            members.append(
                .init("metrics", .object(JSONObject(run.metrics.map { .init($0.name, JSONValue($0.value)) })))
            )
            members.append(.init("intervals", run.intervals.json))
            if !run.differences.isEmpty {
                let differences = run.differences.map { difference in
                    JSONObject.Member(
                        difference.interval.name,
                        [
                            "difference": JSONValue(difference.difference), "p": JSONValue(difference.probability),
                            "interval": [JSONValue(difference.interval.lower), JSONValue(difference.interval.upper)],
                        ]
                    )
                }
                members.append(.init("fromFirst", .object(JSONObject(differences))))
            }
            if let changed = run.changed {
                members.append(.init("rightToWrong", .array(changed.lost.map { JSONValue($0.line) })))
                members.append(.init("wrongToRight", .array(changed.won.map { JSONValue($0.line) })))
            }
            return .object(JSONObject(members))
        }
        let differences = recipeRows.map { row -> JSONValue in
            ["name": .string(row[0]), "values": .array(row.dropFirst().map { .string($0) })]
        }
        let value: JSONValue = [
            "measuredOn": .string(measuredOn), "runs": .array(runs), "recipeDifferences": .array(differences),
        ]
        return String(decoding: value.serialized(), as: UTF8.self) + "\n"
    }

    /// The comparison as a page.
    var report: RunReport {
        let header = [""] + runs.map(\.name)
        var parts: [ReportPart] = [
            .table(
                ReportTable(title: "Side by side", note: Self.note, header: header, rows: metricRows() + changedRows)
            )
        ]
        let recipes = recipeRows
        if !recipes.isEmpty {
            parts.append(.table(ReportTable(title: "What the recipes say differently", header: header, rows: recipes)))
        }
        let curves = runs.compactMap { run in run.history.training.first { $0.name == "loss" }.map { (run.name, $0) } }
        if !curves.isEmpty {
            let lines = curves.map { name, curve in
                ReportCurves.Curve(name: name, points: curve.points.map { (x: Double($0.step), y: $0.value) })
            }
            parts.append(.curves(ReportCurves(title: "Training loss", horizontalName: "step", curves: lines)))
        }
        for run in runs.dropFirst() {
            guard let changed = run.changed else { continue }
            let sides = [
                ("\(runs[0].name) has them right, \(run.name) wrong", changed.lost),
                ("\(runs[0].name) has them wrong, \(run.name) right", changed.won),
            ]
            for (title, examples) in sides {
                let note = "\(examples.count) examples."
                parts.append(.examples(ReportExamples(title: title, note: note, examples: Array(examples.prefix(25)))))
            }
        }
        var report = RunReport(
            title: runs.map(\.name).joined(separator: ", "),
            question: "Which of these runs is better, and is it more than chance?",
            measuredOn: measuredOn,
            metrics: [],
            history: MetricsHistory(lines: [[UInt8]]()),
            parts: parts,
            dataNotes: [],
            facts: [.init("version", "bertune \(BERTuneVersion.current)")],
            recipe: ""
        )
        report.answer = answer
        return report
    }

    /// Which run is best by the first metric, and whether chance may have made the difference.
    private var answer: String {
        guard let name = names.first(where: { $0 != "loss" }),
            let best = runs.indices.max(by: { value(name, $0) < value(name, $1) })
        else { return "There is no metric to compare by." }
        let head = "By \(name) the best is \(runs[best].name), with \(AnswerText.fixed(value(name, best), 4))"
        let others = best == 0 ? Array(runs.dropFirst()) : [runs[best]]
        let probabilities = others.compactMap { run in
            run.differences.first { $0.interval.name == name }.map { difference in
                "\(best == 0 ? run.name : runs[0].name) p \(AnswerText.fixed(difference.probability, 3))"
            }
        }
        guard !probabilities.isEmpty else { return head + "." }
        return head + " (beside \(probabilities.joined(separator: ", ")), paired bootstrap)."
    }

    private func value(_ name: String, _ run: Int) -> Double {
        runs[run].metrics.first { $0.name == name }?.value ?? -.infinity
    }
}
