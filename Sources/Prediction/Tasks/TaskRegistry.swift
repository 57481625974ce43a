internal import BERT
internal import StrictJSON

/// The tasks that BERTune knows by name: the one list to add a row to.
public enum TaskRegistry {
    /// One row: a name, the type that does it, and what the name alone decides.
    public struct Row: Sendable {
        /// The name on the Hugging Face Hub.
        public let name: String
        /// What the task is, in a few words.
        public let summary: String
        /// The type.
        public let type: any RegisteredTask.Type
        /// What the name decides, such as that texts come in pairs.
        public let options: TaskOptions

        init(
            _ name: String,
            _ summary: String,
            _ type: any RegisteredTask.Type,
            configure: (inout TaskOptions) -> Void = { _ in }
        ) {
            self.name = name
            self.summary = summary
            self.type = type
            var options = TaskOptions()
            configure(&options)
            self.options = options
        }
    }

    /// All tasks.
    public static let rows: [Row] = [
        Row("text-classification", "a text gets one of several labels", TextClassification.self),
        Row("text-pair-classification", "a pair of texts gets one of several labels", TextClassification.self) {
            $0.hasPairs = true
        },
        Row(
            "multi-label-classification",
            "a text, or a pair, gets any number of labels",
            MultiLabelClassification.self
        ),
        Row("text-regression", "a text, or a pair, gets a number", TextRegression.self),
        Row("sentence-similarity", "a pair of texts gets a number", TextRegression.self) { $0.hasPairs = true },
        Row("token-classification", "each word of a text gets a tag", TokenClassification.self),
        Row("question-answering", "a question is answered from a text", QuestionAnswering.self),
    ]

    /// The transformers classes with the heads of these tasks.
    static let architectures = Set(rows.map { row in row.type.architecture })

    /// The row of a name.
    ///
    /// - Parameter name: The task's name.
    /// - Returns: The row, or `nil` if there is no such task.
    public static func row(named name: String) -> Row? {
        rows.first { $0.name == name }
    }

    /// The task that a folder's model was fine-tuned for.
    ///
    /// A run folder says it in `task.json`, a transformers folder by its class and problem type.
    ///
    /// - Parameter folder: The model folder.
    /// - Returns: The task's row.
    /// - Throws: ``PredictionError`` with code `noHead` if it is for none of these tasks; ``/BERT/ModelError``.
    public static func row(ofFolder folder: String) throws -> Row {
        if let description = try TaskDescription(folder: folder) {
            if let row = row(named: description.name) { return row }
            throw PredictionError(
                .noHead,
                "task: \(description.name) is none of \(rows.map(\.name).joined(separator: ", "))",
                path: folder + "/" + TaskDescription.fileName
            )
        }
        // Before anything else looks at the folder: that it is one, and a BERT.
        let configuration = try BERTConfiguration(folder: folder)
        let named = configuration.source["architectures"]?.array?.first?.string ?? ""
        // A folder that names none of the classes is taken for one of the first row's.
        let architecture = architectures.contains(named) ? named : rows[0].type.architecture
        return rows.first { $0.type.architecture == architecture && $0.type.suits(configuration) } ?? rows[0]
    }
}
