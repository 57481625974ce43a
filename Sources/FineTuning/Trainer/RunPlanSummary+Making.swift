internal import BERT
internal import Prediction
internal import Tensors
internal import TextData

extension RunPlanSummary {
    /// What a run is going to do, from what it is made of.
    init(
        classifier: TextClassifier, recipe: Recipe, plan: TrainingPlan,
        training: (features: [ClassificationFeature], truncation: TruncationReport),
        validation: (features: [ClassificationFeature], truncation: TruncationReport)?, estimatedSeconds: Double?
    ) {
        let labels = classifier.labels.names
        func dataSet(
            _ role: RunDescription.DataRole,
            _ data: (features: [ClassificationFeature], truncation: TruncationReport)
        ) -> DataSet {
            var counts = [Int](repeating: 0, count: labels.count)
            for feature in data.features {
                if let label = feature.label { counts[label] += 1 }
            }
            return DataSet(
                role: role, examples: data.features.count, tokens: data.features.reduce(0) { $0 + $1.count },
                truncatedExamples: data.truncation.cutExampleCount, truncatedTokens: data.truncation.cutTokenCount,
                labelCounts: counts)
        }
        self.init(
            model: classifier.source, parameters: classifier.model.parameters.elementCount, labels: labels,
            dataSets: [dataSet(.training, training)] + (validation.map { [dataSet(.validation, $0)] } ?? []),
            maximumLength: classifier.maximumLength, plan: plan, recipe: recipe, threads: classifier.threadCount,
            estimatedSeconds: estimatedSeconds)
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
