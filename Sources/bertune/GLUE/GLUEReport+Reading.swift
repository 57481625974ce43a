import Checkpoints
import EvaluationMetrics
import FineTuning
import Foundation
import StrictJSON

extension GLUEReport {
    /// What earlier commands on other tasks came to, as `results.json` says it.
    ///
    /// A task counts only while the very run that was measured stands in the folder, by its recipe. A file that is none
    /// of BERTune's says nothing.
    ///
    /// - Parameter output: The folder for the runs.
    /// - Returns: The results that can be read.
    static func earlierResults(in output: String) -> [GLUETaskResult] {
        guard let data = FileManager.default.contents(atPath: output + "/results.json"),
            let tasks = (try? JSONValue.parse(Array(data)))?["tasks"]?.array
        else { return [] }
        let runs = RunFolder.runs(in: output)
        return tasks.compactMap(GLUETaskResult.init).filter { result in
            let run = RunFolder(path: RunFolder(path: output).file(result.name))
            return runs.contains(result.name) && (try? SHA256.hexDigest(ofFile: run.recipePath)) == result.recipeSHA256
        }
    }
}

extension GLUETaskResult {
    /// Reads a task of `results.json`; `nil` if it isn't one.
    fileprivate init?(_ value: JSONValue) {
        guard let name = value["task"]?.string, let examples = value["trainingExamples"]?.int,
            let steps = value["steps"]?.int, let seconds = value["seconds"]?.double,
            let model = value["model"]?.string, let settings = value["settings"]?.string,
            let recipe = value["recipeSHA256"]?.string
        else { return nil }
        self.init(
            name: name,
            model: model,
            settings: settings,
            recipeSHA256: recipe,
            trainingExamples: examples,
            steps: steps,
            seconds: seconds
        )
        parts = (value["development"]?.array ?? []).compactMap(Part.init)
        if parts.isEmpty { return nil }
    }
}

extension GLUETaskResult.Part {
    fileprivate init?(_ value: JSONValue) {
        guard let task = GLUETask.allCases.first(where: { $0.title == value["part"]?.string }),
            let examples = value["examples"]?.int
        else { return nil }
        self.init(
            task: task,
            examples: examples,
            values: task.metricNames.compactMap { name in value[name]?.double.map { MetricValue(name, $0) } }
        )
    }
}
