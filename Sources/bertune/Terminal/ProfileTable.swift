import Prediction
import Tensors

/// Where the time of some work went, as a table.
enum ProfileTable {
    /// The table's lines.
    ///
    /// - Parameters:
    ///   - profile: What the operations took.
    ///   - seconds: What the work took from beginning to end; what no operation took is a row of its own.
    /// - Returns: A line for each kind of operation, the dearest first.
    static func lines(of profile: OperationProfile, seconds: Double) -> [String] {
        func row(_ name: String, _ calls: String, _ time: Double, _ rate: String) -> [String] {
            [
                name, calls, AnswerText.fixed(time, 3), AnswerText.fixed(100 * time / max(seconds, 1e-9), 1) + " %",
                rate,
            ]
        }
        var rows = [["operation", "calls", "seconds", "share", "Gop/s"]]
        for operation in profile.rows {
            let rate = operation.operations > 0 ? AnswerText.fixed(operation.gigaflops, 1) : ""
            rows.append(row(operation.name, "\(operation.calls)", operation.seconds, rate))
        }
        let known = profile.rows.reduce(0) { $0 + $1.seconds }
        rows.append(row("everything else", "", max(seconds - known, 0), ""))
        rows.append(row("in all", "", seconds, ""))
        return AnswerText.table(rows)
    }
}
