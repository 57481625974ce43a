/// A set of Unicode scalars as sorted ranges.
struct ScalarSet: Sendable {
    /// First and last of each range.
    private let bounds: [UInt32]

    init(_ bounds: [UInt32]) {
        self.bounds = bounds
    }

    /// The ranges, in ascending order.
    var ranges: [ClosedRange<UInt32>] {
        stride(from: 0, to: bounds.count, by: 2).map { bounds[$0]...bounds[$0 + 1] }
    }

    /// Whether a scalar is in the set.
    ///
    /// - Complexity: O(log ranges).
    func contains(_ scalar: UInt32) -> Bool {
        var low = 0
        var high = bounds.count
        // After the search `low` counts the bounds below the scalar; inside a range that number is odd, or the
        // scalar is a range's first.
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < scalar { low = middle + 1 } else { high = middle }
        }
        guard low < bounds.count else { return false }
        return low % 2 == 1 || bounds[low] == scalar
    }
}
