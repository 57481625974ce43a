import ArgumentParser
import EvaluationMetrics
import FineTuning
import Prediction
import TextData

/// `bertune glue`: trains and measures a model on the tasks of the GLUE benchmark.
struct GLUECommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "glue",
        abstract: "Fine-tune and measure a model on the tasks of GLUE.",
        discussion: """
            The folder of data has a folder for each task with the benchmark's own files: CoLA, SST-2, MRPC, STS-B, \
            QQP, MNLI, QNLI, RTE, WNLI. Tasks whose files are not there are left out, which is said. Each task leaves \
            a run folder in the output folder; the development set decides which of its weights are kept, and gives \
            the figures. Where test data are there, answers are written under the names that the benchmark's server \
            wants, and packed into submission.zip. results.json has the figures of all tasks in the output folder, those \
            of earlier commands too.

            Examples:

              bertune glue --data data/glue --model models/minilm --output runs/glue
              bertune glue --data data/glue --model models/minilm \\
                  --tasks cola,rte --output runs/glue --epochs 5 --json
            """
    )

    @Option(help: ArgumentHelp("The folder with a folder for each task.", valueName: "folder"))
    var data: String

    @Option(help: ArgumentHelp("The pretrained model: a folder, or a Hugging Face Hub id.", valueName: "folder|id"))
    var model: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The tasks, with commas or blanks between them, as in cola,rte. (default: all)",
            valueName: "name"
        )
    )
    var tasks: [String] = []

    @Option(help: ArgumentHelp("The folder for the runs, the results and the answers.", valueName: "folder"))
    var output: String

    @Flag(help: "Replace earlier runs in the output folder.")
    var overwrite = false

    @OptionGroup
    var recipeOptions: RecipeOptions

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @Flag(help: "Print the results as one JSON object on standard output.")
    var json = false

    @Flag(help: "Show no plans and no progress, only warnings of the data and errors.")
    var quiet = false

    func validate() throws {
        try PathCheck.requireName(data, "--data")
        try PathCheck.requireName(model, "--model")
        try PathCheck.requireName(output, "--output")
        _ = try chosenTasks()
    }

    func run() async throws {
        let description = try recipeOptions.description()
        try recipeOptions.refuse(description.sectionKeys, by: "glue")
        let given = description.recipe
        if case .given = given.classWeights {
            throw ValidationError("--class-weights by label suit one task only; say balanced, or use `bertune train`")
        }
        let recipe = { recipeOptions.completing(given, exampleCount: $0) }
        let plan = try GLUEPlan(chosenTasks(), data: data)
        if given.classWeights != nil, let other = plan.layouts.first(where: { $0.labelValues == nil }) {
            throw ValidationError("--class-weights has no use for \(other.name), which has no classes; use --tasks")
        }
        if given.labelSmoothing > 0, let other = plan.layouts.first(where: { $0.labelValues == nil }) {
            throw ValidationError("--label-smoothing has no use for \(other.name), which has no labels; use --tasks")
        }
        for layout in plan.layouts {
            try RunFolder.checkAvailability(of: "\(output)/\(layout.name)", overwrites: overwrite)
        }
        try recipeOptions.inOptionNames { try plan.check(recipe: recipe) }
        var training = GLUETraining(
            data: data,
            model: model,
            modelFolder: try await ModelLocation.folder(of: model),
            folder: SeriesFolder(path: output),
            overwrites: overwrite,
            recipe: recipe,
            settings: recipeOptions.settings(of: given),
            threads: computeOptions.threads,
            isQuiet: quiet
        )
        if !quiet {
            for line in plan.missingLines { StandardError.note(line) }
        }
        var lastReport: GLUEReport?
        var faults: [String] = []
        for layout in plan.layouts {
            let hadFigures = isMeasured(layout)
            do {
                let result = try recipeOptions.inOptionNames { try training.run(layout) }
                lastReport = try report(plan, adding: result)
            } catch let error as TrainingError {
                // The other tasks go on; their figures are not to be lost.
                var fault = "\(layout.name) diverged: \(error.message)"
                if hadFigures {
                    let report = try report(plan)
                    if lastReport != nil { lastReport = report }
                    fault +=
                        isMeasured(layout)
                        ? "; its earlier run and the figures of that stay"
                        : "; the best weights so far have replaced its earlier run, and the figures of that are gone"
                }
                faults.append(fault)
                if plan.layouts.count > 1 { StandardError.note("warning: \(fault)") }
            }
        }
        // The folder is this command's until all is written.
        withExtendedLifetime(training) {}
        if let lastReport { try OutputFile(path: nil).write(json ? lastReport.json : lastReport.text) }
        guard let fault = faults.first else { return }
        let count = plan.layouts.count
        throw TrainingError(.diverged, count == 1 ? fault : "training diverged on \(faults.count) of \(count) tasks")
    }

    /// Whether the run of a task that stands in the output folder has figures.
    private func isMeasured(_ layout: GLUELayout) -> Bool {
        GLUEReport.earlierResults(in: output).contains { $0.name == layout.name }
    }

    /// Writes what all tasks came to, those of earlier commands too.
    private func report(_ plan: GLUEPlan, adding result: GLUETaskResult? = nil) throws -> GLUEReport {
        var results = GLUEReport.earlierResults(in: output)
        if let result {
            results.removeAll { $0.name == result.name }
            results.append(result)
        }
        let submission = try GLUESubmission(pack: output, tasks: results.map(\.name), data: data)
        let report = GLUEReport(output: output, results: results, missing: plan.missing, submission: submission)
        try report.write()
        return report
    }

    private func chosenTasks() throws -> [GLUELayout] {
        guard !tasks.isEmpty else { return GLUELayout.all }
        let names = tasks.flatMap { $0.split(separator: ",") }.map(String.init)
        let chosen = try names.map { name in
            guard let layout = GLUELayout.named(name) else {
                let known = GLUELayout.all.map(\.name)
                let meant = DidYouMean.suggestion(for: name, among: known.map { ($0, []) })
                throw ValidationError(
                    "--tasks: '\(name)' is none of \(known.joined(separator: ", ")); "
                        + (meant.map { "did you mean \($0)?" } ?? "the second part of MNLI and AX come with MNLI")
                )
            }
            return layout
        }
        if chosen.isEmpty { throw ValidationError("--tasks must name tasks, as in cola,rte") }
        return GLUELayout.all.filter { layout in chosen.contains { $0.name == layout.name } }
    }
}
