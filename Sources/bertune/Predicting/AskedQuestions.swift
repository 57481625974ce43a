import ArgumentParser
import Prediction

/// Questions about a text, asked on the command line.
struct AskedQuestions: ParsableArguments {
    @Option(parsing: .singleValue, help: ArgumentHelp("A question; may be given several times.", valueName: "text"))
    var question: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("The text to answer from: one for all questions, or one for each.", valueName: "text")
    )
    var context: [String] = []

    @Option(help: ArgumentHelp("A file with the text to answer all questions from.", valueName: "file"))
    var contextFile: String?

    func validate() throws {
        try PathCheck.requireName(contextFile, "--context-file")
        let contextCount = contextFile == nil ? context.count : 1
        if contextFile != nil, !context.isEmpty {
            throw ValidationError("--context and --context-file exclude each other; give one of them")
        }
        if question.isEmpty, contextCount > 0 {
            throw ValidationError("there is a context and no question; ask with --question")
        }
        if !question.isEmpty, contextCount != 1, contextCount != question.count {
            throw ValidationError(
                "there are \(question.count) questions and \(contextCount) of --context; give one for all, or one for each"
            )
        }
    }

    /// What is asked: each question with its text.
    ///
    /// - Returns: The inputs; none if nothing is asked.
    /// - Throws: `InputError` if the file can't be read.
    func inputs() throws -> [TaskInput] {
        let contexts = try contextFile.map { [try Self.text(of: $0)] } ?? context
        return question.enumerated().map { index, question in
            TaskInput(contexts.count == 1 ? contexts[0] : contexts[index], pair: question)
        }
    }

    private static func text(of path: String) throws -> String {
        guard let text = String(validating: try InputText.bytes(of: path), as: UTF8.self) else {
            throw InputError(path: path, message: "the text is not UTF-8; save it as UTF-8")
        }
        return text
    }
}
