/// How often each class was taken for each.
public struct ConfusionMatrix: Sendable, Equatable {
    /// The number of classes.
    public let classCount: Int
    /// The counts, one row per true class, one column per predicted one, row after row.
    public private(set) var counts: [Int]

    /// A matrix of no examples yet.
    ///
    /// - Parameter classCount: The number of classes.
    /// - Precondition: `classCount` is not negative.
    public init(classCount: Int) {
        precondition(classCount >= 0, "a matrix of \(classCount) classes")
        self.classCount = classCount
        counts = [Int](repeating: 0, count: classCount * classCount)
    }

    /// The matrix of predictions and what they should have been.
    ///
    /// - Parameters:
    ///   - classCount: The number of classes.
    ///   - predictions: The predicted class of each example.
    ///   - references: The true class of each example.
    /// - Precondition: There are as many predictions as references, and all are classes.
    public init(classCount: Int, predictions: [Int], references: [Int]) {
        precondition(
            predictions.count == references.count,
            "\(predictions.count) predictions for \(references.count) references"
        )
        self.init(classCount: classCount)
        for (prediction, reference) in zip(predictions, references) {
            add(prediction: prediction, reference: reference)
        }
    }

    /// Counts an example.
    ///
    /// - Parameters:
    ///   - prediction: The predicted class.
    ///   - reference: The true class.
    /// - Precondition: Both are classes.
    public mutating func add(prediction: Int, reference: Int) {
        let classes = 0..<classCount
        precondition(
            classes.contains(prediction) && classes.contains(reference),
            "prediction \(prediction) and reference \(reference) for \(classCount) classes"
        )
        counts[reference * classCount + prediction] += 1
    }

    /// How often one class was predicted where another was true.
    public subscript(reference reference: Int, prediction prediction: Int) -> Int {
        counts[reference * classCount + prediction]
    }

    /// The number of examples.
    public var exampleCount: Int { counts.reduce(0, +) }

    /// The number of examples whose class was predicted rightly.
    public var correctCount: Int { (0..<classCount).reduce(0) { $0 + self[reference: $1, prediction: $1] } }

    /// How often each class is true.
    public var referenceCounts: [Int] {
        (0..<classCount).map { reference in
            (0..<classCount).reduce(0) { $0 + self[reference: reference, prediction: $1] }
        }
    }

    /// How often each class was predicted.
    public var predictionCounts: [Int] {
        (0..<classCount).map { prediction in
            (0..<classCount).reduce(0) { $0 + self[reference: $1, prediction: prediction] }
        }
    }
}
