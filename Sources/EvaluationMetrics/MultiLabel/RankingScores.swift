/// The area under the receiver operating characteristic of scores that are to be high for the positive examples.
///
/// It is the share of pairs of a positive and a negative example in which the positive one has the higher score,
/// pairs of equal scores counting half, and agrees with scikit-learn's `roc_auc_score`.
///
/// - Parameters:
///   - scores: The score of each example.
///   - references: Whether each example is positive.
/// - Returns: The area, from 0 to 1; `nil` if it is undefined, because all examples are positive or none is, or a
///   score is NaN. scikit-learn gives NaN for the first and refuses the second.
/// - Precondition: There are as many scores as references.
/// - Complexity: O(*n* log *n*).
public func areaUnderROC(scores: [Double], references: [Bool]) -> Double? {
    precondition(scores.count == references.count, "\(scores.count) scores for \(references.count) references")
    let positiveCount = references.count { $0 }
    let negativeCount = references.count - positiveCount
    guard positiveCount > 0 && negativeCount > 0 && !scores.contains(where: \.isNaN) else { return nil }
    let ranks = ranks(scores)
    let rankSum = references.indices.reduce(0.0) { references[$1] ? $0 + ranks[$1] : $0 }
    let smallestRankSum = Double(positiveCount) * Double(positiveCount + 1) / 2
    return (rankSum - smallestRankSum) / (Double(positiveCount) * Double(negativeCount))
}

/// The average precision of scores that are to be high for the positive examples: the mean of the precisions at
/// each threshold, weighted by what the threshold adds to the recall.
///
/// It agrees with scikit-learn's `average_precision_score`.
///
/// - Parameters:
///   - scores: The score of each example.
///   - references: Whether each example is positive.
/// - Returns: The average precision, from 0 to 1, and 0 if no example is positive, as in scikit-learn; `nil` if a
///   score is NaN or there is no example.
/// - Precondition: There are as many scores as references.
/// - Complexity: O(*n* log *n*).
public func averagePrecision(scores: [Double], references: [Bool]) -> Double? {
    precondition(scores.count == references.count, "\(scores.count) scores for \(references.count) references")
    guard !scores.isEmpty && !scores.contains(where: \.isNaN) else { return nil }
    let positiveCount = references.count { $0 }
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var sum = 0.0
    var found = 0
    var start = 0
    while start < order.count {
        var end = start
        let foundBefore = found
        // Equal scores pass a threshold together.
        while end < order.count && scores[order[end]] == scores[order[start]] {
            if references[order[end]] { found += 1 }
            end += 1
        }
        sum += Double(found - foundBefore) * Double(found) / Double(end)
        start = end
    }
    return ratio(sum, Double(positiveCount))
}
