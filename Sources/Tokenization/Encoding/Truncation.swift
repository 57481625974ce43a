/// Which tokens of each text fit, as Hugging Face's fast tokenizers decide it.
struct Truncation {
    /// The windows of the first text, in order.
    var first: [Range<Int>]
    /// The windows of the second text, `nil` if there is none.
    var second: [Range<Int>]?

    /// Plans the windows of an input.
    ///
    /// - Parameters:
    ///   - firstCount: The number of tokens of the first text.
    ///   - secondCount: The number of tokens of the second text, `nil` if there is none.
    ///   - room: How many tokens fit beside the special ones; `nil` for no limit.
    ///   - options: The strategy and the stride.
    /// - Throws: ``TokenizationError`` with code `invalidOptions` if the input cannot be made to fit.
    init(firstCount: Int, secondCount: Int?, room: Int?, options: EncodingOptions) throws(TokenizationError) {
        var firstLimit = firstCount
        var secondLimit = secondCount ?? 0
        let excess = firstCount + secondLimit - (room ?? Int.max)
        if let room, excess > 0 {
            switch options.truncation {
            case _ where room == 0:
                (firstLimit, secondLimit) = (0, 0)
            case .longestFirst:
                if secondCount == nil {
                    firstLimit = room
                } else {
                    (firstLimit, secondLimit) = Self.balanced(firstCount, secondLimit, room: room)
                }
            case .onlyFirst:
                firstLimit = try Self.shortened(firstCount, by: excess, name: "first")
            case .onlySecond:
                guard secondCount != nil else {
                    throw TokenizationError(
                        .invalidOptions,
                        "only the second text may be truncated, but there is none; use only_first or longest_first"
                    )
                }
                secondLimit = try Self.shortened(secondLimit, by: excess, name: "second")
            }
        }
        first = try Self.windows(of: firstCount, limit: firstLimit, stride: options.stride)
        second = nil
        if let secondCount {
            second = try Self.windows(of: secondCount, limit: secondLimit, stride: options.stride)
        }
    }

    /// How many tokens of each text stay when the longer gives way first.
    ///
    /// If both exceed half the room, each gets half, and the odd token goes to the longer, or to the second of
    /// equals.
    private static func balanced(_ first: Int, _ second: Int, room: Int) -> (Int, Int) {
        let isSwapped = first > second
        var shorter = min(first, second)
        var longer = shorter > room ? shorter : max(shorter, room - shorter)
        if shorter + longer > room {
            shorter = room / 2
            longer = shorter + room % 2
        }
        return isSwapped ? (longer, shorter) : (shorter, longer)
    }

    private static func shortened(_ count: Int, by excess: Int, name: String) throws(TokenizationError) -> Int {
        guard count > excess else {
            throw TokenizationError(
                .invalidOptions,
                "the \(name) text has \(count) tokens and cannot give up \(excess) to fit; "
                    + "raise the maximum length or use longest_first"
            )
        }
        return count - excess
    }

    /// The windows of `limit` tokens, each sharing `stride` tokens with the one before, that cover a text.
    private static func windows(of count: Int, limit: Int, stride: Int) throws(TokenizationError) -> [Range<Int>] {
        guard limit < count else { return [0..<count] }
        guard limit > 0 else { return [0..<0, 0..<count] }
        guard stride < limit else {
            throw TokenizationError(
                .invalidOptions,
                "windows of \(limit) tokens cannot share \(stride); lower the stride or raise the maximum length"
            )
        }
        var windows: [Range<Int>] = []
        var start = 0
        while true {
            let end = min(start + limit, count)
            windows.append(start..<end)
            if end == count { return windows }
            start += limit - stride
        }
    }

    /// The number of tokens that the first window leaves out.
    var truncatedTokenCount: Int {
        left(first) + left(second ?? [0..<0])
    }

    private func left(_ windows: [Range<Int>]) -> Int {
        (windows.map(\.upperBound).max() ?? 0) - windows[0].count
    }

    /// The pairs of windows in the order of Hugging Face's overflowing encodings, the main one first.
    func windowPairs(includingOverflow: Bool) -> [(first: Range<Int>, second: Range<Int>?)] {
        guard includingOverflow else { return [(first[0], second?[0])] }
        guard let second else { return first.map { ($0, nil) } }
        var pairs: [(first: Range<Int>, second: Range<Int>?)] = [(first[0], second[0])]
        for window in first.dropFirst() {
            for other in second { pairs.append((window, other)) }
        }
        for other in second.dropFirst() { pairs.append((first[0], other)) }
        return pairs
    }
}
