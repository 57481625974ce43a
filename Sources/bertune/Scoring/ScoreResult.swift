import EvaluationMetrics
import StrictJSON

/// What `bertune score` says.
struct ScoreResult {
    /// What the examples are, such as `examples` or `questions`, and how many there are.
    var unit: String
    var count: Int
    /// The figures; `nil` where one is undefined, as a correlation with constant predictions is.
    var figures: [(name: String, value: Double?)]
    /// The scores of each label or type, if there are any, and what they are.
    var rowTitle = "label"
    var rows: [LabelScores] = []
    /// What a person must know to read the figures.
    var note: String?

    init(_ unit: String, count: Int, values: [MetricValue], rowTitle: String = "label", rows: [LabelScores] = []) {
        self.unit = unit
        self.count = count
        figures = values.map { ($0.name, $0.value) }
        self.rowTitle = rowTitle
        self.rows = rows
    }

    /// The result for a person.
    var text: String {
        let lines = Self.aligned(
            [(unit, "\(count)")]
                + figures.map { figure in
                    let isCount = figure.name.hasSuffix("total")
                    let value = figure.value.map { isCount ? "\(Int($0))" : TrainingText.fixed($0, 4) }
                    return (figure.name, value ?? "undefined")
                }
        )
        return (lines + (rows.isEmpty ? [] : [""] + table) + (note.map { [$0] } ?? [])).joined(separator: "\n") + "\n"
    }

    /// The result for a program, as one line; what is undefined is null.
    var json: String {
        var members: [JSONObject.Member] = [.init(unit, JSONValue(count))]
        members += figures.map { figure in
            let isCount = figure.name.hasSuffix("total")
            return .init(figure.name, figure.value.map { isCount ? JSONValue(Int($0)) : JSONValue($0) } ?? .null)
        }
        if !rows.isEmpty { members.append(.init(rowTitle + "s", .array(rows.map(object)))) }
        return String(decoding: JSONValue.object(JSONObject(members)).serialized(), as: UTF8.self) + "\n"
    }

    private func object(_ scores: LabelScores) -> JSONValue {
        .object(
            JSONObject([
                .init(rowTitle, .string(scores.label)), .init("precision", JSONValue(scores.precision)),
                .init("recall", JSONValue(scores.recall)), .init("f1", JSONValue(scores.f1)),
                .init("support", JSONValue(scores.support)), .init("predicted", JSONValue(scores.predictedCount)),
            ])
        )
    }

    private static func aligned(_ pairs: [(name: String, value: String)]) -> [String] {
        let width = pairs.map(\.name.count).max() ?? 0
        return pairs.map { $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.value }
    }

    /// A row for each label.
    private var table: [String] {
        let width = (rows.map(\.label.count) + [rowTitle.count]).max() ?? 0
        func row(_ title: String, _ cells: [String]) -> String {
            title + String(repeating: " ", count: width - title.count)
                + cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined()
        }
        return [row(rowTitle, ["precision", "recall", "f1", "support"])]
            + rows.map { scores in
                let figures = [scores.precision, scores.recall, scores.f1].map { TrainingText.fixed($0, 4) }
                return row(scores.label, figures + ["\(scores.support)"])
            }
    }
}
