import Checkpoints
import EvaluationMetrics
import FineTuning
import Foundation
import Prediction
import Reporting
import Tensors
import TextData

/// One training run of the command: from a pretrained model and checked data to a run folder.
///
/// The model lives no longer than ``run()``, so that of several runs only one is in memory.
struct TrainingJob<Task: RegisteredTask> {
    /// The data and the recipe.
    let inputs: TrainingInputs<Task>
    /// The folder of the pretrained model.
    let modelFolder: String
    /// Makes the run folder, once model and data have been found good.
    let makeFolder: () throws -> RunFolder
    /// Whether the outcome is to say what one answer for all examples would reach.
    var measuresBaseline = false
    /// The threads that compute; `nil` for every core.
    let threads: Int?
    /// Is told what each operation takes.
    var profile: OperationProfile?
    /// Hears of the training.
    let observer: any TrainingObserver
    /// Hears what loading has to say.
    let note: (String) -> Void
    /// Hears what is wrong with the data, which even a person wants to know who asked for quiet.
    let warn: (String) -> Void

    /// How a run ended, and what it is to be measured against.
    struct Outcome {
        /// What the command says of it.
        let result: TrainingResult
        /// The metric that decided.
        let decidingMetric: String
        /// What one answer for all examples reaches in it, where that means something.
        let baseline: Double?
    }

    /// What `bertune check` would say of the model's vocabulary: whether it knows the language of the data.
    private func vocabularyNotes(for model: TaskModel<Task>) throws -> [String] {
        guard Task.Dataset.Example.self is any InspectableExample.Type else { return [] }
        // As many examples as it takes to know.
        let sample = inputs.training.subset(0..<min(inputs.training.examples.count, 2_000))
        let report = try Inspection.report(
            [("training", sample)],
            areNumbers: false,
            reading: DataReport.Reading(
                tokenizer: model.tokenizer,
                maximumLength: model.maximumLength,
                splitsLongExamples: true,
                threads: model.threadCount
            )
        )
        return report.findings.filter { [.unknownTokens, .foreignScript].contains($0.code) }.map { "note: \($0)" }
    }

    /// Loads the model, trains it and tests it.
    ///
    /// - Returns: How it went.
    /// - Throws: Whatever is wrong with model, recipe or files; the run folder is made when these have been found good.
    func run() throws -> Outcome {
        let model = try TaskModel(
            pretrained: modelFolder,
            task: inputs.task,
            threads: threads,
            maximumLength: inputs.recipe.maximumLength,
            seed: inputs.recipe.seed,
            profile: profile
        )
        let data = try TrainingData(
            inputs.training,
            validation: inputs.validation,
            model: model,
            recipe: inputs.recipe
        )
        let warnings = inputs.warnings + (try vocabularyNotes(for: model))
        let runFolder = try makeFolder()
        try runFolder.write(inputs.description(of: model.task))
        for line in model.loadingNotes + inputs.notes { note(line) }
        for line in warnings { warn(line) }
        let keeper = PlanKeeper(observer)
        let trainer = Trainer(
            model,
            recipe: inputs.recipe,
            recipeReason: inputs.recipeReason,
            runFolder: runFolder,
            observer: keeper
        )
        let summary = try trainer.fit(data)
        let testSet = try inputs.test.map { dataset in
            MeasuredSet(name: "test", examples: dataset, evaluation: try model.evaluate(dataset))
        }
        let test = testSet.map { set in
            EvaluationReport(
                step: summary.best?.step ?? summary.steps,
                epoch: summary.best?.epoch ?? summary.epochs,
                split: "test",
                metrics: set.evaluation.values
            )
        }
        if let test { try MetricsLog(path: runFolder.metricsPath).append(test) }
        writeReport(
            to: runFolder,
            on: testSet
                ?? trainer.keptEvaluation.flatMap { evaluation in
                    inputs.validation.map { MeasuredSet(name: "validation", examples: $0, evaluation: evaluation) }
                },
            model: model,
            plan: keeper.plan,
            summary: summary,
            warnings: warnings
        )
        let metric = inputs.recipe.metricForBest ?? model.task.decidingMetric
        return Outcome(
            result: TrainingResult(
                runFolder: runFolder,
                summary: summary,
                test: test,
                question: model.task.askingCommand(folder: runFolder.path)
            ),
            decidingMetric: metric,
            baseline: measuresBaseline
                ? try inputs.validation.flatMap { try model.constantBaseline(on: $0, metric: metric) } : nil
        )
    }
}

// MARK: - The report

extension TrainingJob {
    /// Writes `report.html`; a report that fails doesn't take the run with it.
    private func writeReport(
        to runFolder: RunFolder,
        on measured: MeasuredSet<Task>?,
        model: TaskModel<Task>,
        plan: RunPlanSummary?,
        summary: TrainingSummary,
        warnings: [String]
    ) {
        do {
            var report = try RunReport(
                on: runFolder,
                measured: measured,
                model: model,
                dataNotes: (measured.map { [$0.evaluation.truncation.description] } ?? []) + inputs.notes + warnings,
                facts: (plan.map(RunReport.facts) ?? []) + RunReport.facts(summary)
            )
            if measured == nil, let best = summary.best {
                // Without the answers: they were too many to be kept.
                report.metrics = best.metrics.map { .init($0, interval: nil) }
                report.measuredOn = "the validation data"
            }
            try DurableFile.write(Array(report.html().utf8), to: runFolder.reportPath)
            let earlier = FileManager.default.contents(atPath: runFolder.cardPath)
            if earlier.map({ ModelCard.isReplaceable(String(decoding: $0, as: UTF8.self)) }) ?? true {
                let card = ModelCard(report: report, description: inputs.description(of: model.task))
                try DurableFile.write(Array(card.markdown().utf8), to: runFolder.cardPath)
            }
        } catch {
            warn("warning: the report or the model card is not written: \(error)")
        }
    }
}

extension RunReport {
    /// What was planned, but for the time.
    fileprivate static func facts(_ plan: RunPlanSummary) -> [Fact] {
        plan.rows.filter { $0.title != "time" }.map { Fact($0.title, $0.text) }
    }

    /// What it took.
    fileprivate static func facts(_ summary: TrainingSummary) -> [Fact] {
        [
            Fact(
                "trained",
                "\(RunPlanSummary.grouped(summary.steps)) steps, \(TrainingText.fixed(summary.epochs, 2)) epochs"
                    + (summary.stoppedEarly ? ", stopped early for want of improvement" : "")
            ),
            Fact(
                "time",
                "\(RunPlanSummary.duration(summary.seconds)), "
                    + "\(RunPlanSummary.grouped(Int(summary.tokensPerSecond))) tokens a second"
            ),
            Fact("version", "bertune \(BERTuneVersion.current)"),
        ]
    }
}

extension SeriesSummary.Run {
    /// A run of a series, and whether it learned anything.
    init(_ name: String, _ outcome: TrainingJob<some RegisteredTask>.Outcome) {
        let result = outcome.result
        self.init(
            name: name,
            path: result.runFolder.path,
            validation: result.summary.best?.metrics ?? [],
            test: result.test?.metrics ?? [],
            step: result.summary.best?.step ?? result.summary.steps,
            trainingLoss: result.summary.trainingLoss,
            warning: DegenerateRun.reason(
                result.summary,
                metric: outcome.decidingMetric,
                baseline: outcome.baseline
            )
        )
    }
}
