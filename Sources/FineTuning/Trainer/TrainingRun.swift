internal import BERT
internal import EvaluationMetrics
internal import Prediction
internal import Tensors
internal import TextData

/// One run of a trainer: the loop over epochs and steps, evaluations, the log and the best weights.
final class TrainingRun {
    private let classifier: TextClassifier
    private let recipe: Recipe
    private let observer: any TrainingObserver
    private let plan: TrainingPlan
    private let order: BatchOrder
    private let loop: TrainingLoop
    private let validation: (features: [ClassificationFeature], truncation: TruncationReport)?
    private let best: BestWeights
    private let log: MetricsLog?
    private let runFolder: RunFolder?
    private let summaryBeforehand: RunPlanSummary

    private var stopping: EarlyStopping
    private var lossSum = 0.0
    private var totalTokens = 0
    private var intervalTokens = 0
    private var intervalLoss = 0.0
    private var intervalSteps = 0
    private var intervalStart = ContinuousClock.now
    private var evaluationTime = Duration.zero
    private var lastReport: EvaluationReport?
    private var stoppedEarly = false

    init(
        classifier: TextClassifier,
        recipe: Recipe,
        runFolder: RunFolder?,
        observer: any TrainingObserver,
        training: TextDataset,
        validation: TextDataset?
    ) throws {
        let trained = try classifier.features(of: training.examples, path: training.path)
        let validated = try validation.map { try classifier.features(of: $0.examples, path: $0.path) }
        plan = try TrainingPlan(recipe: recipe, examples: trained.features.count)
        order = BatchOrder(count: trained.features.count, recipe: recipe)
        loop = TrainingLoop(classifier: classifier, features: trained.features, recipe: recipe, plan: plan)
        let metric = recipe.decidingMetric
        stopping = EarlyStopping(
            patience: recipe.earlyStoppingPatience,
            threshold: recipe.earlyStoppingThreshold,
            direction: MetricDirection(metric: metric)
        )
        best = BestWeights(classifier: classifier, folder: runFolder)
        summaryBeforehand = RunPlanSummary(
            classifier: classifier,
            recipe: recipe,
            plan: plan,
            training: trained.truncation,
            validation: validated?.truncation,
            estimatedSeconds: loop.estimatedSeconds(plan: plan)
        )
        self.classifier = classifier
        self.recipe = recipe
        self.runFolder = runFolder
        self.observer = observer
        self.validation = validated
        log = try runFolder.map { try MetricsLog(path: $0.workingFolder.metricsPath) }
    }

    func run() throws -> TrainingSummary {
        defer { loop.finish() }
        observer.observe(.started(summaryBeforehand))
        if let runFolder { try classifier.saveDescription(to: runFolder.workingFolder.path) }
        let start = ContinuousClock.now
        intervalStart = start
        training: for epoch in 0..<plan.epochs {
            let batches = order.batches(epoch: epoch)
            for first in stride(from: 0, to: batches.count, by: plan.gradientAccumulationSteps) {
                let last = min(first + plan.gradientAccumulationSteps, batches.count)
                let step = try loop.step(Array(batches[first..<last]))
                try report(step)
                if recipe.evaluationInterval.isDue(afterStep: loop.stepCount, of: plan) { try evaluate() }
                if stoppedEarly || loop.stepCount == plan.totalSteps { break training }
            }
        }
        let duration = start.duration(to: .now)
        try keepResult()
        let summary = TrainingSummary(
            steps: loop.stepCount,
            epochs: plan.epoch(afterStep: loop.stepCount),
            seconds: duration.seconds,
            tokensPerSecond: Double(totalTokens) / max((duration - evaluationTime).seconds, 1e-9),
            trainingLoss: lossSum / Double(max(loop.stepCount, 1)),
            // Where no best weights are kept it is the last ones that are, and the last step is always evaluated.
            best: best.report ?? lastReport,
            stoppedEarly: stoppedEarly && loop.stepCount < plan.totalSteps
        )
        observer.observe(.finished(summary))
        return summary
    }

    private func report(_ step: TrainingLoop.Step) throws {
        lossSum += step.loss
        totalTokens += step.tokens
        intervalLoss += step.loss
        intervalTokens += step.tokens
        intervalSteps += 1
        let isLogged = loop.stepCount % recipe.loggingSteps == 0 || loop.stepCount == plan.totalSteps
        let seconds = intervalStart.duration(to: .now).seconds
        let report = StepReport(
            step: loop.stepCount,
            epoch: plan.epoch(afterStep: loop.stepCount),
            loss: intervalLoss / Double(intervalSteps),
            learningRate: step.learningRate,
            gradientNorm: step.gradientNorm,
            tokensPerSecond: Double(intervalTokens) / max(seconds, 1e-9),
            isLogged: isLogged
        )
        if isLogged {
            try log?.append(report)
            (intervalLoss, intervalTokens, intervalSteps, intervalStart) = (0, 0, 0, .now)
        }
        observer.observe(.stepped(report))
    }

    private func evaluate() throws {
        guard let validation else { return }
        let pause = ContinuousClock.now
        let evaluation = classifier.evaluate(validation.features, truncation: validation.truncation)
        var report = EvaluationReport(
            step: loop.stepCount,
            epoch: plan.epoch(afterStep: loop.stepCount),
            metrics: evaluation.values.map { .init($0.name, $0.value) }
        )
        let metric = recipe.decidingMetric
        guard let value = report[metric] else { preconditionFailure("The recipe was validated for \(metric).") }
        let verdict = stopping.observe(value, step: loop.stepCount)
        report.isBest = verdict.isBest
        stoppedEarly = verdict.shouldStop
        if verdict.isBest, recipe.keepsBestModel { try best.keep(report) }
        lastReport = report
        try log?.append(report)
        observer.observe(.evaluated(report))
        // Evaluating is not training: its time stays out of the tokens per second.
        let time = pause.duration(to: .now)
        intervalStart += time
        evaluationTime += time
    }

    /// Leaves the best weights in the classifier, or saves the last ones where none was kept.
    private func keepResult() throws {
        if best.report != nil {
            try best.restore()
        } else if let runFolder {
            try classifier.saveWeights(to: runFolder.workingFolder.path)
            try runFolder.replaceEarlierRun()
        }
    }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
