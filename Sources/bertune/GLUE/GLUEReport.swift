import Checkpoints
import EvaluationMetrics
import Prediction
import StrictJSON
import TextData

/// How one task of GLUE went.
struct GLUETaskResult {
    /// The figures on one development set; MNLI has two.
    struct Part {
        let task: GLUETask
        let examples: Int
        let values: [MetricValue]
    }

    let name: String
    let trainingExamples: Int
    let steps: Int
    let seconds: Double
    var parts: [Part] = []

    /// The one figure of the task, as the leaderboard has it: the mean of its figures, of both parts of MNLI.
    ///
    /// Figures that are undefined, those of constant predictions, count as 0.
    var score: Double {
        let scores = parts.map { $0.task.score(of: $0.values) ?? 0 }
        return scores.isEmpty ? 0 : scores.reduce(0, +) / Double(scores.count)
    }
}

/// What `bertune glue` says when it is done.
struct GLUEReport {
    let output: String
    /// The tasks' results, in the benchmark's order.
    let results: [GLUETaskResult]
    let missing: [(name: String, files: [String])]
    let submission: GLUESubmission

    init(
        output: String,
        results: [GLUETaskResult],
        missing: [(name: String, files: [String])],
        submission: GLUESubmission
    ) {
        self.output = output
        let order = GLUELayout.all.map(\.name)
        self.results = results.sorted { (order.firstIndex(of: $0.name) ?? 0) < (order.firstIndex(of: $1.name) ?? 0) }
        self.missing = missing.filter { task in !results.contains { $0.name == task.name } }
        self.submission = submission
    }

    private var average: Double {
        results.isEmpty ? 0 : results.reduce(0) { $0 + $1.score } / Double(results.count)
    }

    /// Writes `results.json`.
    func write() throws {
        try DurableFile.write(value.serialized(pretty: true) + [UInt8(ascii: "\n")], to: output + "/results.json")
    }

    /// The report for a person.
    var text: String {
        var rows = [["task", "metric", "development", "examples", "trained on"]]
        for result in results {
            for part in result.parts {
                for name in part.task.metricNames {
                    let value = part.values.first { $0.name == name }
                    rows.append([
                        part.task.title, name, value.map { AnswerText.fixed($0.value, 4) } ?? "undefined",
                        "\(part.examples)", "\(result.trainingExamples)",
                    ])
                }
            }
        }
        var lines = AnswerText.table(rows)
        lines.append("")
        lines.append(
            "average of \(results.count == 1 ? "1 task" : "\(results.count) tasks"): \(AnswerText.fixed(average, 4))"
        )
        for task in missing {
            lines.append("\(task.name) was left out: there is no \(task.files.joined(separator: " and no "))")
        }
        return (lines + submission.lines).joined(separator: "\n") + "\n"
    }

    /// The report for a program, as one line.
    var json: String {
        String(decoding: value.serialized(), as: UTF8.self) + "\n"
    }

    private var value: JSONValue {
        let tasks = results.map { result -> JSONValue in
            [
                "task": .string(result.name), "score": JSONValue(result.score),
                "trainingExamples": JSONValue(result.trainingExamples), "steps": JSONValue(result.steps),
                "seconds": JSONValue(result.seconds), "development": .array(result.parts.map(Self.value)),
            ]
        }
        let submission = self.submission
        return [
            "output": .string(output), "tasks": .array(tasks), "average": JSONValue(average),
            "missing": .array(
                missing.map { ["task": .string($0.name), "files": .array($0.files.map { .string($0) })] }
            ),
            "submission": [
                "file": submission.path.map { .string($0) } ?? .null,
                "files": .array(submission.files.map { .string($0) }),
                "missing": .array(submission.missing.map { .string($0.file) }),
            ],
        ]
    }

    private static func value(_ part: GLUETaskResult.Part) -> JSONValue {
        var members: [JSONObject.Member] = [
            .init("part", .string(part.task.title)), .init("examples", JSONValue(part.examples)),
        ]
        for name in part.task.metricNames {
            let value = part.values.first { $0.name == name }
            members.append(.init(name, value.map { JSONValue($0.value) } ?? .null))
        }
        return .object(JSONObject(members))
    }
}
