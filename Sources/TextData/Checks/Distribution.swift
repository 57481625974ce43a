internal import StrictJSON

/// Numbers in four: the smallest, the middle one, the one that 95 of 100 do not exceed, and the largest.
public struct Distribution: Sendable, Equatable {
    /// The smallest.
    public let minimum: Int
    /// The middle one; of an even count the lower of the two in the middle.
    public let median: Int
    /// The smallest number that at least 95 of 100 do not exceed.
    public let percentile95: Int
    /// The largest.
    public let maximum: Int

    /// The distribution of some numbers; `nil` if there are none.
    ///
    /// - Parameter values: The numbers, in any order.
    /// - Complexity: O(n log n).
    public init?(_ values: [Int]) {
        let sorted = values.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        minimum = first
        maximum = last
        median = sorted[(sorted.count - 1) / 2]
        // The nearest rank, in whole numbers.
        percentile95 = sorted[(sorted.count * 95 + 99) / 100 - 1]
    }

    var json: JSONValue {
        [
            "minimum": JSONValue(minimum), "median": JSONValue(median), "percentile95": JSONValue(percentile95),
            "maximum": JSONValue(maximum),
        ]
    }
}

extension Distribution: CustomStringConvertible {
    /// `5 to 61, median 21, 95 % up to 44`.
    public var description: String {
        "\(minimum) to \(maximum), median \(median), 95 % up to \(percentile95)"
    }
}
