public import BERT
public import StrictJSON
public import TextData

/// A task that the command line knows by name: one that makes itself from data or from a folder, and says its answers.
///
/// Such a type has a row in ``TaskRegistry``.
public protocol RegisteredTask: BERTTask {
    /// The transformers class with the task's head.
    static var architecture: String { get }
    /// The options of ``TaskOptions`` that the task has a use for, by their names, labels aside.
    static var optionNames: Set<String> { get }
    /// Whether examples that are longer than the model's length are always read in windows.
    static var readsWindows: Bool { get }
    /// Whether what a user asks is a question about a text.
    static var asksQuestions: Bool { get }

    /// Whether a model of this ``architecture`` that has no `task.json` is for this task.
    ///
    /// - Parameter configuration: The model's `config.json`.
    /// - Returns: Whether it is; of several tasks the first in ``TaskRegistry/rows`` is taken.
    static func suits(_ configuration: BERTConfiguration) -> Bool

    /// A task for training data: their labels, or whatever else they show.
    ///
    /// - Parameters:
    ///   - training: The training data.
    ///   - options: What the user asked for.
    /// - Throws: ``/TextData/DataError`` if the data are none for this task, ``TaskOptionError`` for an option.
    init(training: Dataset, options: TaskOptions) throws

    /// The task of a fine-tuned model.
    ///
    /// - Parameters:
    ///   - configuration: The model's `config.json`.
    ///   - settings: What ``settings`` was when it was saved; empty for a folder that BERTune did not write.
    /// - Throws: ``TaskMismatch`` if the model is for another task.
    init(configuration: BERTConfiguration, settings: JSONObject) throws

    /// Changes how answers are decoded, as the user asks for it when a model is used.
    ///
    /// - Parameter options: What the user asked for; the rest stays.
    /// - Throws: ``TaskOptionError`` for an option that this task doesn't have.
    mutating func apply(_ options: TaskOptions) throws

    /// Something that a user may ask, to show how it is done.
    var sampleInput: TaskInput { get }

    /// The example that a user asks about.
    ///
    /// - Parameter question: Texts from the command line.
    /// - Returns: The example.
    /// - Throws: ``TaskOptionError`` if a text is missing, or one is there that this task has no use for.
    func example(_ question: TaskInput) throws -> Dataset.Example

    /// An answer on one line, for a person.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - example: What was asked.
    ///   - format: How much is told.
    /// - Returns: The line, without its end.
    func line(_ answer: Answer, of example: Dataset.Example, format: AnswerFormat) -> String

    /// An answer for a program.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - example: What was asked.
    ///   - format: How much is told.
    /// - Returns: The object.
    func json(_ answer: Answer, of example: Dataset.Example, format: AnswerFormat) -> JSONObject

    /// The files in which the task's benchmarks want the answers to a data set.
    ///
    /// - Parameters:
    ///   - answers: An answer per example.
    ///   - dataset: The examples.
    /// - Returns: The files.
    func predictionFiles(_ answers: [Answer], of dataset: Dataset) -> [PredictionFile]
}

/// A file of answers.
public struct PredictionFile: Sendable, Equatable {
    /// The file's name.
    public let name: String
    /// Its content.
    public let bytes: [UInt8]

    /// A file.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

extension RegisteredTask {
    /// None.
    public static var optionNames: Set<String> { [] }

    /// False: what is too long is cut.
    public static var readsWindows: Bool { false }

    /// False: texts are what is asked about.
    public static var asksQuestions: Bool { false }

    /// True: there is no other task of this class.
    public static func suits(_ configuration: BERTConfiguration) -> Bool { true }

    /// A text.
    public var sampleInput: TaskInput { TaskInput("some text") }

    /// Every option that the task has no use for is one too many.
    public mutating func apply(_ options: TaskOptions) throws {
        try options.refuseOthers(than: Self.optionNames, task: name)
    }

    /// One file, `predictions.jsonl`, with an object a line.
    public func predictionFiles(_ answers: [Answer], of dataset: Dataset) -> [PredictionFile] {
        let lines = zip(answers, dataset.examples).map { answer, example in
            JSONValue.object(json(answer, of: example, format: AnswerFormat())).serialized() + [UInt8(ascii: "\n")]
        }
        return [PredictionFile(name: "predictions.jsonl", bytes: Array(lines.joined()))]
    }
}

/// What a user asks on the command line.
public struct TaskInput: Sendable, Equatable {
    /// The text, or the document that a question is about.
    public var text: String
    /// The second text of a pair, or the question.
    public var pair: String?

    /// A text, or two.
    public init(_ text: String, pair: String? = nil) {
        self.text = text
        self.pair = pair
    }

    /// A sample of what is asked of a task of texts, or of pairs.
    static func sample(hasPairs: Bool?) -> TaskInput {
        TaskInput("some text", pair: hasPairs == true ? "another text" : nil)
    }
}

/// How much of an answer is told.
public struct AnswerFormat: Sendable, Equatable {
    /// The number of alternatives.
    public var topCount: Int
    /// Whether the head's raw outputs are told.
    public var includesLogits: Bool

    /// The best alternative alone, unless said otherwise.
    public init(topCount: Int = 1, includesLogits: Bool = false) {
        self.topCount = topCount
        self.includesLogits = includesLogits
    }
}

/// A model that is not one for the task.
public struct TaskMismatch: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and what to do about it.
    public let description: String
    /// Whether it is ``BERTTask/settings`` that are wrong, which are kept in `task.json`; else it is `config.json`.
    let isOfSettings: Bool

    /// Says what of the model's configuration is not one for the task.
    public init(_ description: String) {
        self.description = description
        isOfSettings = false
    }

    /// Says what of the task's settings is wrong.
    public init(setting description: String) {
        self.description = description
        isOfSettings = true
    }
}
