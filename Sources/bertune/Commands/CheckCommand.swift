import ArgumentParser
import BERT
import FineTuning
import Foundation
import Prediction
import StrictJSON
import TextData
import Tokenization

/// `bertune check`: looks at data before a model is trained on them.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look at data before training.",
        discussion: """
            Says what the files are for and what is in them: classes and their balance, lengths, examples that stand \
            twice or contradict each other, examples that two files share, malformed tags, answers that don't stand \
            where they should. With --model also how long the examples are in its tokens, what would be cut or read \
            in windows, and whether its vocabulary knows the language.

            The first file, or --train, is the training data. Findings are no failure: the exit status is 0 unless a \
            file can't be read.

            Examples:

              bertune check train.csv validation.csv test.csv
              bertune check --train train.jsonl --validation dev.jsonl \\
                  --model models/minilm
              bertune check train.conll --model bert-base-cased --max-length 128 --json
            """
    )

    @Argument(help: ArgumentHelp("Data files, the training data first.", valueName: "file"))
    var files: [String] = []

    @Option(help: ArgumentHelp("The training data.", valueName: "file"))
    var train: String?

    @Option(help: ArgumentHelp("The data that decide which model is best.", valueName: "file"))
    var validation: String?

    @Option(help: ArgumentHelp("The data that measure the result.", valueName: "file"))
    var test: String?

    @Option(help: "What the data are for. (default: found out from the first file)")
    var task: TaskName?

    @Option(help: ArgumentHelp("The model that is to be trained, for its tokens.", valueName: "folder|id"))
    var model: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Tokens that the model is to read at a time. (default: as in training)",
            valueName: "tokens"
        )
    )
    var maxLength: Int?

    @Option(
        help: ArgumentHelp(
            "As in training: long texts are cut, or read in windows. (default: cut)",
            valueName: "cut|mean|max"
        )
    )
    var longTexts: LongTexts.Rule?

    @OptionGroup(title: "Data options")
    var dataOptions: DataOptions

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @Flag(help: "Print the report as one JSON object.")
    var json = false

    func validate() throws {
        guard !splits.isEmpty else { throw ValidationError("Missing expected argument '<file>'") }
        for (_, path) in splits { try PathCheck.requireName(path, "a file") }
        guard maxLength ?? 3 >= 3 else { throw ValidationError("--max-length must be at least 3") }
    }

    /// The files with the names of their parts.
    private var splits: [(name: String, path: String)] {
        let named = [("training", train), ("validation", validation), ("test", test)].compactMap { name, path in
            path.map { (name: name, path: $0) }
        }
        return files.enumerated().map { index, path in
            (name: index == 0 && train == nil ? "training" : "file \(index + 1)", path: path)
        } + named
    }

    func run() async throws {
        let options = dataOptions.applied(to: DataLayout()).tableOptions(labelsRequired: true)
        let ordered = splits.sorted { left, right in left.name == "training" && right.name != "training" }
        let choice = try task.map { TaskChoice($0.row) } ?? TaskChoice(file: ordered[0].path, options: options)
        do {
            try await check(choice.row.type, choice, ordered, options: options)
        } catch let error as DataError {
            throw error.advisingTask
        }
    }

    private func check<Task: RegisteredTask>(
        _ task: Task.Type,
        _ choice: TaskChoice,
        _ files: [(name: String, path: String)],
        options: TableOptions
    ) async throws {
        let splits = try files.enumerated().map { index, file in
            (name: file.name, dataset: try read(task, file.path, options: options, isTraining: index == 0))
        }
        var taskOptions = TaskOptions()
        taskOptions.longTexts = longTexts
        try taskOptions.refuseOthers(than: Task.optionNames, task: choice.row.name)
        let reading = try await reading(of: task)
        let report = try Inspection.report(splits, areNumbers: Task.learnsNumbers, reading: reading)
        if json {
            var members: [JSONObject.Member] = [.init("task", .string(choice.row.name))]
            if let detection = choice.detection { members.append(.init("reason", .string(detection.reason))) }
            let object = JSONObject(members + report.json.members)
            try OutputFile(path: nil).write(JSONValue.object(object).serialized() + [UInt8(ascii: "\n")])
        } else {
            let lines = ["task  \(choice)"] + report.lines
            try OutputFile(path: nil).write(lines.joined(separator: "\n") + "\n")
        }
    }

    /// Reads a file; one that nothing is learned from may lack labels.
    private func read<Task: RegisteredTask>(
        _ task: Task.Type,
        _ path: String,
        options: TableOptions,
        isTraining: Bool
    ) throws -> Task.Dataset {
        do {
            return try Task.Dataset.read(path, options: options)
        } catch {
            guard !isTraining, !StreamFile.isStream(path), [.missingColumn, .missingLabel].contains(error.code) else {
                throw error
            }
            var options = options
            options.labelsRequired = false
            return try Task.Dataset.read(path, options: options)
        }
    }

    /// How the model reads the data; `nil` if none is named.
    private func reading<Task: RegisteredTask>(of task: Task.Type) async throws -> DataReport.Reading? {
        guard let model else { return nil }
        let folder = try await ModelLocation.folder(of: model)
        let tokenizer = try Tokenizer(folder: folder)
        let positions = try BERTConfiguration(folder: folder).maxPositionEmbeddings
        if let maxLength, maxLength > positions {
            throw ValidationError("--max-length must be from 3 to \(positions), as many positions as the model has")
        }
        return DataReport.Reading(
            tokenizer: tokenizer,
            maximumLength: maxLength ?? Task.usualLength(of: tokenizer, positions: positions),
            splitsLongExamples: Task.readsWindows || longTexts ?? .cut != .cut,
            threads: computeOptions.threads ?? ProcessInfo.processInfo.activeProcessorCount
        )
    }
}
