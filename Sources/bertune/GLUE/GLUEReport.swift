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
    /// The pretrained model as it was named.
    let model: String
    /// What was asked for of the recipe, before the data chose the rest.
    let settings: String
    /// The fingerprint of the run folder's `recipe.yaml`, by which it is known to be the run that was measured.
    let recipeSHA256: String
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

    /// The tasks by what they were trained from and how.
    private var kinds: [(kind: String, tasks: [String])] {
        var kinds: [(kind: String, tasks: [String])] = []
        for result in results {
            let kind = "\(result.model), \(result.settings)"
            if let index = kinds.firstIndex(where: { $0.kind == kind }) {
                kinds[index].tasks.append(result.name)
            } else {
                kinds.append((kind, [result.name]))
            }
        }
        return kinds
    }

    /// The mean of the tasks' figures; `nil` where not all of them are of one model and trained alike.
    private var average: Double? {
        guard kinds.count == 1 else { return nil }
        return results.reduce(0) { $0 + $1.score } / Double(results.count)
    }

    private var averageLines: [String] {
        guard let average else {
            return ["There is no average, as not all tasks were trained alike:"]
                + kinds.map { "  \($0.tasks.joined(separator: ", ")): \($0.kind)" }
        }
        let count = results.count == 1 ? "1 task" : "\(results.count) tasks"
        return ["average of \(count): \(AnswerText.fixed(average, 4))"]
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
        lines += averageLines
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
                "model": .string(result.model), "settings": .string(result.settings),
                "recipeSHA256": .string(result.recipeSHA256),
                "trainingExamples": JSONValue(result.trainingExamples), "steps": JSONValue(result.steps),
                "seconds": JSONValue(result.seconds), "development": .array(result.parts.map(Self.value)),
            ]
        }
        let submission = self.submission
        return [
            "output": .string(output), "tasks": .array(tasks), "average": average.map { JSONValue($0) } ?? .null,
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
