import ArgumentParser
import FineTuning
import Prediction
import StrictJSON
import TextData

/// `bertune augment`: makes new training examples from given ones.
struct AugmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "augment",
        abstract: "Make new training examples from given ones.",
        discussion: """
            Writes the examples and, behind them, new ones made from them, as JSON Lines that `bertune train` reads. \
            Labels stay, tags and answers stay where they belong: words of entities and of answers are never changed. \
            What is made depends on the examples, the method and the seed alone. Augment training data only; to keep \
            a part of it for validation, let `bertune train --augment` do it, which augments after the split.

              synonyms          words give way to synonyms from WordNet
                                (apt-get install wordnet-base)
              eda               synonyms, insertions of synonyms, swaps or
                                deletions, one of them for each copy
              masked            words give way to what a masked language model
                                expects in their place
              back-translation  texts go to another language and back, by a
                                command or a server

            Examples:

              bertune augment --input train.tsv --output more.jsonl --method synonyms
              bertune augment --input train.jsonl --output more.jsonl --method eda \\
                  --copies 4 --seed 7 --insertion-rate 0
              bertune augment --input train.conll --output more.jsonl \\
                  --method masked --masked-model bert-base-cased
              bertune augment --input train.csv --output more.jsonl \\
                  --method back-translation --language en --via de \\
                  --back-translate-url http://localhost:5000 \\
                  --translation-cache translations.jsonl
            """
    )

    @Option(help: ArgumentHelp("The training data.", valueName: "file"))
    var input: String

    @Option(help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"))
    var output: String?

    @Flag(help: "Replace the file that --output names, if it is there.")
    var overwrite = false

    @Option(help: "How new examples are made.")
    var method: AugmentationSettings.Method

    @Option(parsing: .unconditional, help: "New examples that are tried for each one.")
    var copies = 1

    @Option(parsing: .unconditional, help: "What decides every random choice.")
    var seed: UInt64 = 42

    @Option(help: "What the examples are for, which says how they are read. (default: found out from the file)")
    var task: TaskName?

    @Flag(help: "Write the new examples alone.")
    var onlyNew = false

    @OptionGroup(title: "Method options")
    var methodOptions: AugmentationMethodOptions

    @OptionGroup(title: "Data options")
    var dataOptions: DataOptions

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @Flag(help: "Print the report as one JSON object on standard output.")
    var json = false

    func validate() throws {
        try PathCheck.requireName(input, "--input")
        try PathCheck.requireName(output, "--output")
        try PathCheck.requireDistinct(output: output, input: input, "--input")
        try AugmentedFile.check(output, overwrites: overwrite)
        _ = try settings()
        if json && output == nil {
            throw ValidationError("--json prints the report where the examples go; add --output")
        }
    }

    func run() async throws {
        let options = dataOptions.applied(to: DataLayout()).tableOptions(labelsRequired: true)
        let choice = try task.map { TaskChoice($0.row) } ?? TaskChoice(file: input, options: options)
        do {
            try await augment(choice.row.type, choice, options: options)
        } catch let error as DataError {
            throw error.advisingTask
        }
    }

    private func settings() throws -> AugmentationSettings {
        try methodOptions.applied(to: AugmentationSettings(method), copies: copies, by: "--copies")
    }

    private func augment<Task: RegisteredTask>(
        _ task: Task.Type,
        _ choice: TaskChoice,
        options: TableOptions
    ) async throws {
        try methodOptions.refuseQuestionOnly(task, named: choice.row.name)
        let dataset = try Task.Dataset.read(input, options: options)
        let augmentation = try await DataAugmentation(
            settings(),
            translation: methodOptions,
            model: nil,
            threads: computeOptions.threads
        )
        let file = try OutputFile(path: output)
        let result = try await augmentation.augmented(dataset, seed: seed)
        for line in (onlyNew ? [] : result.originalLines) + result.addedLines {
            try file.write(JSONValue.object(line).serialized() + [UInt8(ascii: "\n")])
        }
        try file.close()
        if choice.detection != nil { StandardError.note("task: \(choice)") }
        for warning in dataset.warnings { StandardError.note("note: \(warning)") }
        StandardError.note("\(result.report)")
        if json {
            let members = result.report.values.map { JSONObject.Member($0.name, JSONValue($0.value)) }
            let object = JSONObject([.init("method", .string(result.report.method))] + members)
            try OutputFile(path: nil).write(JSONValue.object(object).serialized() + [UInt8(ascii: "\n")])
        }
    }
}
