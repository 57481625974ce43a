/// How many lines something was found on, and the first of them.
struct LineCount {
    private(set) var count = 0
    private(set) var first: Int?

    /// Counts a line.
    mutating func add(_ line: Int) {
        count += 1
        first = first ?? line
    }

    /// Counts lines counted elsewhere.
    mutating func add(_ other: LineCount) {
        count += other.count
        first = [first, other.first].compactMap { $0 }.min()
    }
}
