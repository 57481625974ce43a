extension TaskDetection {
    /// What data files hold, whatever is learned from it.
    enum Contents: String {
        case texts
        case words = "token-classification"
        case questions = "question-answering"
    }

    /// What the file holds.
    var contents: Contents { Contents(rawValue: task) ?? .texts }
}

extension DataError {
    /// The fault, with what the file looks like where that is data for another kind of task.
    ///
    /// - Parameters:
    ///   - contents: What the file was read as.
    ///   - options: How it was read.
    /// - Returns: The same fault; its message may say more.
    func advised(readingAs contents: TaskDetection.Contents, options: TableOptions) -> DataError {
        let codes: Set<Code> = [
            .unsupportedFile, .unknownFormat, .missingColumn, .ambiguousColumn, .invalidJSON, .invalidField, .raggedRow,
        ]
        guard codes.contains(code), !message.contains("--task"), let path, !StreamFile.isStream(path),
            let found = try? TaskDetection.detect(path, options: options), found.contents != contents
        else { return self }
        return DataError(
            code,
            "\(message); the file looks like one for --task \(found.task) (\(found.reason))",
            path: path,
            line: line,
            column: column,
            field: field
        )
    }
}
