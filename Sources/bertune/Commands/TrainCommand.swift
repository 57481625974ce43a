import ArgumentParser
import EvaluationMetrics
import FineTuning
import Foundation
import Prediction
import Tensors
import TextData

/// `bertune train`: fine-tunes a pretrained model on a file of labelled texts.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Fine-tune a pretrained BERT on labelled texts, words or questions.",
        discussion: """
            The data are CSV, TSV or JSON Lines with a column of texts, or two, and one of labels, found by their \
            names; tagged words in CoNLL columns or JSON Lines; or questions in SQuAD's JSON. What they are for is \
            seen from the file, or said by --task. The output folder holds the model and its tokeniser as \
            transformers loads them, the recipe and the course of training. Nothing is written before the model and \
            all data have been read and found good.

            Name a validation file, or hold back a part of the training file. Without either, nothing is evaluated \
            during training and the last weights are kept.

            Where no recipe is named, epochs, learning rate and batch size are chosen by the number of examples, and \
            the plan says so; each can be set by its option. The other options have defaults that do not depend on \
            the data.

            Examples:

              bertune train --model models/minilm --train train.csv \\
                  --validation validation.csv --output runs/first
              bertune train --model models/minilm --train reviews.jsonl \\
                  --validation-split 0.1 --output runs/second --epochs 10 \\
                  --learning-rate 5e-5 --early-stopping-patience 2 --metric loss
              bertune train --model models/minilm --train train.tsv --no-header \\
                  --text-column 4 --label-column 2 --quoting none --output runs/cola
              bertune train --task token-classification --model models/minilm \\
                  --train train.conll --validation dev.conll --output runs/names
              bertune train --recipe runs/first/recipe.yaml --seed 43 \\
                  --output runs/first-43
              bertune train --model models/minilm --train train.csv --validation dev.csv \\
                  --output runs/seeds --seeds 1 2 3 --layer-decay 0.9
              bertune train --model models/minilm --train train.csv --output runs/folds \\
                  --folds 5 --class-weights balanced --schedule cosine
            """
    )

    @OptionGroup(title: "Model and data")
    var files: TrainingFileOptions

    @OptionGroup(title: "Data options")
    var dataOptions: DataOptions

    @OptionGroup(title: "Task options")
    var taskFlags: TaskOptionFlags

    @OptionGroup
    var recipeOptions: RecipeOptions

    @OptionGroup(title: "Augmentation options")
    var augmentationOptions: TrainingAugmentationOptions

    @OptionGroup(title: "Several runs")
    var seriesOptions: SeriesOptions

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @OptionGroup(title: "Computing options")
    var profileOptions: ProfileOptions

    @Flag(help: "Print the result as one JSON object on standard output.")
    var json = false

    @Flag(help: "Show no plan and no progress, only warnings of the data and errors.")
    var quiet = false

    func validate() throws {
        if recipeOptions.recipeFile == nil { try files.requireModelAndData() }
        if !seriesOptions.seeds.isEmpty, recipeOptions.length.seed != nil {
            throw ValidationError("--seed and --seeds exclude each other; give one of them")
        }
        if seriesOptions.folds != nil, files.validation != nil || files.validationSplit != nil {
            throw ValidationError(
                "--folds validates on the training data in turn, so that --validation and --validation-split have no place"
            )
        }
    }

    func run() async throws {
        var description = files.applied(to: try recipeOptions.description(), dataOptions: dataOptions)
        description.options = taskFlags.applied(to: description.options)
        description.augmentation = try augmentationOptions.applied(to: description.augmentation)
        for source in description.data.values { try StreamFile.refuseInTraining(source.path) }
        let choice = try choice(for: description)
        try await run(choice.row.type, choice, description: description)
    }

    /// The task that is asked for, or that the training data show.
    private func choice(for description: RunDescription) throws -> TaskChoice {
        guard let name = description.task else {
            guard let file = description.data[.training]?.path else { throw ValidationError("--train is missing") }
            return try TaskChoice(file: file, options: description.layout.tableOptions(labelsRequired: true))
        }
        guard let row = TaskRegistry.row(named: name) else {
            let names = TaskRegistry.rows.map(\.name).joined(separator: ", ")
            throw InputError(
                path: recipeOptions.recipeFile ?? "--task",
                message: "task: \(name) is none of \(names)"
            )
        }
        return TaskChoice(row)
    }

    private func run<Task: RegisteredTask>(
        _ type: Task.Type,
        _ choice: TaskChoice,
        description: RunDescription
    ) async throws {
        if let model = description.model, Self.isSameFolder(model, files.output) {
            throw ValidationError("--output is the folder of the model that is to be trained; name another one")
        }
        if description.augmentation?.changesContexts == false, !type.asksQuestions {
            try augmentationOptions.method.refuseQuestionOnly(type, named: choice.row.name)
            throw InputError(
                path: recipeOptions.recipeFile ?? "",
                message: "augmentation.changesContexts is of no use to \(choice.row.name), which has no questions; "
                    + "take that out"
            )
        }
        let members = seriesOptions.members(of: description)
        if members.isEmpty {
            try await runOne(type, choice, description: description)
        } else {
            try await runAll(type, choice, members: members)
        }
    }

    private func runOne<Task: RegisteredTask>(
        _ type: Task.Type,
        _ choice: TaskChoice,
        description: RunDescription
    ) async throws {
        let inputs: TrainingInputs<Task> = try inputs(description, choice, completing: recipeOptions.completing)
        try RunFolder.checkAvailability(of: files.output, overwrites: files.overwrite)
        let folder = try await ModelLocation.folder(of: inputs.model)
        let augmented = try await inputs.augmented(by: augmentationOptions, threads: computeOptions.threads)
        let result = try profileOptions.run { profile in
            try outcome(
                augmented,
                modelFolder: folder,
                makeFolder: { try RunFolder.create(at: files.output, overwrites: files.overwrite) },
                isInSeries: false,
                saysNotes: true,
                profile: profile
            )
        }.result
        try OutputFile(path: nil).write(json ? result.json : result.text)
    }

    /// Makes the runs one after another; one that diverges is told of and doesn't end the others.
    private func runAll<Task: RegisteredTask>(
        _ type: Task.Type,
        _ choice: TaskChoice,
        members: [SeriesOptions.Member]
    ) async throws {
        var folder = SeriesFolder(path: files.output)
        var summary = SeriesSummary(runs: [], decidingMetric: "")
        // What the first run's data decide holds for all of them, though folds differ by an example.
        var recipe: Recipe?
        var lastError: TrainingError?
        for (position, member) in members.enumerated() {
            let inputs: TrainingInputs<Task> = try inputs(member.description, choice) { own, count in
                guard var chosen = recipe else { return recipeOptions.completing(own, exampleCount: count) }
                chosen.seed = own.seed
                return (chosen, nil)
            }
            recipe = inputs.recipe
            if position == 0 {
                try folder.checkAvailability(for: members.map(\.name), overwrites: files.overwrite)
                summary.decidingMetric = inputs.recipe.metricForBest ?? inputs.task.decidingMetric
            }
            let modelFolder = try await ModelLocation.folder(of: inputs.model)
            if !quiet { StandardError.note("\(member.name), run \(position + 1) of \(members.count)") }
            let augmented = try await inputs.augmented(by: augmentationOptions, threads: computeOptions.threads)
            do {
                let ended: TrainingJob<Task>.Outcome = try profileOptions.run { profile in
                    try outcome(
                        augmented,
                        modelFolder: modelFolder,
                        makeFolder: { try folder.createRun(member.name, overwrites: files.overwrite) },
                        isInSeries: true,
                        saysNotes: position == 0,
                        profile: profile
                    )
                }
                summary.runs.append(.init(member.name, ended))
            } catch let error as TrainingError {
                lastError = error
                summary.runs.append(.init(name: member.name, path: folder.run(member.name), warning: error.message))
                if !quiet { StandardError.note("warning: \(member.name) diverged: \(error.message)") }
            }
            if position == 0 { try folder.removeSummary() }
        }
        if let lastError, summary.runs.allSatisfy({ $0.trainingLoss == nil }) {
            throw TrainingError(.diverged, "all \(members.count) runs diverged; of the last: \(lastError.message)")
        }
        try folder.write(summary)
        let others = folder.otherRuns(than: members.map(\.name))
        let result = SeriesResult(folder: folder, summary: summary, otherRuns: others)
        try OutputFile(path: nil).write(json ? result.json : result.text)
    }

    /// Reads the recipe and the data; what only they show to be wrong on the command line is wrong usage.
    private func inputs<Task: RegisteredTask>(
        _ description: RunDescription,
        _ choice: TaskChoice,
        completing complete: (Recipe, Int) -> (recipe: Recipe, reason: String?)
    ) throws -> TrainingInputs<Task> {
        do {
            var inputs = try recipeOptions.inOptionNames {
                try PreparationProgress.$observer.withValue(quiet ? nil : PreparationNotes()) {
                    try TrainingInputs<Task>(description, row: choice.row, completing: complete)
                }
            }
            if choice.detection != nil { inputs.notes.insert("task: \(choice)", at: 0) }
            return inputs
        } catch let error as TaskOptionError {
            throw recipeOptions.recipeFile.flatMap { fault(error, inRecipe: $0) } ?? error
        } catch let error as RecipeError where error.key == "validationSplit" && files.validationSplit != nil {
            throw ValidationError("--validation-split: \(error.message)")
        } catch let error as RecipeError where error.key == "folds" && seriesOptions.folds != nil {
            throw ValidationError("--folds: \(error.message)")
        } catch let error as DataError where error.code == .invalidLabelSet && !files.labels.isEmpty {
            throw ValidationError("--labels: \(error.message); give them one by one, as in --labels neg pos")
        } catch let error as DataError {
            throw error.advisingTask
        }
    }

    /// An option's fault in the words of the recipe file that set it; `nil` if the command line did.
    private func fault(_ error: TaskOptionError, inRecipe path: String) -> InputError? {
        guard let option = error.option, !taskFlags.sets(option) else { return nil }
        if option == "labels" { return files.labels.isEmpty ? InputError(path: path, message: "\(error)") : nil }
        return InputError(path: path, message: "options.\(error)")
    }

    private func outcome<Task: RegisteredTask>(
        _ inputs: TrainingInputs<Task>,
        modelFolder: String,
        makeFolder: @escaping () throws -> RunFolder,
        isInSeries: Bool,
        saysNotes: Bool,
        profile: OperationProfile?
    ) throws -> TrainingJob<Task>.Outcome {
        let job = TrainingJob(
            inputs: inputs,
            modelFolder: modelFolder,
            makeFolder: makeFolder,
            measuresBaseline: isInSeries,
            threads: computeOptions.threads,
            profile: profile,
            observer: quiet ? QuietProgress(isSilent: !saysNotes) : TerminalProgress(style: .ofStandardError),
            note: { if saysNotes, !quiet { StandardError.note($0) } },
            warn: { if saysNotes { StandardError.note($0) } }
        )
        return try recipeOptions.inOptionNames {
            try PreparationProgress.$observer.withValue(quiet ? nil : PreparationNotes()) { try job.run() }
        }
    }

    private static func isSameFolder(_ left: String, _ right: String) -> Bool {
        let resolved = [left, right].map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().standardizedFileURL.path }
        return resolved[0] == resolved[1]
    }
}
