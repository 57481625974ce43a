public import TextData

/// A part of the training examples that is held back to validate on.
///
/// Each label gives the same part, so that small classes are validated on too; which examples it are is a pure function
/// of the seed. Both halves keep the file's order.
public struct HeldBackExamples: Sendable {
    /// What is left to train on.
    public let training: TextDataset
    /// What was held back.
    public let validation: TextDataset

    /// Holds back a part.
    ///
    /// - Parameters:
    ///   - part: The part to hold back, above 0 and below 1; rounded to whole examples for each label, of which at
    ///     least one stays.
    ///   - dataset: The examples.
    ///   - seed: The run's seed.
    /// - Throws: ``RecipeError`` with code `conflictingValues` if that leaves nothing to validate on.
    public init(_ part: Double, of dataset: TextDataset, seed: UInt64) throws(RecipeError) {
        precondition(part > 0 && part < 1, "a part between 0 and 1, got \(part)")
        let examples = dataset.examples
        // Labels are told apart by their bytes, as everywhere.
        var groups: [[UInt8]: [Int]] = [:]
        // No epoch has this number, so the choice is independent of every epoch's order.
        for index in BatchOrder.shuffled(examples.count, seed: seed, stream: .max) {
            groups[Array((examples[index].label ?? "").utf8), default: []].append(index)
        }
        var isHeldBack = [Bool](repeating: false, count: examples.count)
        for group in groups.values {
            let count = min(group.count - 1, Int((Double(group.count) * part).rounded()))
            for index in group.prefix(count) { isHeldBack[index] = true }
        }
        guard isHeldBack.contains(true) else {
            throw RecipeError(
                .conflictingValues,
                "holding back \(part) of \(examples.count) examples leaves none to validate on; "
                    + "hold back more, or name a validation file",
                key: "validationSplit"
            )
        }
        training = TextDataset(dataset, keeping: zip(examples, isHeldBack).filter { !$0.1 }.map(\.0))
        validation = TextDataset(dataset, keeping: zip(examples, isHeldBack).filter(\.1).map(\.0))
    }
}
