import Checkpoints
import EvaluationMetrics
import FineTuning
import Prediction
import TextData

/// Trains a model on one task of GLUE after the other.
struct GLUETraining {
    /// The folder with a folder for each task.
    let data: String
    /// The model as the user named it.
    let model: String
    /// The folder of the pretrained model.
    let modelFolder: String
    /// The folder for the runs, which is this command's alone once the first of them has begun.
    var folder: SeriesFolder
    /// Whether earlier runs are replaced.
    let overwrites: Bool
    /// How to train on a number of examples, and why so.
    let recipe: (Int) -> (recipe: Recipe, reason: String?)
    /// What was asked for of the recipe.
    let settings: String
    /// The number of threads; `nil` for every core.
    let threads: Int?
    /// Whether nothing is shown.
    let isQuiet: Bool

    /// Trains on a task, measures the result, and answers the test data that are there.
    ///
    /// - Parameter layout: The task, whose training and development data are there.
    /// - Returns: How it went.
    /// - Throws: What reading, training or writing throws.
    mutating func run(_ layout: GLUELayout) throws -> GLUETaskResult {
        guard let labels = try layout.classes else {
            // The range that the benchmark gives, not that of the examples which happen to be there.
            return try run(layout, task: TextRegression(range: 0...5, hasPairs: true)) { ScoredTextDataset($0) }
        }
        let hasPairs = layout.options(of: .training).pairColumn != nil
        return try run(layout, task: TextClassification(labels: labels, hasPairs: hasPairs)) { $0 }
    }

    private mutating func run<Task: GLUEAnswering>(
        _ layout: GLUELayout,
        task: Task,
        dataset: (TextDataset) -> Task.Dataset
    ) throws -> GLUETaskResult {
        if !isQuiet { StandardError.note("\(layout.name):") }
        func read(_ part: GLUELayout.Part) throws -> Task.Dataset? {
            guard let path = layout.path(of: part, in: data) else { return nil }
            let texts = try layout.read(part, path: path, labelNames: layout.classes?.names)
            for warning in texts.warnings { StandardError.note("note: \(warning)") }
            return dataset(texts)
        }
        guard let training = try read(.training), let development = try read(.development) else {
            throw InputError(path: data, isMissing: true, message: "the data of \(layout.name) are no longer there")
        }
        let chosen = recipe(training.examples.count)
        if let reason = chosen.reason, !isQuiet { StandardError.note(reason) }
        var recipe = chosen.recipe
        recipe.metricForBest = recipe.metricForBest ?? layout.task(of: .development)?.metricNames.first
        let model = try TaskModel(
            pretrained: modelFolder,
            task: task,
            threads: threads,
            maximumLength: recipe.maximumLength,
            seed: recipe.seed
        )
        let examples = try TrainingData(training, validation: development, model: model, recipe: recipe)
        let runFolder = try folder.createRun(layout.name, overwrites: overwrites)
        // Its lock keeps other runs out until the answers are written, too.
        defer { withExtendedLifetime(runFolder) {} }
        try runFolder.write(
            description(of: layout, task: task, recipe: recipe, counts: [training, development].map(\.examples.count))
        )
        let observer: any TrainingObserver = isQuiet ? QuietProgress() : TerminalProgress(style: .ofStandardError)
        let summary = try Trainer(model, recipe: recipe, runFolder: runFolder, observer: observer)
            .fit(examples)
        var result = GLUETaskResult(
            name: layout.name,
            model: self.model,
            settings: settings,
            recipeSHA256: try SHA256.hexDigest(ofFile: runFolder.recipePath),
            trainingExamples: training.examples.count,
            steps: summary.steps,
            seconds: summary.seconds
        )
        for part in layout.parts where part != .training {
            guard let dataset = part == .development ? development : try read(part) else { continue }
            if let name = layout.submissionName(of: part) {
                let answers = try model.answers(for: dataset).answers.map { Task.submitted($0, layout: layout) }
                try GLUESubmission.write(answers, name: name, output: folder.path)
            } else if let benchmark = layout.task(of: part) {
                let evaluation = try model.evaluate(dataset)
                let values = try Task.values(
                    of: evaluation.answers,
                    dataset: dataset,
                    labels: layout.classes,
                    benchmark
                )
                result.parts.append(.init(task: benchmark, examples: dataset.examples.count, values: values))
            }
        }
        return result
    }

    /// What `recipe.yaml` says, by which `bertune train` can train the same model again.
    private func description(
        of layout: GLUELayout,
        task: some RegisteredTask,
        recipe: Recipe,
        counts: [Int]
    ) throws -> RunDescription {
        let options = layout.options(of: .training)
        var description = RunDescription()
        description.version = BERTuneVersion.current
        description.task = task.name
        description.model = model
        description.recipe = recipe
        // As the files have them: whoever trains on the files again reads them as they are.
        description.labels = layout.labelValues
        for (part, role, count) in [
            (GLUELayout.Part.training, RunDescription.DataRole.training, counts[0]),
            (.development, .validation, counts[1]),
        ] {
            guard let path = layout.path(of: part, in: data) else { continue }
            description.data[role] = try DataSource(fingerprinting: path, examples: count)
        }
        description.layout.format = options.format
        description.layout.quoting = options.quoting
        description.layout.hasHeader = options.hasHeader
        description.layout.textColumn = options.textColumn
        description.layout.pairColumn = options.pairColumn
        description.layout.labelColumn = options.labelColumn
        if layout.labelValues == nil { (description.options.lowestScore, description.options.highestScore) = (0, 5) }
        return description
    }
}

/// A task whose answers GLUE knows how to judge.
protocol GLUEAnswering: RegisteredTask where Dataset.Example == TextExample {
    /// An answer as the benchmark's server wants it.
    static func submitted(_ answer: Answer, layout: GLUELayout) -> String

    /// The benchmark's figures.
    static func values(
        of answers: [Answer],
        dataset: Dataset,
        labels: LabelSet?,
        _ task: GLUETask
    ) throws -> [MetricValue]
}

extension TextClassification: GLUEAnswering {
    static func submitted(_ answer: ClassificationPrediction, layout: GLUELayout) -> String {
        layout.labelValues?[answer.best] ?? ""
    }

    static func values(
        of answers: [ClassificationPrediction],
        dataset: TextDataset,
        labels: LabelSet?,
        _ task: GLUETask
    ) throws -> [MetricValue] {
        let references = dataset.examples.map { example in example.label.flatMap { labels?.index(of: $0) } ?? 0 }
        return task.values(classes: answers.map(\.best), references: references)
    }
}

extension TextRegression: GLUEAnswering {
    static func submitted(_ answer: ScorePrediction, layout: GLUELayout) -> String {
        AnswerText.fixed(answer.score, 3)
    }

    static func values(
        of answers: [ScorePrediction],
        dataset: ScoredTextDataset,
        labels: LabelSet?,
        _ task: GLUETask
    ) throws -> [MetricValue] {
        task.values(scores: answers.map(\.score), references: try dataset.examples.map { try dataset.score(of: $0) })
    }
}
