internal import EvaluationMetrics
internal import Foundation
internal import Mustache
internal import Prediction

/// A report in the shape of its template: texts and numbers that only have to be put in their places.
///
/// Every text that comes from outside, labels and examples and paths, goes through the template's escaping.
struct ReportPage {
    struct MetricView {
        let name: String
        let value: String
        let interval: String?
        let isMain: Bool
    }

    struct TableView {
        let header: [String]
        let rows: [Row]

        struct Row {
            let name: String
            let cells: [Cell]
        }

        struct Cell {
            let text: String
            /// The cell's share of its row, from 0 to 1, which colours it; `nil` leaves it plain.
            let share: String?
            let isDiagonal: Bool
        }
    }

    struct BarView {
        let name: String
        let count: String
        let percent: String
    }

    struct ExampleView {
        let line: String?
        let parts: [PartView]
        let reference: String?
        let prediction: String?
        let confidence: String?

        struct PartView {
            let segments: [SegmentView]
        }

        struct SegmentView {
            let text: String
            let kind: String?
            let label: String?
        }
    }

    struct SectionView {
        let title: String
        let note: String?
        var table: TableView?
        var charts: [Chart]?
        var bars: [BarView]?
        var examples: [ExampleView]?
    }

    let title: String
    let question: String
    let measuredOn: String
    let answer: String
    let mainMetrics: [MetricView]
    let otherMetrics: [MetricView]
    let hasIntervals: Bool
    let curves: [Chart]
    let sections: [SectionView]
    let dataNotes: [String]
    let facts: [RunReport.Fact]
    /// The recipe; `nil` where there is none.
    let recipe: String?
    /// Whether the page is of one run rather than of several.
    let isRun: Bool
    let style = ReportStyle.css

    init(_ report: RunReport) {
        title = report.title
        question = report.question
        measuredOn = report.measuredOn
        let metrics = report.metrics.map(Self.view)
        mainMetrics = metrics.filter(\.isMain)
        otherMetrics = metrics.filter { !$0.isMain }
        hasIntervals = metrics.contains { $0.interval != nil }
        answer = report.answer ?? Self.answer(report)
        curves = Self.curves(of: report.history)
        sections = report.parts.enumerated().map { Self.section($1, identifier: "part\($0)") }
        dataNotes = report.dataNotes
        facts = report.facts
        recipe = report.recipe.isEmpty ? nil : report.recipe
        isRun = recipe != nil || !curves.isEmpty || !report.metrics.isEmpty
    }

    func html() throws -> String {
        try ReportTemplate.library().render(self, withTemplate: "page") ?? ""
    }

    // MARK: - Metrics

    private static func view(_ metric: RunReport.Metric) -> MetricView {
        MetricView(
            name: metric.value.name,
            value: AnswerText.fixed(metric.value.value, 4),
            interval: metric.interval.map {
                "\(AnswerText.fixed($0.lower, 4)) – \(AnswerText.fixed($0.upper, 4))"
            },
            isMain: !metric.value.isMinor
        )
    }

    /// The first metric that is no loss and does not stand back, in a sentence.
    private static func answer(_ report: RunReport) -> String {
        guard let metric = report.metrics.first(where: { $0.value.name != "loss" && !$0.value.isMinor }) else {
            return "Nothing was measured."
        }
        let value = AnswerText.fixed(metric.value.value, 4)
        let interval = metric.interval.map { interval in
            ", and on other data of this kind most likely between \(AnswerText.fixed(interval.lower, 4)) and "
                + "\(AnswerText.fixed(interval.upper, 4)) (\(Int((interval.confidence * 100).rounded())) % interval)"
        }
        return "\(metric.value.name) is \(value) on \(report.measuredOn)\(interval ?? "")."
    }

    // MARK: - Curves

    private static func curves(of history: MetricsHistory) -> [Chart] {
        let loss = history.validation.first { $0.name == "loss" }
        var charts = history.training.map { curve in
            var data = [line(curve.name == "loss" ? "training loss" : curve.name, curve)]
            if curve.name == "loss", let loss { data.append(line("validation loss", loss, hasDots: true)) }
            return chart("curve-\(curve.name)", curve.name == "loss" ? "Loss" : curve.name, data)
        }
        charts += history.validation.filter { $0.name != "loss" }.map { curve in
            chart(
                "validation-\(curve.name)",
                "\(curve.name) on validation data",
                [line(curve.name, curve, hasDots: true)]
            )
        }
        return charts
    }

    private static func line(_ name: String, _ curve: MetricsHistory.Curve, hasDots: Bool = false) -> Chart.Data {
        let points = curve.points.map { (x: Double($0.step), y: $0.value) }
        return Chart.Data(name: name, points: points, hasDots: hasDots)
    }

    private static func chart(_ identifier: String, _ title: String, _ data: [Chart.Data]) -> Chart {
        let thinned = data.map { $0.thinned() }
        let isThinned = zip(data, thinned).contains { $0.points.count != $1.points.count }
        return Chart(
            identifier: identifier,
            title: title,
            note: isThinned ? "Of so many steps each point is the mean of several." : nil,
            data: thinned,
            names: ("step", data[0].name)
        )
    }

    // MARK: - What the task shows

    private static func section(_ part: ReportPart, identifier: String) -> SectionView {
        switch part {
        case .table(let table):
            SectionView(title: table.title, note: table.note, table: view(header: table.header, rows: table.rows))
        case .confusion(let confusion): section(confusion)
        case .reliability(let reliability): section(reliability, identifier: identifier)
        case .bars(let bars): section(bars)
        case .points(let points): section(points, identifier: identifier)
        case .curves(let curves): section(curves, identifier: identifier)
        case .examples(let examples):
            SectionView(title: examples.title, note: examples.note, examples: examples.examples.map(view))
        }
    }

    private static func view(header: [String], rows: [[String]]) -> TableView {
        TableView(
            header: header,
            rows: rows.map { row in
                TableView.Row(
                    name: row.first ?? "",
                    cells: row.dropFirst().map { .init(text: $0, share: nil, isDiagonal: false) }
                )
            }
        )
    }

    /// The most labels of which every pair is shown.
    private static let matrixLimit = 30

    private static func section(_ confusion: ReportConfusion) -> SectionView {
        let matrix = confusion.matrix
        let classes = 0..<matrix.classCount
        let totals = matrix.referenceCounts
        guard matrix.classCount <= matrixLimit else {
            let pairs = classes.flatMap { reference in
                classes.filter { $0 != reference && matrix[reference: reference, prediction: $0] > 0 }
                    .map { (reference, $0, matrix[reference: reference, prediction: $0]) }
            }
            let rows = pairs.sorted { ($1.2, $0.0, $0.1) < ($0.2, $1.0, $1.1) }.prefix(50).map { pair in
                [confusion.labels[pair.0], confusion.labels[pair.1], "\(pair.2)", "\(totals[pair.0])"]
            }
            let note = "Of \(matrix.classCount) labels, those that are taken for another most often."
            let all = [confusion.note, note].compactMap { $0 }.joined(separator: " ")
            let header = ["true", "predicted", "times", "of"]
            return SectionView(title: confusion.title, note: all, table: view(header: header, rows: rows))
        }
        let rows = classes.map { reference -> TableView.Row in
            let counts = classes.map { prediction -> TableView.Cell in
                let count = matrix[reference: reference, prediction: prediction]
                let share = totals[reference] > 0 ? Double(count) / Double(totals[reference]) : 0
                let text = String(format: "%.3f", share)
                return TableView.Cell(text: "\(count)", share: text, isDiagonal: reference == prediction)
            }
            return TableView.Row(
                name: confusion.labels[reference],
                cells: counts + [TableView.Cell(text: "\(totals[reference])", share: nil, isDiagonal: false)]
            )
        }
        let note = "A row for each true label, a column for each predicted one."
        return SectionView(
            title: confusion.title,
            note: [note, confusion.note].compactMap { $0 }.joined(separator: " "),
            table: TableView(header: ["true \\ predicted"] + confusion.labels + ["all"], rows: rows)
        )
    }

    private static func section(_ part: ReportReliability, identifier: String) -> SectionView {
        func data(_ name: String, _ reliability: Reliability) -> Chart.Data {
            let points = reliability.bins.filter { $0.count > 0 }.map { (x: $0.meanConfidence, y: $0.accuracy) }
            return Chart.Data(name: name, points: points, hasDots: true)
        }
        func error(_ reliability: Reliability) -> String {
            AnswerText.fixed(100 * reliability.expectedCalibrationError, 2)
        }
        var lines = [data("as it is", part.reliability)]
        var note =
            "Of the \(part.subject) that the model gives with a confidence of 90 %, 90 % should be right: the dashed "
            + "line. Expected calibration error: \(error(part.reliability)) points"
        if let scaled = part.scaled {
            lines.append(data("with that temperature", scaled.reliability))
            note +=
                "; with a temperature of \(AnswerText.fixed(scaled.temperature, 2)), "
                + "which `bertune evaluate --calibrate` stores, \(error(scaled.reliability))"
        }
        let axis = Axis(0...1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1])
        let chart = Chart(
            identifier: identifier,
            title: "Accuracy by confidence",
            data: lines,
            names: ("confidence", "accuracy"),
            axes: (axis, axis),
            hasDiagonal: true
        )
        let rows = part.reliability.bins.filter { $0.count > 0 }.map { bin in
            [
                "\(AnswerText.fixed(bin.lower, 2)) – \(AnswerText.fixed(bin.upper, 2))",
                AnswerText.fixed(bin.meanConfidence, 4), AnswerText.fixed(bin.accuracy, 4), "\(bin.count)",
            ]
        }
        let header = ["confidence", "mean", "accuracy", part.subject]
        return SectionView(
            title: "Can its confidence be believed?",
            note: note + ".",
            table: view(header: header, rows: rows),
            charts: [chart]
        )
    }

    private static func section(_ part: ReportBars) -> SectionView {
        let total = part.bars.reduce(0) { $0 + $1.count }
        let bars = part.bars.map { bar in
            let share = total > 0 ? 100 * Double(bar.count) / Double(total) : 0
            return BarView(name: bar.name, count: "\(bar.count)", percent: AnswerText.fixed(share, 1))
        }
        return SectionView(title: part.title, note: part.note, bars: bars)
    }

    private static func section(_ part: ReportCurves, identifier: String) -> SectionView {
        // As many lines in a chart as can be told apart.
        let charts = stride(from: 0, to: part.curves.count, by: 4).map { start in
            let shown = part.curves[start..<min(start + 4, part.curves.count)]
            return Chart(
                identifier: "\(identifier)-\(start)",
                title: part.title,
                data: shown.map { Chart.Data(name: $0.name, points: $0.points).thinned() },
                names: (part.horizontalName, part.title)
            )
        }
        return SectionView(title: part.title, note: nil, charts: charts)
    }

    private static func section(_ part: ReportPoints, identifier: String) -> SectionView {
        // As many points as can be told apart, evenly over the file.
        let step = max(1, (part.points.count + 1499) / 1500)
        let shown = stride(from: 0, to: part.points.count, by: step).map { index in
            (x: part.points[index].reference, y: part.points[index].prediction)
        }
        let axis = Axis(shown.flatMap { [$0.x, $0.y] })
        let chart = Chart(
            identifier: identifier,
            title: part.title,
            data: [Chart.Data(name: "predicted", points: shown, isLine: false)],
            names: ("true", "predicted"),
            axes: (axis, axis),
            hasDiagonal: true
        )
        let note = step > 1 ? "Every \(step)th of \(part.points.count) examples." : nil
        return SectionView(title: part.title, note: note, charts: [chart])
    }

    private static func view(_ example: ReportExample) -> ExampleView {
        ExampleView(
            line: example.line > 0 ? "\(example.line)" : nil,
            parts: example.parts.map { segments in
                .init(
                    segments: segments.map { .init(text: $0.text, kind: $0.mark?.kind.rawValue, label: $0.mark?.label) }
                )
            },
            reference: example.reference,
            prediction: example.prediction,
            confidence: example.confidence.map { AnswerText.fixed(100 * $0, 1) }
        )
    }
}
