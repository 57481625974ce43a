import EvaluationMetrics
import Prediction
import Reporting
import TestSupport
import Testing

@Suite("Report")
struct ReportPageTests {
    /// The last two are one character each, of which the second scalar is what harms.
    private static let hostile = "<script>alert(\"x\")</script> & 'y' {{title}} \u{600}<img src=x> \"\u{301}"

    private func report(parts: [ReportPart], log: [String] = []) -> RunReport {
        RunReport(
            title: "first",
            question: "How well does it tell 'a' from 'b'?",
            measuredOn: "3 validation examples",
            metrics: [
                .init(MetricValue("loss", 0.5), interval: nil),
                .init(
                    MetricValue("accuracy", 0.75),
                    interval: Bootstrap().intervals(of: Constant()).first
                ),
                .init(MetricValue("microF1", 0.75, isMinor: true), interval: nil),
            ],
            history: MetricsHistory(lines: log.map { Array($0.utf8) }),
            parts: parts,
            dataNotes: [Self.hostile],
            facts: [.init("model", Self.hostile)],
            recipe: "task: \(Self.hostile)"
        )
    }

    /// A figure without doubt.
    private struct Constant: SampledMetrics {
        let exampleCount = 2
        func values(of sample: [Int]) -> [MetricValue] { [MetricValue("accuracy", 0.75)] }
    }

    @Test("whatever labels, texts and paths say, the page's own elements are the only ones")
    func escaping() throws {
        let hostile = Self.hostile
        let html = try report(parts: [
            .table(ReportTable(title: hostile, note: hostile, header: [hostile, "n"], rows: [[hostile, hostile]])),
            .confusion(
                ReportConfusion(
                    title: "c",
                    labels: [hostile, "b"],
                    matrix: ConfusionMatrix(classCount: 2, predictions: [0, 1, 1], references: [0, 1, 0])
                )
            ),
            .bars(ReportBars(title: "kinds", bars: [(hostile, 3)])),
            .examples(
                ReportExamples(
                    title: "worst",
                    examples: [
                        ReportExample(
                            line: 7,
                            parts: [[.init(hostile), .init(hostile, .init(.missed, hostile))]],
                            reference: hostile,
                            prediction: hostile,
                            confidence: 0.5
                        )
                    ]
                )
            ),
        ]).html()
        #expect(!html.unicodeScalars.contains(sequence: "<script") && !html.unicodeScalars.contains(sequence: "<img"))
        #expect(html.contains("&lt;script&gt;"))
        // A text that looks like a template stays what it is.
        #expect(html.contains("{{title}}"))
        // Nothing is fetched.
        for word in ["http:", "https:", "@import", "url("] { #expect(!html.contains(word), "\(word)") }
    }

    @Test("elements are closed in their order")
    func wellFormed() throws {
        let html = try report(
            parts: [
                .reliability(
                    ReportReliability(
                        subject: "labels",
                        reliability: Reliability(confidences: [0.9, 0.6], isCorrect: [true, false]),
                        scaled: (1.5, Reliability(confidences: [0.8, 0.55], isCorrect: [true, false]))
                    )
                ),
                .points(ReportPoints(title: "numbers", points: [(1, 2), (3, 3)])),
            ],
            log: [
                #"{"step":1,"epoch":0.5,"loss":0.7,"learningRate":1e-05,"gradientNorm":1,"tokensPerSecond":10}"#,
                #"{"step":2,"epoch":1,"loss":0.6,"learningRate":2e-05,"gradientNorm":2,"tokensPerSecond":11}"#,
                #"{"step":2,"epoch":1,"split":"validation","evaluation":{"loss":0.65,"accuracy":0.5}}"#,
                #"{"step":2,"epoch":1,"split":"test","evaluation":{"loss":0.1,"accuracy":0.9}}"#,
                #"{"step":3,"epoch":1,"lo"#,
            ]
        ).html()
        var open: [Substring] = []
        let empty: Set<Substring> = ["meta"]
        for piece in html.split(separator: "<").dropFirst() where !piece.hasPrefix("!doctype") {
            let tag = piece.prefix { $0 != ">" }
            let name = tag.prefix { $0 != " " && $0 != "/" }
            if tag.hasPrefix("/") {
                let last = open.popLast()
                #expect(last == tag.dropFirst())
            } else if !tag.hasSuffix("/"), !empty.contains(name) {
                open.append(name)
            }
        }
        #expect(open.isEmpty)
        for text in ["Loss", "validation loss", "learningRate", "gradientNorm", "accuracy on validation data"] {
            #expect(html.contains(text), "\(text)")
        }
        #expect(html.contains("temperature of 1.50"))
        // The test's loss is no point of the validation's curve.
        #expect(!html.contains(">0.1<"))
    }

    @Test("the first figure that is no loss is the answer, with its interval")
    func answer() throws {
        let html = try report(parts: []).html()
        #expect(html.contains("accuracy is 0.7500 on 3 validation examples"))
        #expect(html.contains("between 0.7500 and 0.7500 (95 % interval)"))
    }

    @Test("of many labels the pairs that are mixed up most are told instead of a matrix")
    func manyLabels() throws {
        let labels = (0..<40).map { "label\($0)" }
        let matrix = ConfusionMatrix(classCount: 40, predictions: [3, 3, 5, 7], references: [4, 4, 6, 7])
        let html = try report(parts: [.confusion(ReportConfusion(title: "c", labels: labels, matrix: matrix))]).html()
        #expect(html.contains("Of 40 labels"))
        #expect(html.contains("label4") && html.contains("label6"))
        #expect(!html.contains("label9"))
    }

    @Test("a run without a log has no curves, and a curve of one value is drawn")
    func fewPoints() throws {
        #expect(try report(parts: []).html().contains("There is no log of the steps."))
        let one = try report(parts: [], log: [#"{"step":1,"loss":0.7}"#]).html()
        #expect(one.contains("<circle"))
        #expect(!one.contains("nan") && !one.contains("inf"))
    }
}

extension Sequence<Unicode.Scalar> {
    /// Whether the scalars of a text stand in this sequence one after the other, combined with others or not.
    fileprivate func contains(sequence text: String) -> Bool {
        let (all, wanted) = (Array(self), Array(text.unicodeScalars))
        return all.indices.contains { all[$0...].starts(with: wanted) }
    }
}
