/// What became of the copies that an augmentation tried.
public struct AugmentationReport: Sendable, Equatable {
    /// What the method is called.
    public let method: String
    /// The number of examples that copies were made of.
    public let exampleCount: Int
    /// The number of new examples.
    public internal(set) var addedCount = 0
    /// The number of copies in which nothing could be changed; left out.
    public internal(set) var unchangedCount = 0
    /// The number of copies that say what another example says already; left out.
    public internal(set) var repeatedCount = 0
    /// The number of copies in which an answer could not be kept exact; left out.
    public internal(set) var unmovableCount = 0

    init(method: String, exampleCount: Int) {
        self.method = method
        self.exampleCount = exampleCount
    }

    /// The counts by their names, for programs.
    public var values: [(name: String, value: Int)] {
        [
            ("examples", exampleCount), ("added", addedCount), ("unchanged", unchangedCount),
            ("repeated", repeatedCount), ("unmovable", unmovableCount),
        ]
    }
}

// MARK: - CustomStringConvertible

extension AugmentationReport: CustomStringConvertible {
    /// The report in a sentence.
    public var description: String {
        var left: [String] = []
        if unchangedCount > 0 { left.append("\(unchangedCount) in which nothing could be changed") }
        if repeatedCount > 0 { left.append("\(repeatedCount) that repeat another example") }
        if unmovableCount > 0 { left.append("\(unmovableCount) whose answer could not be kept exact") }
        let leftOut = left.isEmpty ? "" : "; left out: " + left.joined(separator: ", ")
        return "\(method): \(addedCount) examples made from \(exampleCount)\(leftOut)"
    }
}
