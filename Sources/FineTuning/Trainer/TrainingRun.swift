internal import BERT
internal import EvaluationMetrics
internal import Prediction
internal import Tensors
internal import TextData

/// One run of a trainer: the loop over epochs and steps, evaluations, the log and the best weights.
final class TrainingRun<Task: BERTTask> {
    private let model: TaskModel<Task>
    private let recipe: Recipe
    private let observer: any TrainingObserver
    private let plan: TrainingPlan
    private let order: BatchOrder
    private let loop: TrainingLoop<Task>
    private let validation: (examples: Task.Dataset, features: FeatureSet<Task.Feature>)?
    private let decidingMetric: String
    private let best: BestWeights<Task>
    private let log: MetricsLog?
    private let runFolder: RunFolder?
    private let summaryBeforehand: RunPlanSummary

    private var stopping: EarlyStopping
    private var losses: [Double] = []
    private var lastStep: TrainingStep?
    private var totalTokens = 0
    private var intervalTokens = 0
    private var intervalLoss = 0.0
    private var intervalSteps = 0
    private var intervalStart = ContinuousClock.now
    private var evaluationTime = Duration.zero
    private var lastReport: EvaluationReport?
    /// The answers that belong to the weights that are kept, unless the validation data are many.
    private(set) var keptEvaluation: ModelEvaluation<Task>?
    private var lastTask: Task?
    private var stoppedEarly = false

    /// The most validation examples whose answers are kept in memory until the end.
    private static var keptAnswersLimit: Int { 20_000 }

    init(
        model: TaskModel<Task>,
        recipe: Recipe,
        recipeReason: String?,
        runFolder: RunFolder?,
        observer: any TrainingObserver,
        data: TrainingData<Task>
    ) throws {
        plan = data.plan
        order = BatchOrder(count: data.training.features.count, recipe: recipe)
        loop = try TrainingLoop(model, featureSet: data.training, recipe: recipe, plan: plan)
        decidingMetric = recipe.metricForBest ?? model.task.decidingMetric
        stopping = EarlyStopping(
            patience: recipe.earlyStoppingPatience,
            threshold: recipe.earlyStoppingThreshold,
            direction: MetricDirection(metric: decidingMetric)
        )
        best = BestWeights(model, folder: runFolder)
        summaryBeforehand = RunPlanSummary(
            model: model,
            recipe: recipe,
            recipeReason: recipeReason,
            plan: plan,
            training: data.training.truncation,
            validation: data.validation?.features.truncation,
            groups: loop.groups,
            estimatedSeconds: try loop.estimatedSeconds(plan: plan)
        )
        self.model = model
        self.recipe = recipe
        self.runFolder = runFolder
        self.observer = observer
        validation = data.validation
        log = try runFolder.map { try MetricsLog(path: $0.workingFolder.metricsPath) }
    }

    func run() throws -> TrainingSummary {
        defer { loop.finish() }
        observer.observe(.started(summaryBeforehand))
        if let runFolder { try model.saveDescription(to: runFolder.workingFolder.path) }
        let start = ContinuousClock.now
        intervalStart = start
        training: for epoch in 0..<plan.epochs {
            let batches = order.batches(epoch: epoch)
            for first in stride(from: 0, to: batches.count, by: plan.gradientAccumulationSteps) {
                let last = min(first + plan.gradientAccumulationSteps, batches.count)
                let step = try loop.step(batches[first..<last])
                try report(step)
                if recipe.evaluationInterval.isDue(afterStep: loop.stepCount, of: plan) { try evaluate() }
                if stoppedEarly || loop.stepCount == plan.totalSteps { break training }
            }
        }
        // Early stopping comes between two logged steps as a rule.
        if intervalSteps > 0, let lastStep { try log?.append(intervalReport(lastStep, isLogged: true)) }
        let duration = start.duration(to: .now)
        try keepResult()
        let summary = TrainingSummary(
            steps: loop.stepCount,
            epochs: plan.epoch(afterStep: loop.stepCount),
            seconds: duration / .seconds(1),
            tokensPerSecond: Double(totalTokens) / max((duration - evaluationTime) / .seconds(1), 1e-9),
            trainingLoss: losses.isEmpty ? 0 : losses.reduce(0, +) / Double(losses.count),
            firstLoss: TrainingSummary.mean(losses.prefix(TrainingSummary.tenth(of: losses.count))),
            lastLoss: TrainingSummary.mean(losses.suffix(TrainingSummary.tenth(of: losses.count))),
            // Where no best weights are kept it is the last ones that are, and the last step is always evaluated.
            best: best.report ?? lastReport,
            stoppedEarly: stoppedEarly && loop.stepCount < plan.totalSteps
        )
        observer.observe(.finished(summary))
        return summary
    }

    private func report(_ step: TrainingStep) throws {
        losses.append(step.loss)
        lastStep = step
        totalTokens += step.tokens
        intervalLoss += step.loss
        intervalTokens += step.tokens
        intervalSteps += 1
        let isLogged = loop.stepCount % recipe.loggingSteps == 0 || loop.stepCount == plan.totalSteps
        let report = intervalReport(step, isLogged: isLogged)
        if isLogged {
            try log?.append(report)
            (intervalLoss, intervalTokens, intervalSteps, intervalStart) = (0, 0, 0, .now)
        }
        observer.observe(.stepped(report))
    }

    /// What has happened since the last logged step.
    private func intervalReport(_ step: TrainingStep, isLogged: Bool) -> StepReport {
        let seconds = intervalStart.duration(to: .now) / .seconds(1)
        return StepReport(
            step: loop.stepCount,
            epoch: plan.epoch(afterStep: loop.stepCount),
            loss: intervalLoss / Double(intervalSteps),
            learningRate: step.learningRate,
            gradientNorm: step.gradientNorm,
            tokensPerSecond: Double(intervalTokens) / max(seconds, 1e-9),
            isLogged: isLogged
        )
    }

    private func evaluate() throws {
        guard let validation else { return }
        let pause = ContinuousClock.now
        let (evaluation, task) = try model.evaluateCalibrating(validation.features, of: validation.examples)
        lastTask = task
        var report = EvaluationReport(
            step: loop.stepCount,
            epoch: plan.epoch(afterStep: loop.stepCount),
            metrics: evaluation.values
        )
        guard let value = report[decidingMetric] else {
            preconditionFailure("The recipe was validated for \(decidingMetric).")
        }
        let verdict = stopping.observe(value, loss: evaluation.loss, step: loop.stepCount)
        report.isBest = verdict.isBest
        stoppedEarly = verdict.shouldStop
        if verdict.isBest, recipe.keepsBestModel { try best.keep(report, task: task) }
        if validation.examples.examples.count <= Self.keptAnswersLimit, verdict.isBest || !recipe.keepsBestModel {
            keptEvaluation = evaluation
        }
        lastReport = report
        try log?.append(report)
        observer.observe(.evaluated(report))
        // Evaluating is not training: its time stays out of the tokens per second.
        let time = pause.duration(to: .now)
        intervalStart += time
        evaluationTime += time
    }

    /// Leaves the best weights in the model, or saves the last ones where none was kept.
    private func keepResult() throws {
        if best.report != nil {
            try best.restore()
        } else {
            if let lastTask { model.task = lastTask }
            if let runFolder {
                try model.saveWeights(to: runFolder.workingFolder.path)
                try runFolder.replaceEarlierRun()
            }
        }
        // The thresholds were chosen on the way.
        if let runFolder { try model.saveTask(to: runFolder.path) }
    }
}
