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
    /// The fault, with what the file looks like, its ``likelyTask``, where that is data for another kind of task.
    ///
    /// - Parameters:
    ///   - contents: What the file was read as.
    ///   - options: How it was read.
    /// - Returns: The same fault; its message may say more.
    func advised(readingAs contents: TaskDetection.Contents, options: TableOptions) -> DataError {
        let codes: Set<Code> = [
            .unsupportedFile, .unknownFormat, .missingColumn, .ambiguousColumn, .invalidJSON, .invalidField, .raggedRow,
        ]
        guard codes.contains(code), likelyTask == nil, let path, !StreamFile.isStream(path),
            let detection = try? TaskDetection.detect(path, options: options), detection.contents != contents
        else { return self }
        let found = "the file looks like data for \(detection.task) (\(detection.reason))"
        // What to do about a format that can't be told leads nowhere if the file is another kind of file.
        if code == .unknownFormat {
            return DataError(code, found, path: path).adding("", likelyTask: detection.task)
        }
        return adding("; \(found)", likelyTask: detection.task)
    }
}
