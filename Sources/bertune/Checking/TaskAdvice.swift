import TextData

extension DataError {
    /// The fault in a command that has `--task`: with the option by which the file is read as what it looks like.
    var advisingTask: DataError {
        likelyTask.map { adding("; say --task \($0)") } ?? self
    }
}
