/// The nearest of a set of names to a mistyped one.
enum DidYouMean {
    /// The name that was probably meant, or `nil` if none is near enough to be worth naming.
    ///
    /// Case, `_` and `-` don't count, so that `learning_rate` and `LearningRate` both find `learningRate`.
    ///
    /// - Parameters:
    ///   - typed: What was written.
    ///   - candidates: The names that exist, each with the other names it goes by.
    /// - Returns: The nearest existing name.
    static func suggestion(for typed: String, among candidates: [(name: String, aliases: [String])]) -> String? {
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
        guard let best, best.distance <= max(1, typed.count / 3) else { return nil }
        return best.name
    }

    private static func folded(_ name: String) -> [UInt8] {
        name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
    }

    /// Levenshtein's distance between two byte strings, one row of the table at a time.
    private static func editDistance(_ source: [UInt8], _ target: [UInt8]) -> Int {
        var row = Array(0...target.count)
        for (sourceIndex, sourceByte) in source.enumerated() {
            var diagonal = row[0]
            row[0] = sourceIndex + 1
            for (targetIndex, targetByte) in target.enumerated() {
                let substitution = diagonal + (sourceByte == targetByte ? 0 : 1)
                diagonal = row[targetIndex + 1]
                row[targetIndex + 1] = min(substitution, diagonal + 1, row[targetIndex] + 1)
            }
        }
        return row[target.count]
    }
}
