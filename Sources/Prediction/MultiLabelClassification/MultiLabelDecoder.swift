internal import Foundation

/// What a multi-label classifier says about one text.
public struct MultiLabelPrediction: Sendable, Equatable {
    /// The labels that the text is given, most likely first; none, where none reaches its threshold.
    public let labels: [ClassificationPrediction.ScoredLabel]
    /// All labels, most likely first; equal scores in the labels' own order.
    public let allLabels: [ClassificationPrediction.ScoredLabel]
    /// The probability of each label, in the labels' order.
    public let scores: [Double]
    /// Whether each label is given, in the labels' order.
    public let isGiven: [Bool]
    /// The head's raw outputs, in the labels' order.
    public let logits: [Float]
}

/// Turns the logits of a multi-label classifier into labels: the one decoder of evaluation and prediction.
public struct MultiLabelDecoder: Sendable {
    /// The label names, in the order of the model's outputs.
    public let labels: [String]
    /// The probability from which on each label is given.
    public let thresholds: [Double]

    /// A decoder for labels in the order of the model's outputs.
    ///
    /// - Parameters:
    ///   - labels: The labels.
    ///   - thresholds: The probability from which on each label is given.
    /// - Precondition: There is a threshold for each label.
    public init(labels: [String], thresholds: [Double]) {
        precondition(labels.count == thresholds.count, "\(thresholds.count) thresholds for \(labels.count) labels")
        self.labels = labels
        self.thresholds = thresholds
    }

    /// Decodes one row of logits: the sigmoid of each, in double precision.
    ///
    /// - Parameter logits: The outputs, `[labels]`.
    /// - Returns: The labels.
    public func decode(_ logits: [Float]) -> MultiLabelPrediction {
        let scores = logits.map { 1 / (1 + exp(-Double($0))) }
        let isGiven = scores.indices.map { scores[$0] >= thresholds[$0] }
        let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
        func scored(_ indices: [Int]) -> [ClassificationPrediction.ScoredLabel] {
            indices.map { .init(label: labels[$0], score: scores[$0]) }
        }
        return MultiLabelPrediction(
            labels: scored(order.filter { isGiven[$0] }),
            allLabels: scored(order),
            scores: scores,
            isGiven: isGiven,
            logits: logits
        )
    }
}
