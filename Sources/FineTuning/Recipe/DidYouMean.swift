/// The nearest of a set of names to a mistyped one.
package enum DidYouMean {
    /// The name that was probably meant, or `nil` if none is near enough to be worth naming.
    ///
    /// Case, `_` and `-` don't count, so that `learning_rate` and `LearningRate` both find `learningRate`. Of a name of
    /// one or two letters every other is one or two slips away, so it suggests nothing but itself.
    ///
    /// - Parameters:
    ///   - typed: What was written.
    ///   - candidates: The names that exist, each with the other names it goes by.
    /// - Returns: The nearest existing name.
    package static func suggestion(for typed: String, among candidates: [(name: String, aliases: [String])]) -> String?
    {
        let typed = folded(typed)
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            for name in [candidate.name] + candidate.aliases {
                let name = folded(name)
                // A beginning, such as `train` for `training`, is as good as one slip.
                let isBeginning = typed.count >= 3 && name.starts(with: typed)
                let distance = isBeginning ? min(1, name.count - typed.count) : editDistance(typed, name)
                if distance < best?.distance ?? Int.max { best = (candidate.name, distance) }
            }
        }
        guard let best, best.distance <= (typed.count < 3 ? 0 : max(1, typed.count / 3)) else { return nil }
        return best.name
    }

    private static func folded(_ name: String) -> [UInt8] {
        name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
    }

    /// How many letters must be changed, added or left out, or traded with their neighbours, to turn one byte string
    /// into another (the optimal string alignment distance), one row of the table at a time.
    private static func editDistance(_ source: [UInt8], _ target: [UInt8]) -> Int {
        var earlier: [Int] = []
        var previous = Array(0...target.count)
        for row in source.indices {
            var current = [row + 1]
            for column in target.indices {
                let substitution = previous[column] + (source[row] == target[column] ? 0 : 1)
                var distance = min(substitution, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, source[row] == target[column - 1], source[row - 1] == target[column] {
                    distance = min(distance, earlier[column - 1] + 1)
                }
                current.append(distance)
            }
            (earlier, previous) = (previous, current)
        }
        return previous[target.count]
    }
}
