#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension Tape {
    /// The target that takes no part in the loss, by PyTorch's convention.
    public static let ignoredTarget: Int32 = -100

    /// The cross-entropy between softmax(logits) and the targets, as `torch.nn.functional.cross_entropy` defines it.
    ///
    /// With weights `w` and smoothing `ε` over `C` classes a row of target `y` contributes
    /// `(1 - ε) w_y (-log p_y) + ε / C Σ_c w_c (-log p_c)`; the loss is the sum over rows divided by `normalizer`.
    /// Softmax is computed in double precision.
    ///
    /// - Parameters:
    ///   - logits: The scores, `[rows, classes]`.
    ///   - targets: The class of each row, or ``ignoredTarget``.
    ///   - classWeights: A weight per class, or `nil` for one each.
    ///   - labelSmoothing: The smoothing `ε`, in `0..<1`.
    ///   - rowWeights: A factor for each row, or `nil` for one each.
    ///   - normalizer: The divisor; `nil` is the sum of the targets' and rows' weights in this batch (PyTorch's mean). A
    ///     step that is cut into several batches passes the sum over all of them, so that the cut changes nothing.
    /// - Returns: The loss; 0 if no row counts.
    /// - Precondition: There is a target a row, each ignored or within `0..<classes`.
    public func crossEntropy(
        _ logits: Tensor,
        targets: [Int32],
        classWeights: [Float]? = nil,
        labelSmoothing: Double = 0,
        rowWeights: [Double]? = nil,
        normalizer: Double? = nil
    ) -> Double {
        let classCount = logits.columnCount
        precondition(targets.count == logits.rowCount, "crossEntropy: \(targets.count) targets, \(logits.shape).")
        precondition(
            targets.allSatisfy { $0 == Tape.ignoredTarget || (0..<Int32(classCount)).contains($0) },
            "crossEntropy: a target lies outside its \(classCount) classes."
        )
        let weights = classWeights?.map(Double.init) ?? [Double](repeating: 1, count: classCount)
        precondition(weights.count == classCount, "crossEntropy: \(weights.count) weights for \(classCount) classes.")
        let rowWeights = rowWeights ?? [Double](repeating: 1, count: targets.count)
        precondition(
            rowWeights.count == targets.count,
            "crossEntropy: \(rowWeights.count) rows' weights, \(logits.shape)."
        )
        let counted = zip(targets, rowWeights).filter { $0.0 != Tape.ignoredTarget }
            .reduce(0) { $0 + weights[Int($1.0)] * $1.1 }
        let divisor = normalizer ?? counted
        guard divisor > 0 else { return 0 }

        let weightSum = weights.reduce(0, +)
        let scores = device.read(logits)
        var gradient = [Float](repeating: 0, count: isRecording ? scores.count : 0)
        var loss = 0.0
        for (row, target) in targets.enumerated() where target != Tape.ignoredTarget {
            let start = row * classCount
            let logProbabilities = logSoftmax(scores[start..<(start + classCount)])
            let target = Int(target)
            let share = labelSmoothing / Double(classCount)
            var rowLoss = -(1 - labelSmoothing) * weights[target] * logProbabilities[target]
            if share > 0 {  // Without smoothing a logit of -infinity in another class costs nothing; 0 * -inf is NaN.
                rowLoss -= share * zip(weights, logProbabilities).reduce(0) { $0 + $1.0 * $1.1 }
            }
            loss += rowWeights[row] * rowLoss
            guard isRecording else { continue }
            for column in 0..<classCount {
                let probability = exp(logProbabilities[column])
                let hard = weights[target] * (probability - (column == target ? 1 : 0))
                let smooth = probability * weightSum - weights[column]
                gradient[start + column] = Float(
                    rowWeights[row] * ((1 - labelSmoothing) * hard + share * smooth) / divisor
                )
            }
        }
        recordLossGradient(gradient, of: logits)
        return loss / divisor
    }

    /// Hands a loss's gradient to its input.
    func recordLossGradient(_ gradient: [Float], of input: Tensor) {
        record(input, isTracked: tracks(input)) { [unowned self] in
            addGradient(device.makeTensor(input.shape, gradient), to: input)
        }
    }
}

/// `x - log Σ exp x` in double precision.
package func logSoftmax(_ scores: some Collection<Float>) -> [Double] {
    let wide = scores.map(Double.init)
    let largest = wide.max() ?? 0
    let logSum = log(wide.reduce(0) { $0 + exp($1 - largest) })
    return wide.map { $0 - largest - logSum }
}
