/// The questions of one data file, and how the file was understood.
///
/// ```swift
/// let training = try QuestionDataset.read("train-v2.0.json")
/// for fault in training.answerReport.faults { print(fault) }
/// ```
public struct QuestionDataset: Sendable {
    /// The file as the caller named it.
    public let path: String
    /// The questions, in the file's order.
    public let examples: [QuestionExample]
    /// How the file is written, in words, such as `SQuAD JSON, version 1.1`.
    public let formatDescription: String
    /// What the reader found that the data's owner will want to know.
    public let warnings: [DataWarning]
    /// What the file says of its version, such as `v2.0` or `KorQuAD_v1.0_dev`.
    public let version: String?
    /// What is wrong with answers and ids, and what was done about each.
    public let answerReport: AnswerReport

    /// Questions that come from no file.
    ///
    /// Answers are taken to stand where they say.
    ///
    /// - Parameters:
    ///   - examples: The questions.
    ///   - name: What errors and warnings call them.
    public init(examples: [QuestionExample], name: String = "questions") {
        self.init(path: name, examples: examples, formatDescription: "in memory")
    }

    init(
        path: String,
        examples: [QuestionExample],
        formatDescription: String,
        version: String? = nil,
        report: AnswerReport = AnswerReport()
    ) {
        self.path = path
        self.examples = examples
        self.formatDescription = formatDescription
        self.version = version
        answerReport = report
        warnings = Self.emptyTexts(examples, path: path) + report.warnings(path: path)
    }

    private init(_ dataset: QuestionDataset, keeping examples: [QuestionExample]) {
        path = dataset.path
        self.examples = examples
        formatDescription = dataset.formatDescription
        version = dataset.version
        answerReport = AnswerReport()
        warnings = []
    }

    /// Some of the questions; what the reader found in the whole file is not said again.
    ///
    /// - Parameter indices: Which, in the order wanted; each within the examples' indices.
    /// - Returns: The questions, under the same path.
    public func subset(_ indices: some Sequence<Int>) -> QuestionDataset {
        QuestionDataset(self, keeping: indices.map { examples[$0] })
    }

    /// Whether any question is known to have no answer, as in SQuAD 2.0.
    public var hasImpossibleQuestions: Bool {
        examples.contains(where: \.isImpossible)
    }

    /// Reads a file: SQuAD's JSON (1.1, 2.0, KorQuAD 1.0), or one question per line as JSON.
    ///
    /// A line of JSON Lines holds `question`, `context` and, unless there are none to be had, `answers`: a list of
    /// `{"text", "answer_start"}`, or `{"text": […], "answer_start": […]}` as the datasets library writes it, or
    /// `answer` and `answer_start` for a single one. `id`, `title` and `is_impossible` may stand there too. Where
    /// `answer_start` is not given the text's first occurrence counts; where it is wrong, the nearest one. Each such
    /// case is listed in ``answerReport``.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: Its format, if it can't be seen; whether every question must have an answer or be marked as
    ///     having none.
    /// - Returns: All its questions.
    /// - Throws: ``DataError``, which names the line, at the first question that cannot be read; with code
    ///   `noExamples` if there is none.
    /// - Complexity: O(file size); a SQuAD file is held whole while it is read.
    public static func read(
        _ path: String,
        options: TableOptions = TableOptions()
    ) throws(DataError) -> QuestionDataset {
        do {
            return try QuestionReader(path: path, options: options).dataset(of: ByteInput.opening(path))
        } catch {
            throw error.advised(readingAs: .questions, options: options)
        }
    }

    /// Reads the content of a file from memory.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - name: What errors call it; its extension tells the format as a file's does.
    ///   - options: What is known about it.
    /// - Returns: All its questions.
    /// - Throws: ``DataError``, as for a file.
    public static func read(
        bytes: [UInt8],
        name: String,
        options: TableOptions = TableOptions()
    ) throws(DataError) -> QuestionDataset {
        try QuestionReader(path: name, options: options).dataset(of: ByteInput.reading(bytes, name: name))
    }

    private static func emptyTexts(_ examples: [QuestionExample], path: String) -> [DataWarning] {
        func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
        let empty = examples.filter { isBlank($0.question) || isBlank($0.context) }
        guard let first = empty.first else { return [] }
        let what = empty.count == 1 ? "1 question or context is" : "\(empty.count) questions or contexts are"
        return [
            DataWarning(
                .emptyTexts,
                "\(what) empty, the first that of question '\(first.id)'",
                path: path,
                line: first.line > 0 ? first.line : nil,
                count: empty.count
            )
        ]
    }
}
