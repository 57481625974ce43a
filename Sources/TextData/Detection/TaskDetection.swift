/// What a data file is for, found out from the file.
///
/// ```swift
/// let detection = try TaskDetection.detect("train.tsv")
/// print(detection)  // sentence-similarity: columns 'sentence1' and 'sentence2', and numbers with fractions in 'score'
/// ```
public struct TaskDetection: Sendable, Equatable {
    /// The task's name on the Hugging Face Hub.
    public let task: String
    /// What in the file shows it.
    public let reason: String
    /// The other tasks that the file could be for; empty if there is no doubt.
    public let alternatives: [String]

    init(_ task: String, _ reason: String, alternatives: [String] = []) {
        self.task = task
        self.reason = reason
        self.alternatives = alternatives
    }

    /// The number of examples that are looked at.
    static let sampleCount = 2000

    /// Finds out what a file is for.
    ///
    /// - Parameters:
    ///   - path: A file of training data.
    ///   - options: What is known about it.
    /// - Returns: The task, and why.
    /// - Throws: ``DataError`` if the file can't be read, or its columns can't be told; with code `unsupportedFile` for
    ///   a stream, of which nothing would be left to read.
    /// - Complexity: No more is read than the beginning of the file: a block of it, or some 2,000 examples.
    public static func detect(
        _ path: String,
        options: TableOptions = TableOptions()
    ) throws(DataError) -> TaskDetection {
        guard !StreamFile.isStream(path) else {
            throw DataError(
                .unsupportedFile,
                "a stream can be read only once, so that what it is for can't be found out first; say --task, or write "
                    + "it to a file",
                path: path
            )
        }
        var input = try ByteInput.opening(path)
        guard try input.fill() else { throw DataError(.emptyFile, "the file is empty", path: path) }
        if let detection = fromJSON(input, options: options) { return detection }
        if let detection = fromWords(input, options: options) { return detection }
        return try fromTexts(path, options: options)
    }
}

// MARK: - CustomStringConvertible

extension TaskDetection: CustomStringConvertible {
    /// The task, the reason, and what to say if it is another one.
    public var description: String {
        let others = alternatives.isEmpty ? "" : "; it could also be \(alternatives.joined(separator: " or "))"
        return "\(task): \(reason)\(others)"
    }
}
