import Prediction
import StrictJSON
import TextData

/// Asks a model and writes its answers: a line of text each, or a JSON object.
struct AnswerWriter<Task: RegisteredTask> {
    /// The model that is asked.
    let model: TaskModel<Task>
    /// Whether a line is a JSON object.
    let writesJSON: Bool
    /// How much is told.
    let format: AnswerFormat

    private var truncation: [TruncationReport] = []

    init(model: TaskModel<Task>, writesJSON: Bool, format: AnswerFormat) {
        self.model = model
        self.writesJSON = writesJSON
        self.format = format
    }

    /// Writes the answers to some examples.
    ///
    /// - Parameters:
    ///   - dataset: What is asked.
    ///   - file: Where the answers go.
    /// - Throws: `DataError` if a text can't be tokenized, `OutputError` if the file can't be written.
    mutating func write(_ dataset: Task.Dataset, to file: OutputFile) throws {
        RunLayout.note(dataset.warnings)
        let (answers, truncation) = try model.answers(for: dataset)
        self.truncation.append(truncation)
        var bytes: [UInt8] = []
        for (example, answer) in zip(dataset.examples, answers) {
            if writesJSON {
                bytes += JSONValue.object(model.task.json(answer, of: example, format: format)).serialized()
            } else {
                bytes += model.task.line(answer, of: example, format: format).utf8
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        try file.write(bytes)
    }

    /// What was cut off or split, if anything was.
    var truncationNote: String? {
        let texts = truncation.reduce(0) { $0 + $1.exampleCount }
        let cut = truncation.reduce(0) { $0 + $1.cutExampleCount }
        let split = truncation.reduce(0) { $0 + $1.splitExampleCount }
        var notes: [String] = []
        if cut > 0 {
            notes.append("\(cut) of \(texts) texts are longer than \(model.maximumLength) tokens and were cut")
        }
        if split > 0 {
            notes.append(
                "\(split) of \(texts) texts are longer than \(model.maximumLength) tokens and were read in windows"
            )
        }
        return notes.isEmpty ? nil : notes.joined(separator: "; ")
    }
}
