import ArgumentParser
import FineTuning
import Foundation
import Prediction
import Tensors
import TextData

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `bertune predict`: asks a model about texts.
struct PredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Ask a fine-tuned model about texts.",
        discussion: """
            Texts come from the arguments, from a data file, or line by line from standard input. Each gives one \
            line: the answer, its probability where there is one, and what was asked; or one JSON object with --json.

            Examples:

              bertune predict runs/first "When will it arrive?" "I want my money back"
              bertune predict runs/first --top-k 3 --json < questions.txt
              bertune predict runs/first --input new.csv --output answers.jsonl
              bertune predict runs/pairs "A man sleeps." --pair "A man is awake."
              bertune predict runs/squad --question "Who founded Tesla?" \\
                  --context "Tesla was founded by Elon Musk in 2003."
            """
    )

    @Argument(
        help: ArgumentHelp("A run folder, or any folder of a BERT fine-tuned for one of the tasks.", valueName: "run")
    )
    var folderOrID: String

    @Argument(help: "The texts.")
    var text: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("The second text of a pair; once for each text.", valueName: "text")
    )
    var pair: [String] = []

    @OptionGroup
    var asked: AskedQuestions

    @Option(help: ArgumentHelp("A data file of texts; - is standard input.", valueName: "file"))
    var input: String?

    @OptionGroup(title: "Data options")
    var dataOptions: DataOptions

    @OptionGroup(title: "Task options")
    var taskFlags: TaskOptionFlags

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @OptionGroup(title: "Computing options")
    var precisionOptions: PrecisionOptions

    @OptionGroup(title: "Computing options")
    var profileOptions: ProfileOptions

    @Option(help: ArgumentHelp("Write to a file; .json and .jsonl imply --json.", valueName: "file"))
    var output: String?

    @Flag(help: "One JSON object a line.")
    var json = false

    @Flag(help: "Add the head's raw outputs, in the order of the labels' ids; implies --json.")
    var logits = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The most probable labels to tell, best first.", valueName: "k")
    )
    var topK = 1

    func validate() throws {
        if topK < 1 { throw ValidationError("--top-k must be a whole number of at least 1, but is \(topK)") }
        if input != nil && !text.isEmpty {
            throw ValidationError("texts and --input exclude each other; give one of them")
        }
        if !asked.question.isEmpty && (input != nil || !text.isEmpty) {
            throw ValidationError("--question excludes texts and --input; give one of them")
        }
        if !pair.isEmpty && pair.count != text.count {
            throw ValidationError("there are \(text.count) texts and \(pair.count) of --pair; give one for each text")
        }
        try PathCheck.requireName(folderOrID, "the run folder")
        try PathCheck.requireName(input, "--input")
        try PathCheck.requireName(output, "--output")
        if let input, input != "-" {
            try PathCheck.requireDistinct(output: output, input: input, "--input")
        } else if text.isEmpty && asked.question.isEmpty {
            try PathCheck.requireDistinct(output: output, input: PathCheck.standardInput, "standard input")
        }
    }

    func run() async throws {
        let folder = try await ModelLocation.folder(of: folderOrID)
        let row = try TaskRegistry.row(ofFolder: folder)
        try profileOptions.run { try predict(row.type, folder: folder, profile: $0) }
    }

    private func predict<Task: RegisteredTask>(
        _ type: Task.Type,
        folder: String,
        profile: OperationProfile?
    ) throws {
        let model = try TaskModel<Task>(
            folder: folder,
            options: taskFlags.applied(to: TaskOptions()),
            threads: computeOptions.threads,
            precision: precisionOptions.precision,
            profile: profile
        )
        let writesJSON = json || logits || output.map { $0.hasSuffix(".json") || $0.hasSuffix(".jsonl") } ?? false
        var writer = AnswerWriter(
            model: model,
            writesJSON: writesJSON,
            format: AnswerFormat(topCount: topK, includesLogits: logits)
        )
        // A bounded number of texts at a time, so that memory doesn't grow with the input.
        let batchSize = 4096
        let arguments = try arguments(for: model.task)
        let file = try OutputFile(path: output)
        if let arguments {
            try writer.write(arguments, to: file)
        } else {
            var options = RunLayout.options(dataOptions, ofRun: folder, for: input, labelsRequired: false)
            let isStream = input == nil || input == "-"
            if isStream {
                if isatty(STDIN_FILENO) == 1 { StandardError.note("reading one text per line; end with Ctrl-D") }
                // A stream has no name that could tell its format.
                if options.format == .automatic { options.format = .lines }
            }
            let path = isStream ? PathCheck.standardInput : input ?? ""
            try Task.Dataset.forEachBatch(path, options: options, count: batchSize) { try writer.write($0, to: file) }
        }
        try file.close()
        if let note = writer.truncationNote { StandardError.note(note) }
    }

    /// What the arguments ask, if they ask anything.
    private func arguments<Task: RegisteredTask>(for task: Task) throws -> Task.Dataset? {
        var inputs = text.enumerated().map { TaskInput($1, pair: pair.isEmpty ? nil : pair[$0]) }
        if !asked.question.isEmpty {
            guard Task.asksQuestions else {
                throw ValidationError("--question is for a model that answers questions; this one is for \(task.name)")
            }
            inputs = try asked.inputs()
        }
        return inputs.isEmpty ? nil : Task.Dataset(examples: try inputs.map(task.example), name: "the arguments")
    }
}
