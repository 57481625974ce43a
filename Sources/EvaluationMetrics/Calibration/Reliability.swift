/// Whether a model is as sure as it is right: how often answers of each confidence are right (Niculescu-Mizil and
/// Caruana, 2005; Guo et al., 2017).
///
/// ```swift
/// let reliability = Reliability(confidences: [0.9, 0.9, 0.6], isCorrect: [true, false, true])
/// reliability.expectedCalibrationError  // 0.4: right in 50 % where it says 90 %, in all where it says 60 %
/// ```
public struct Reliability: Sendable, Equatable {
    /// The answers of about one confidence.
    public struct Bin: Sendable, Equatable {
        /// Above what confidence the bin begins; the first holds 0, too.
        public let lower: Double
        /// Up to what confidence it goes.
        public let upper: Double
        /// The answers in it.
        public let count: Int
        /// Their mean confidence; 0 of none.
        public let meanConfidence: Double
        /// The share of them that is right; 0 of none.
        public let accuracy: Double
    }

    /// The bins, of equal width, from 0 to 1.
    public let bins: [Bin]
    /// The answers in all.
    public let count: Int

    /// Sorts answers by their confidence.
    ///
    /// - Parameters:
    ///   - confidences: The probability that the model gave each answer, from 0 to 1.
    ///   - isCorrect: Whether the answer was right.
    ///   - binCount: The bins.
    /// - Precondition: There are as many confidences as answers, and a bin at least.
    public init(confidences: [Double], isCorrect: [Bool], binCount: Int = 15) {
        precondition(confidences.count == isCorrect.count && binCount > 0, "\(confidences.count), \(isCorrect.count)")
        var (counts, rights) = ([Int](repeating: 0, count: binCount), [Int](repeating: 0, count: binCount))
        var sums = [Double](repeating: 0, count: binCount)
        for (confidence, isRight) in zip(confidences, isCorrect) {
            // A bin holds its upper end, so that 1 is in the last one.
            let place = (confidence * Double(binCount)).rounded(.up) - 1
            let bin = place > 0 ? min(Int(place), binCount - 1) : 0
            counts[bin] += 1
            sums[bin] += confidence
            if isRight { rights[bin] += 1 }
        }
        count = confidences.count
        bins = (0..<binCount).map { bin in
            Bin(
                lower: Double(bin) / Double(binCount),
                upper: Double(bin + 1) / Double(binCount),
                count: counts[bin],
                meanConfidence: ratio(sums[bin], Double(counts[bin])),
                accuracy: ratio(Double(rights[bin]), Double(counts[bin]))
            )
        }
    }

    /// The mean distance of confidence and accuracy, each bin weighted by its answers: 0 for a model that is right as
    /// often as it says (Naeini et al., 2015).
    public var expectedCalibrationError: Double {
        bins.reduce(0) { $0 + ratio(Double($1.count), Double(count)) * abs($1.accuracy - $1.meanConfidence) }
    }

    /// The largest distance of confidence and accuracy in any bin that has answers.
    public var maximumCalibrationError: Double {
        bins.filter { $0.count > 0 }.map { abs($0.accuracy - $0.meanConfidence) }.max() ?? 0
    }
}
