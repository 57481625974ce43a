import ArgumentParser
import Prediction

/// The options that belong to some kinds of task only.
struct TaskOptionFlags: ParsableArguments {
    /// What a recipe file says, with the command line's words over it.
    ///
    /// - Parameter options: The recipe file's options, or none.
    /// - Returns: The options to follow.
    func applied(to options: TaskOptions) -> TaskOptions {
        options
    }
}

extension TaskRegistry.Row {
    /// The options that the name of the task decides, over others.
    func applied(to options: TaskOptions) -> TaskOptions {
        var result = options
        for field in TaskOptionField.all {
            if let text = field.write(self.options) { _ = field.read(&result, text) }
        }
        return result
    }
}
