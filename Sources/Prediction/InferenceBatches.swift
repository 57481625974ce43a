/// Sorts sequences into batches of about the same number of tokens.
///
/// Nothing is padded, so a batch may mix lengths; similar lengths together keep attention's work even. The order of
/// the results is not the batches' business: each batch says which sequences it holds.
package enum InferenceBatches {
    /// The tokens of one batch: enough to keep matrix products efficient, few enough to stay in the cache.
    package static let tokenBudget = 2048

    /// Batches of sequence indices, longest first.
    ///
    /// - Parameters:
    ///   - lengths: The number of tokens of each sequence.
    ///   - tokenBudget: The most tokens in a batch of more than one sequence.
    /// - Returns: Every index once.
    package static func batches(lengths: [Int], tokenBudget: Int = tokenBudget) -> [[Int]] {
        var batches: [[Int]] = []
        var current: [Int] = []
        var tokens = 0
        // Ties by index, so that the batches are a function of the lengths alone.
        for index in lengths.indices.sorted(by: { (lengths[$1], $0) < (lengths[$0], $1) }) {
            if !current.isEmpty, tokens + lengths[index] > tokenBudget {
                batches.append(current)
                (current, tokens) = ([], 0)
            }
            current.append(index)
            tokens += lengths[index]
        }
        if !current.isEmpty {
            batches.append(current)
        }
        return batches
    }
}
