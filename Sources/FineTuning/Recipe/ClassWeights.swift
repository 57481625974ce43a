/// How much the examples of each class count in the loss.
///
/// With one label to an example (or a word), the loss of a batch is `Σ w(y) · loss / Σ w(y)`, as PyTorch's cross-entropy with weights computes its mean: weights
/// shift attention between the classes and leave the size of the loss as it is. Where a text may have several labels, the weight is that of the texts that have
/// the label beside those that don't.
public enum ClassWeights: Sendable, Equatable {
    /// `n / (C · n_c)` for `C` classes and `n_c` targets of the class, `n` being the sum of all `n_c`, as scikit-learn's
    /// `balanced`: each class counts as much as any other, however rare it is. A class without targets weighs 1.
    ///
    /// A target is an example, or a labelled word; of a text with several labels it is each of them.
    case balanced
    /// Given weights; a class that isn't named weighs 1.
    case given([LabelWeight])

    /// The weight of one label.
    public struct LabelWeight: Sendable, Equatable {
        /// The label, as the data write it.
        public var label: String
        /// Its weight, above 0.
        public var weight: Double

        /// Gives a label a weight.
        public init(_ label: String, _ weight: Double) {
            self.label = label
            self.weight = weight
        }
    }

    /// The weight of every class.
    ///
    /// - Parameters:
    ///   - labels: The names of the classes, in the order of the model's outputs.
    ///   - counts: The training examples (or labelled words) of each class.
    /// - Returns: A weight per class.
    /// - Throws: ``RecipeError`` with code `invalidValue` if a weight is given to a label that doesn't exist.
    public func weights(labels: [String], counts: [Double]) throws(RecipeError) -> [Double] {
        precondition(labels.count == counts.count, "\(labels.count) labels, but counts of \(counts.count)")
        switch self {
        case .balanced:
            let total = counts.reduce(0, +)
            return counts.map { $0 == 0 ? 1 : total / (Double(counts.count) * $0) }
        case .given(let given):
            var weights = [Double](repeating: 1, count: labels.count)
            for entry in given {
                // Byte by byte: Swift's == takes different spellings of a letter for the same.
                guard let index = labels.firstIndex(where: { $0.utf8.elementsEqual(entry.label.utf8) }) else {
                    throw Self.unknownLabel(entry.label, labels)
                }
                weights[index] = entry.weight
            }
            return weights
        }
    }

    private static func unknownLabel(_ label: String, _ labels: [String]) -> RecipeError {
        let hint =
            DidYouMean.suggestion(for: label, among: labels.map { ($0, []) }).map { "did you mean \($0)?" }
            ?? "the labels are " + labels.prefix(12).joined(separator: ", ") + (labels.count > 12 ? ", …" : "")
        return RecipeError(
            .invalidValue,
            "classWeights names the label \(YAMLText.quoted(label)), which the data don't have; \(hint)",
            key: "classWeights"
        )
    }
}

extension ClassWeights {
    /// Reads weights of labels, as a recipe file says them.
    init(_ mapping: YAMLMapping) throws(RecipeError) {
        var given: [LabelWeight] = []
        for (label, scalar) in try mapping.scalars(of: "classWeights") {
            guard let weight = scalar.text.flatMap(Double.init), weight.isFinite, weight > 0 else {
                throw scalar.error(
                    .invalidValue,
                    "classWeights: the weight of \(YAMLText.quoted(label)) must be a number above 0, "
                        + "but is \(scalar.text ?? "null")"
                )
            }
            given.append(LabelWeight(label, weight))
        }
        guard !given.isEmpty else {
            throw mapping.error(.invalidValue, "classWeights names no label; give some, or balanced, or null")
        }
        self = .given(given)
    }

    /// The value as YAML.
    var yaml: String {
        switch self {
        case .balanced: "balanced"
        case .given(let given):
            "{" + given.map { "\(YAMLText.quoted($0.label)): \($0.weight)" }.joined(separator: ", ") + "}"
        }
    }

    /// Whether there is a weight, each above 0 and none given twice.
    var isValid: Bool {
        guard case .given(let given) = self else { return true }
        let labels = given.map { Array($0.label.utf8) }
        return !given.isEmpty && given.allSatisfy { $0.weight.isFinite && $0.weight > 0 }
            && Set(labels).count == labels.count
    }
}
