/// The score from which on a label is given, and how well it does.
public struct LabelThreshold: Sendable, Equatable {
    /// The threshold: a label is given if its score is at least this.
    public let threshold: Double
    /// The F1 on the examples by which the threshold was chosen.
    public let f1: Double

    /// Chooses the threshold with the highest F1.
    ///
    /// Only where a threshold lies between the scores matters, so the candidates are 0.5, the smallest score, and
    /// the middle between each two scores that follow each other. Of several with the same F1 the one nearest to
    /// 0.5 is taken, and of two equally near the lower; so 0.5 stays unless another is truly better, and a label
    /// that no example has keeps it. A threshold that gives no example the label is never better.
    ///
    /// ```swift
    /// LabelThreshold.maximizingF1(scores: [0.1, 0.3, 0.35, 0.9], references: [false, true, false, true])
    /// // threshold 0.2, F1 0.8
    /// ```
    ///
    /// - Parameters:
    ///   - scores: The label's score for each example, from 0 to 1.
    ///   - references: Whether each example has the label.
    /// - Returns: The threshold, 0.5 if there are no examples or a score is not finite.
    /// - Precondition: There are as many scores as references.
    /// - Complexity: O(*n* log *n*).
    public static func maximizingF1(scores: [Double], references: [Bool]) -> LabelThreshold {
        precondition(scores.count == references.count, "\(scores.count) scores for \(references.count) references")
        guard scores.allSatisfy(\.isFinite) else { return LabelThreshold(threshold: 0.5, f1: 0) }
        let support = references.count { $0 }
        func f1(correct: Int, predicted: Int) -> Double {
            ratio(2 * Double(correct), Double(predicted + support))
        }

        let atHalf = scores.indices.filter { scores[$0] >= 0.5 }
        var best = LabelThreshold(
            threshold: 0.5,
            f1: f1(correct: atHalf.count { references[$0] }, predicted: atHalf.count)
        )
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var correct = 0
        for (position, index) in order.enumerated() {
            if references[index] { correct += 1 }
            let next = position + 1 < order.count ? scores[order[position + 1]] : nil
            if next == scores[index] { continue }
            let candidate = LabelThreshold(
                threshold: next.map { middle($0, scores[index]) } ?? scores[index],
                f1: f1(correct: correct, predicted: position + 1)
            )
            if candidate.isBetter(than: best) { best = candidate }
        }
        return best
    }

    private func isBetter(than other: LabelThreshold) -> Bool {
        guard f1 == other.f1 else { return f1 > other.f1 }
        let (distance, otherDistance) = (abs(threshold - 0.5), abs(other.threshold - 0.5))
        return distance == otherDistance ? threshold < other.threshold : distance < otherDistance
    }

    /// A number above the lower score and not above the higher.
    private static func middle(_ lower: Double, _ higher: Double) -> Double {
        let middle = lower + (higher - lower) / 2
        return middle > lower ? middle : higher
    }
}
