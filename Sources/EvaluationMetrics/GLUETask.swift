/// A task of the GLUE benchmark, and by which figures it is judged (Wang et al., 2019).
///
/// ```swift
/// GLUETask.mrpc.values(classes: [1, 0], references: [1, 1])  // accuracy 0.5, f1 0.667
/// GLUETask.mrpc.score(of: values)                            // their mean, as the leaderboard has it
/// ```
public enum GLUETask: String, Sendable, CaseIterable {
    /// CoLA: is the sentence acceptable English?
    case cola
    /// SST-2: is the review positive?
    case sst2
    /// MRPC: do two sentences mean the same?
    case mrpc
    /// STS-B: how similar are two sentences, from 0 to 5?
    case stsb
    /// QQP: do two questions ask the same?
    case qqp
    /// MNLI, the part whose sources occur in the training data: does the premise entail the hypothesis?
    case mnli
    /// MNLI, the part from other sources.
    case mnliMismatched = "mnli-mm"
    /// QNLI: does the sentence answer the question?
    case qnli
    /// RTE: does the premise entail the hypothesis?
    case rte
    /// WNLI: does the sentence with the pronoun replaced follow?
    case wnli
    /// The diagnostic set, answered by the model for MNLI.
    case ax

    /// The name as papers write it.
    public var title: String {
        switch self {
        case .cola: "CoLA"
        case .sst2: "SST-2"
        case .mrpc: "MRPC"
        case .stsb: "STS-B"
        case .qqp: "QQP"
        case .mnli: "MNLI-m"
        case .mnliMismatched: "MNLI-mm"
        case .qnli: "QNLI"
        case .rte: "RTE"
        case .wnli: "WNLI"
        case .ax: "AX"
        }
    }

    /// The labels in the order of their classes, as the Hub's `glue` data set numbers them; `nil` for STS-B, whose
    /// examples have numbers.
    public var labelNames: [String]? {
        switch self {
        case .cola: ["unacceptable", "acceptable"]
        case .sst2: ["negative", "positive"]
        case .mrpc: ["not_equivalent", "equivalent"]
        case .qqp: ["not_duplicate", "duplicate"]
        case .mnli, .mnliMismatched, .ax: ["entailment", "neutral", "contradiction"]
        case .qnli, .rte: ["entailment", "not_entailment"]
        case .wnli: ["not_entailment", "entailment"]
        case .stsb: nil
        }
    }

    /// The names of the figures, in the order of ``values(classes:references:)``.
    public var metricNames: [String] {
        switch self {
        case .cola, .ax: ["matthewsCorrelation"]
        case .mrpc, .qqp: ["accuracy", "f1"]
        case .stsb: ["pearson", "spearman"]
        case .sst2, .mnli, .mnliMismatched, .qnli, .rte, .wnli: ["accuracy"]
        }
    }
}

// MARK: - Figures

extension GLUETask {
    /// The figures of predicted classes.
    ///
    /// - Parameters:
    ///   - classes: The predicted class of each example, an index into ``labelNames``.
    ///   - references: The true class of each example.
    /// - Returns: The task's figures.
    /// - Precondition: The task has classes, there are as many predictions as references, and all are classes.
    public func values(classes: [Int], references: [Int]) -> [MetricValue] {
        guard let labelNames else { preconditionFailure("\(title) has scores, not classes") }
        let metrics = ClassificationMetrics(labelNames: labelNames, predictions: classes, references: references)
        return metricNames.compactMap { name in metrics[name].map { MetricValue(name, $0) } }
    }

    /// The figures of predicted scores, those that are defined.
    ///
    /// - Parameters:
    ///   - scores: The predicted score of each example.
    ///   - references: The true score of each example.
    /// - Returns: The task's figures; constant predictions have none.
    /// - Precondition: The task is STS-B, and there are as many predictions as references.
    public func values(scores: [Double], references: [Double]) -> [MetricValue] {
        precondition(labelNames == nil, "\(title) has classes, not scores")
        let metrics = RegressionMetrics(predictions: scores, references: references)
        return metricNames.compactMap { name in metrics[name].map { MetricValue(name, $0) } }
    }

    /// The one figure by which the leaderboard ranks: the mean of the task's figures.
    ///
    /// - Parameter values: The figures, among which others may stand.
    /// - Returns: The mean; `nil` if one of the task's figures is not there.
    public func score(of values: [MetricValue]) -> Double? {
        let figures = metricNames.compactMap { name in values.first { $0.name == name }?.value }
        guard figures.count == metricNames.count else { return nil }
        return figures.reduce(0, +) / Double(figures.count)
    }
}
