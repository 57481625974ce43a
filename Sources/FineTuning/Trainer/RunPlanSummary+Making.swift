internal import BERT
internal import Prediction
internal import Tensors
internal import TextData

extension RunPlanSummary {
    /// What a run is going to do, from what it is made of.
    init<Task: BERTTask>(
        model: TaskModel<Task>,
        recipe: Recipe,
        recipeReason: String?,
        plan: TrainingPlan,
        training: TruncationReport,
        validation: TruncationReport?,
        groups: ParameterGroups,
        estimatedSeconds: Double?
    ) {
        let training = DataSet(role: .training, truncation: training)
        let validation = validation.map { [DataSet(role: .validation, truncation: $0)] } ?? []
        self.init(
            task: model.task.name,
            model: model.source,
            parameters: model.model.parameters.elementCount,
            labels: model.task.labelNames,
            dataSets: [training] + validation,
            maximumLength: model.maximumLength,
            plan: plan,
            recipe: recipe,
            recipeReason: recipeReason,
            decidingMetric: recipe.metricForBest ?? model.task.decidingMetric,
            threads: model.threadCount,
            groups: groups,
            estimatedSeconds: estimatedSeconds
        )
    }
}

extension TrainingLoop {
    /// About how long the steps of a plan take, measured on a few examples.
    ///
    /// A forward and a backward pass are run twice, the second one timed; the gradients are thrown away, so the run
    /// that follows is the same with or without the estimate.
    func estimatedSeconds(plan: TrainingPlan) throws(DataError) -> Double {
        let probe = try features(0..<min(plan.examples, 8))
        var seconds = 0.0
        for _ in 0..<2 {
            let start = ContinuousClock.now
            _ = accumulateGradients(probe, pass: 0, normalizer: lossWeight(of: probe))
            seconds = start.duration(to: .now) / .seconds(1)
        }
        discardGradients()
        let epochs = Double(plan.totalSteps) / Double(plan.stepsPerEpoch)
        return seconds * Double(epochTokenCount) * epochs / Double(max(tokenCount(of: probe), 1))
    }
}
