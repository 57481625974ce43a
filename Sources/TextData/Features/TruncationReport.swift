/// How much of the examples did not fit into the model's length: what was cut off, and what was split into windows.
///
/// What is cut off is gone from the model's sight, so this is always reported, also when it is nothing.
public struct TruncationReport: Sendable, Equatable {
    /// The number of tokens that an example may have, special ones among them.
    public let maximumLength: Int
    /// The number of examples.
    public private(set) var exampleCount = 0
    /// The number of examples that were cut.
    public private(set) var cutExampleCount = 0
    /// The number of tokens of all examples before any was cut, special ones among them.
    public private(set) var tokenCount = 0
    /// The number of tokens that were cut off.
    public private(set) var cutTokenCount = 0
    /// The number of examples that were split into several windows.
    public private(set) var splitExampleCount = 0
    /// The number of sequences that the model reads: one per example, or several windows of one that was split.
    public private(set) var windowCount = 0
    /// The number of tokens of the longest example before it was cut.
    public private(set) var longestLength = 0
    /// The line of the longest example, the first if several are as long; 0 if it comes from no file.
    public private(set) var longestLine = 0

    /// A report on no examples yet.
    ///
    /// - Parameter maximumLength: The number of tokens that an example may have.
    public init(maximumLength: Int) {
        self.maximumLength = maximumLength
    }

    /// The share of examples that were cut, from 0 to 1.
    public var cutExampleShare: Double {
        exampleCount == 0 ? 0 : Double(cutExampleCount) / Double(exampleCount)
    }

    /// The share of tokens that were cut off, from 0 to 1.
    public var cutTokenShare: Double {
        tokenCount == 0 ? 0 : Double(cutTokenCount) / Double(tokenCount)
    }

    /// Takes an example into account.
    ///
    /// - Parameters:
    ///   - keptTokenCount: The number of its tokens that were kept, special ones among them.
    ///   - cutTokenCount: The number of its tokens that were cut off.
    ///   - windowCount: The number of windows it was split into; 1 if it was not.
    ///   - line: The line it begins on.
    public mutating func add(keptTokenCount: Int, cutTokenCount: Int, windowCount: Int = 1, line: Int) {
        let length = keptTokenCount + cutTokenCount
        exampleCount += 1
        self.windowCount += windowCount
        if windowCount > 1 { splitExampleCount += 1 }
        tokenCount += length
        if cutTokenCount > 0 {
            cutExampleCount += 1
            self.cutTokenCount += cutTokenCount
        }
        if length > longestLength {
            longestLength = length
            longestLine = line
        }
    }
}

// MARK: - CustomStringConvertible

extension TruncationReport: CustomStringConvertible {
    /// The report in a sentence or two.
    public var description: String {
        splitExampleCount == 0 ? cutDescription : splitDescription + " " + cutDescription
    }

    private var splitDescription: String {
        "\(splitExampleCount) of \(exampleCount) examples (\(Self.percentage(splitExampleCount, of: exampleCount))) are "
            + "longer than \(maximumLength) tokens and are read in windows, \(windowCount) in all."
    }

    private var cutDescription: String {
        let place = longestLine > 0 ? " (line \(longestLine))" : ""
        if cutExampleCount == 0, splitExampleCount > 0 {
            return "Nothing is cut off: the longest has \(longestLength) tokens\(place)."
        }
        if cutExampleCount == 0 {
            return "Nothing is cut off: the longest of \(exampleCount) examples has \(longestLength) tokens\(place) of "
                + "\(maximumLength) allowed."
        }
        let examples = Self.percentage(cutExampleCount, of: exampleCount)
        let tokens = Self.percentage(cutTokenCount, of: tokenCount)
        return
            "\(cutExampleCount) of \(exampleCount) examples (\(examples)) are longer than \(maximumLength) tokens and "
            + "lose \(cutTokenCount) of all \(tokenCount) tokens (\(tokens)); the longest has \(longestLength)\(place)."
    }

    /// A share in per cent with one digit, such as `3.6 %`; what is more than nothing is never shown as nothing.
    package static func percentage(_ part: Int, of whole: Int) -> String {
        let perMille = (Double(part) / Double(whole) * 1000).rounded()
        guard perMille >= 1 else { return "less than 0.1 %" }
        return "\(Int(perMille) / 10).\(Int(perMille) % 10) %"
    }
}
