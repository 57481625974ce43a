internal import BERT
internal import Prediction
internal import Tensors
internal import TextData

extension RunPlanSummary {
    /// What a run is going to do, from what it is made of.
    init(
        classifier: TextClassifier,
        recipe: Recipe,
        plan: TrainingPlan,
        training: TruncationReport,
        validation: TruncationReport?,
        estimatedSeconds: Double?
    ) {
        let training = DataSet(role: .training, truncation: training)
        let validation = validation.map { [DataSet(role: .validation, truncation: $0)] } ?? []
        self.init(
            model: classifier.source,
            parameters: classifier.model.parameters.elementCount,
            labels: classifier.labels.names,
            dataSets: [training] + validation,
            maximumLength: classifier.maximumLength,
            plan: plan,
            recipe: recipe,
            threads: classifier.threadCount,
            estimatedSeconds: estimatedSeconds
        )
    }
}

extension TrainingLoop {
    /// About how long the steps of a plan take, measured on a few examples.
    ///
    /// A forward and a backward pass are run twice, the second one timed; the gradients are thrown away, so the run
    /// that follows is the same with or without the estimate.
    func estimatedSeconds(plan: TrainingPlan) -> Double {
        let probe = Array(0..<min(plan.examples, 8))
        var seconds = 0.0
        for _ in 0..<2 {
            let start = ContinuousClock.now
            _ = accumulateGradients(probe, pass: 0, normalizer: Double(probe.count))
            seconds = start.duration(to: .now).seconds
        }
        discardGradients()
        let probeTokens = tokenCount(of: probe)
        let epochTokens = tokenCount(of: Array(0..<plan.examples))
        let epochs = Double(plan.totalSteps) / Double(plan.stepsPerEpoch)
        return seconds * Double(epochTokens) * epochs / Double(max(probeTokens, 1))
    }
}
