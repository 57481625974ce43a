internal import Foundation

/// A range of numbers with round marks on it.
struct Axis {
    /// The range that is drawn.
    let range: ClosedRange<Double>
    /// Where the marks are.
    let ticks: [Double]

    /// An axis that holds all values, with about as many marks as are wanted, at 1, 2 or 5 times a power of ten.
    init(_ values: some Sequence<Double>, tickCount: Int = 5) {
        let finite = values.filter(\.isFinite)
        var (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
        if low == high { (low, high) = (low - max(abs(low) * 0.1, 1e-9), high + max(abs(high) * 0.1, 1e-9)) }
        let rough = (high - low) / Double(max(tickCount - 1, 1))
        let power = pow(10, floor(log10(rough)))
        let step = [1.0, 2, 5, 10].first { $0 * power >= rough }.map { $0 * power } ?? rough
        // A value that only rounding parts from a mark is on it.
        let first = (low / step + 1e-9).rounded(.down)
        let last = (high / step - 1e-9).rounded(.up)
        range = min(first * step, low)...max(last * step, high)
        ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    }

    /// A given range with given marks.
    init(_ range: ClosedRange<Double>, ticks: [Double]) {
        self.range = range
        self.ticks = ticks
    }

    /// Where a value lies, from 0 at the lower end to 1 at the upper.
    func position(_ value: Double) -> Double {
        (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }

    /// A value as its mark shows it: as few digits as tell the marks apart.
    static func text(_ value: Double) -> String {
        let size = abs(value)
        if size > 0, size < 0.001 || size >= 1e6 { return String(format: "%.1e", value) }
        return String(format: "%.4g", value)
    }
}
