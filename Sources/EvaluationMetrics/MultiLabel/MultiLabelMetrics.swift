/// The figures by which a classifier that gives each example any number of labels is judged.
///
/// All agree with scikit-learn's, which gives 0 for what cannot be computed (`zero_division=0`).
///
/// ```swift
/// let metrics = MultiLabelMetrics(
///     labelNames: ["joy", "fear"],
///     predictions: [[true, false], [true, true]], references: [[true, false], [false, true]])
/// metrics.microF1         // 0.8
/// metrics.subsetAccuracy  // 0.5
/// ```
public struct MultiLabelMetrics: Sendable, Equatable {
    /// The scores of each label.
    public let labelScores: [LabelScores]
    /// The scores of all decisions taken together.
    public let overall: LabelScores
    /// The mean over the examples of the F1 of their labels; an example without labels, true or predicted, counts
    /// as 0.
    public let samplesF1: Double
    /// The share of examples whose labels are all right.
    public let subsetAccuracy: Double
    /// The share of decisions, one for each example and label, that are wrong.
    public let hammingLoss: Double
    /// For each label how well its scores rank the examples, see ``areaUnderROC(scores:references:)``; `nil` if no
    /// scores were given.
    public let areasUnderROC: [Double?]?
    /// For each label the average precision of its scores, see ``averagePrecision(scores:references:)``; `nil` if
    /// no scores were given.
    public let averagePrecisions: [Double?]?
    /// The mean binary cross-entropy, if it was given.
    public let loss: Double?

    /// The figures of predictions.
    ///
    /// - Parameters:
    ///   - labelNames: The labels.
    ///   - predictions: For each example, whether each label was predicted.
    ///   - references: For each example, whether each label is true.
    ///   - scores: For each example the score of each label, if the ranking by scores is to be judged, too.
    ///   - loss: The mean binary cross-entropy, if it is to be reported with the rest.
    /// - Precondition: There are as many predictions, and scores, as references, each with a value for each label.
    public init(
        labelNames: [String],
        predictions: [[Bool]],
        references: [[Bool]],
        scores: [[Double]]? = nil,
        loss: Double? = nil
    ) {
        precondition(
            predictions.count == references.count && scores?.count ?? references.count == references.count,
            "\(predictions.count) predictions for \(references.count) references"
        )
        precondition(
            (predictions + references).allSatisfy { $0.count == labelNames.count }
                && scores?.allSatisfy { $0.count == labelNames.count } != false,
            "an example has not one value for each of the \(labelNames.count) labels"
        )
        labelScores = labelNames.indices.map { label in
            LabelScores(
                label: labelNames[label],
                correctCount: references.indices.count { references[$0][label] && predictions[$0][label] },
                predictedCount: predictions.count { $0[label] },
                support: references.count { $0[label] }
            )
        }
        overall = LabelScores(
            label: "all",
            correctCount: labelScores.reduce(0) { $0 + $1.correctCount },
            predictedCount: labelScores.reduce(0) { $0 + $1.predictedCount },
            support: labelScores.reduce(0) { $0 + $1.support }
        )
        let exampleScores = zip(predictions, references).map(Self.exampleF1)
        samplesF1 = ratio(exampleScores.reduce(0, +), Double(references.count))
        let exactCount = zip(predictions, references).count { $0 == $1 }
        subsetAccuracy = ratio(Double(exactCount), Double(references.count))
        let wrongCount = overall.predictedCount + overall.support - 2 * overall.correctCount
        hammingLoss = ratio(Double(wrongCount), Double(references.count * labelNames.count))
        func ranking(_ figure: ([Double], [Bool]) -> Double?) -> [Double?]? {
            scores.map { scores in
                labelNames.indices.map { label in figure(scores.map { $0[label] }, references.map { $0[label] }) }
            }
        }
        areasUnderROC = ranking { areaUnderROC(scores: $0, references: $1) }
        averagePrecisions = ranking { averagePrecision(scores: $0, references: $1) }
        self.loss = loss
    }

    private static func exampleF1(prediction: [Bool], reference: [Bool]) -> Double {
        let shared = zip(prediction, reference).count { $0 && $1 }
        return ratio(2 * Double(shared), Double(prediction.count { $0 } + reference.count { $0 }))
    }
}

// MARK: - Figures

extension MultiLabelMetrics {
    /// The share of predicted labels that are true.
    public var microPrecision: Double { overall.precision }
    /// The share of true labels that were predicted.
    public var microRecall: Double { overall.recall }
    /// The harmonic mean of ``microPrecision`` and ``microRecall``.
    public var microF1: Double { overall.f1 }
    /// The mean precision of the labels.
    public var macroPrecision: Double { mean(\.precision) }
    /// The mean recall of the labels.
    public var macroRecall: Double { mean(\.recall) }
    /// The mean F1 of the labels.
    public var macroF1: Double { mean(\.f1) }
    /// The mean F1 of the labels, each weighted by its support.
    public var weightedF1: Double {
        ratio(labelScores.reduce(0) { $0 + $1.f1 * Double($1.support) }, Double(overall.support))
    }
    /// The mean area under the ROC of the labels for which it is defined.
    ///
    /// scikit-learn's mean is NaN if it is undefined for one. `nil` if no scores were given, or it is defined for
    /// none.
    public var macroAreaUnderROC: Double? { Self.mean(areasUnderROC) }
    /// The mean average precision of the labels; `nil` if no scores were given.
    public var macroAveragePrecision: Double? { Self.mean(averagePrecisions) }

    /// All figures that are defined, always in this order: `loss` if it was given, `microF1`, `macroF1`,
    /// `samplesF1`, `weightedF1`, `microPrecision`, `microRecall`, `macroPrecision`, `macroRecall`,
    /// `subsetAccuracy`, `hammingLoss`, and with scores `macroAreaUnderROC` and `macroAveragePrecision`.
    public var values: [MetricValue] {
        var values = loss.map { [MetricValue("loss", $0)] } ?? []
        values += [
            MetricValue("microF1", microF1),
            MetricValue("macroF1", macroF1),
            MetricValue("samplesF1", samplesF1, isMinor: true),
            MetricValue("weightedF1", weightedF1, isMinor: true),
            MetricValue("microPrecision", microPrecision, isMinor: true),
            MetricValue("microRecall", microRecall, isMinor: true),
            MetricValue("macroPrecision", macroPrecision, isMinor: true),
            MetricValue("macroRecall", macroRecall, isMinor: true),
            MetricValue("subsetAccuracy", subsetAccuracy, isMinor: true),
            MetricValue("hammingLoss", hammingLoss, isMinor: true),
        ]
        if let macroAreaUnderROC { values.append(MetricValue("macroAreaUnderROC", macroAreaUnderROC, isMinor: true)) }
        if let macroAveragePrecision {
            values.append(MetricValue("macroAveragePrecision", macroAveragePrecision, isMinor: true))
        }
        return values
    }

    /// The figure of a name, or `nil` if there is none.
    public subscript(name: String) -> Double? {
        values.first { $0.name == name }?.value
    }

    private func mean(_ score: KeyPath<LabelScores, Double>) -> Double {
        ratio(labelScores.reduce(0) { $0 + $1[keyPath: score] }, Double(labelScores.count))
    }

    private static func mean(_ values: [Double?]?) -> Double? {
        guard let defined = values?.compactMap({ $0 }), !defined.isEmpty else { return nil }
        return defined.reduce(0, +) / Double(defined.count)
    }
}
