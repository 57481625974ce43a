/// The figures by which a classifier that gives each example one class is judged.
///
/// All agree with scikit-learn's, which gives 0 for what cannot be computed (`zero_division=0`).
///
/// ```swift
/// let metrics = ClassificationMetrics(
///     labelNames: ["negative", "positive"], predictions: [0, 1, 1, 0], references: [0, 1, 0, 0])
/// metrics.accuracy                // 0.75
/// metrics["matthewsCorrelation"]  // 0.577…
/// ```
public struct ClassificationMetrics: Sendable, Equatable {
    /// The labels, in the order of their classes.
    public let labelNames: [String]
    /// How often each class was taken for each.
    public let confusionMatrix: ConfusionMatrix
    /// The scores of each label, in the order of their classes.
    public let labelScores: [LabelScores]
    /// The mean cross-entropy, if it was given.
    public let loss: Double?

    /// The figures of predictions.
    ///
    /// - Parameters:
    ///   - labelNames: The labels, in the order of their classes.
    ///   - predictions: The predicted class of each example.
    ///   - references: The true class of each example.
    ///   - loss: The mean cross-entropy, if it is to be reported with the rest.
    /// - Precondition: There are as many predictions as references, and all are indices into `labelNames`.
    public init(labelNames: [String], predictions: [Int], references: [Int], loss: Double? = nil) {
        self.init(
            labelNames: labelNames,
            confusionMatrix: ConfusionMatrix(
                classCount: labelNames.count,
                predictions: predictions,
                references: references
            ),
            loss: loss
        )
    }

    /// The figures of a confusion matrix.
    ///
    /// - Parameters:
    ///   - labelNames: The labels, in the order of their classes.
    ///   - confusionMatrix: How often each class was taken for each.
    ///   - loss: The mean cross-entropy, if it is to be reported with the rest.
    /// - Precondition: The matrix has a class for each label.
    public init(labelNames: [String], confusionMatrix: ConfusionMatrix, loss: Double? = nil) {
        precondition(
            labelNames.count == confusionMatrix.classCount,
            "\(labelNames.count) labels for \(confusionMatrix.classCount) classes"
        )
        self.labelNames = labelNames
        self.confusionMatrix = confusionMatrix
        self.loss = loss
        let supports = confusionMatrix.referenceCounts
        let predictedCounts = confusionMatrix.predictionCounts
        labelScores = labelNames.indices.map { index in
            LabelScores(
                label: labelNames[index],
                correctCount: confusionMatrix[reference: index, prediction: index],
                predictedCount: predictedCounts[index],
                support: supports[index]
            )
        }
    }
}

// MARK: - Figures

extension ClassificationMetrics {
    /// The number of examples.
    public var exampleCount: Int { confusionMatrix.exampleCount }

    /// The share of examples whose class was predicted rightly.
    public var accuracy: Double { ratio(Double(confusionMatrix.correctCount), Double(exampleCount)) }

    /// The mean recall of the labels that are true somewhere: what the accuracy would be if all were equally
    /// frequent.
    public var balancedAccuracy: Double {
        let occurring = labelScores.filter { $0.support > 0 }
        return ratio(occurring.reduce(0) { $0 + $1.recall }, Double(occurring.count))
    }

    /// The mean precision of the labels that are true or predicted somewhere.
    public var macroPrecision: Double { macroAverage(\.precision) }

    /// The mean recall of the labels that are true or predicted somewhere.
    public var macroRecall: Double { macroAverage(\.recall) }

    /// The mean F1 of the labels that are true or predicted somewhere.
    public var macroF1: Double { macroAverage(\.f1) }

    /// The F1 of all decisions taken together; where each example has one class, the accuracy.
    public var microF1: Double { accuracy }

    /// The mean F1 of the labels, each weighted by its support.
    public var weightedF1: Double {
        ratio(labelScores.reduce(0) { $0 + $1.f1 * Double($1.support) }, Double(exampleCount))
    }

    /// The F1 of the second of two labels, GLUE's figure for MRPC and QQP; `nil` unless there are two.
    public var binaryF1: Double? { labelScores.count == 2 ? labelScores[1].f1 : nil }

    /// The Matthews correlation coefficient, for any number of classes (Gorodkin, 2004): from -1 to 1, and 0
    /// for predictions that know nothing.
    public var matthewsCorrelation: Double {
        let total = Double(exampleCount)
        let supports = confusionMatrix.referenceCounts.map(Double.init)
        let predicted = confusionMatrix.predictionCounts.map(Double.init)
        let covariance = Double(confusionMatrix.correctCount) * total - dotProduct(supports, predicted)
        let predictedVariance = total * total - dotProduct(predicted, predicted)
        let referenceVariance = total * total - dotProduct(supports, supports)
        return ratio(covariance, (predictedVariance * referenceVariance).squareRoot())
    }

    /// All figures, always in this order: `loss` if it was given, `accuracy`, `macroF1`, `microF1`,
    /// `weightedF1`, `macroPrecision`, `macroRecall`, `matthewsCorrelation`, `balancedAccuracy`, and `f1` if there are two
    /// labels.
    public var values: [MetricValue] {
        var values = loss.map { [MetricValue("loss", $0)] } ?? []
        values += [
            MetricValue("accuracy", accuracy),
            MetricValue("macroF1", macroF1),
            MetricValue("microF1", microF1, isMinor: true),
            MetricValue("weightedF1", weightedF1, isMinor: true),
            MetricValue("macroPrecision", macroPrecision, isMinor: true),
            MetricValue("macroRecall", macroRecall, isMinor: true),
            MetricValue("matthewsCorrelation", matthewsCorrelation, isMinor: true),
            MetricValue("balancedAccuracy", balancedAccuracy, isMinor: true),
        ]
        if let binaryF1 { values.append(MetricValue("f1", binaryF1)) }
        return values
    }

    /// The figure of a name, or `nil` if there is none.
    public subscript(name: String) -> Double? {
        values.first { $0.name == name }?.value
    }

    /// The mean over the labels that occur, as scikit-learn takes it unless it is told the labels.
    private func macroAverage(_ score: KeyPath<LabelScores, Double>) -> Double {
        let occurring = labelScores.filter { $0.support + $0.predictedCount > 0 }
        return ratio(occurring.reduce(0) { $0 + $1[keyPath: score] }, Double(occurring.count))
    }

    private func dotProduct(_ left: [Double], _ right: [Double]) -> Double {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
