internal import Foundation
internal import Tensors

/// What a sequence classifier says about one text.
public struct ClassificationPrediction: Sendable, Equatable {
    /// A label and how likely it is.
    public struct ScoredLabel: Sendable, Equatable {
        /// The label's name.
        public let label: String
        /// Its probability, from 0 to 1.
        public let score: Double
    }

    /// All labels, most likely first; equal scores in the labels' own order.
    public let labels: [ScoredLabel]
    /// The head's raw outputs, in the labels' order.
    public let logits: [Float]
    /// The index of the most likely label, in the labels' order.
    public let best: Int
}

/// Turns the logits of a sequence classifier into labels: the one decoder of evaluation and prediction.
public struct ClassificationDecoder: Sendable {
    /// The label names, in the order of the model's outputs.
    public let labels: [String]
    /// What the logits are divided by.
    public let temperature: Double

    /// A decoder for labels in the order of the model's outputs.
    ///
    /// - Parameters:
    ///   - labels: The labels.
    ///   - temperature: What the logits are divided by, see ``TextClassification/temperature``.
    /// - Precondition: The temperature is above zero.
    public init(labels: [String], temperature: Double = 1) {
        precondition(temperature > 0, "a temperature of \(temperature)")
        self.labels = labels
        self.temperature = temperature
    }

    /// Decodes one row of logits: softmax, in double precision.
    ///
    /// - Parameter logits: The outputs, `[labels]`.
    /// - Returns: The labels by probability.
    public func decode(_ logits: [Float]) -> ClassificationPrediction {
        // At 1 the logits are taken as they are, without a rounding.
        let scaled = temperature == 1 ? logits : logits.map { Float(Double($0) / temperature) }
        let scores = logSoftmax(scaled).map { exp($0) }
        let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
        return ClassificationPrediction(
            labels: order.map { .init(label: labels[$0], score: scores[$0]) },
            logits: logits,
            best: order.first ?? 0
        )
    }
}
