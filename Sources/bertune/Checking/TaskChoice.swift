import Prediction
import TextData

/// The task that is asked for, or else the one that a data file shows.
struct TaskChoice {
    /// The task.
    let row: TaskRegistry.Row
    /// How it was found out, if nobody said it.
    let detection: TaskDetection?

    /// A task that was asked for.
    init(_ row: TaskRegistry.Row) {
        self.row = row
        detection = nil
    }

    /// The task that a file shows.
    ///
    /// - Parameters:
    ///   - file: The training data.
    ///   - options: How they are read.
    /// - Throws: `DataError` if the file can't be read; `InputError` if it is for a task that there is none of.
    init(file: String, options: TableOptions) throws {
        let found = try TaskDetection.detect(file, options: options)
        guard let row = TaskRegistry.row(named: found.task) else {
            throw InputError(path: file, message: "the file is for \(found.task), which BERTune can't do")
        }
        self.row = row
        detection = found
    }
}

extension TaskChoice: CustomStringConvertible {
    /// The task, and what shows it.
    var description: String {
        guard let detection else { return row.name }
        return "\(detection) (if that is wrong, say --task)"
    }
}
