import ArgumentParser
import Prediction

/// A task on the command line, by its name on the Hugging Face Hub.
struct TaskName: ExpressibleByArgument {
    /// The task.
    let row: TaskRegistry.Row

    init?(argument: String) {
        guard let row = TaskRegistry.row(named: argument) else { return nil }
        self.row = row
    }

    static var allValueStrings: [String] {
        TaskRegistry.rows.map(\.name)
    }
}
