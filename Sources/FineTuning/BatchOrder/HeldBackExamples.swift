public import TextData

/// A part of the training examples that is held back to validate on.
///
/// Each label gives the same part, so that small classes are validated on too; which examples it is are a pure function
/// of the seed. Both halves keep the file's order.
public struct HeldBackExamples<Dataset: ExampleSet>: Sendable {
    /// What is left to train on.
    public let training: Dataset
    /// What was held back.
    public let validation: Dataset

    /// Holds back a part.
    ///
    /// - Parameters:
    ///   - part: The part to hold back, above 0 and below 1; rounded to whole examples for each label, of which at
    ///     least one stays.
    ///   - dataset: The examples.
    ///   - seed: The run's seed.
    /// - Throws: ``RecipeError`` with code `conflictingValues` if that leaves nothing to validate on.
    public init(_ part: Double, of dataset: Dataset, seed: UInt64) throws(RecipeError) {
        precondition(part > 0 && part < 1, "a part between 0 and 1, got \(part)")
        let exampleCount = dataset.examples.count
        // Labels are told apart by their bytes, as everywhere.
        var strata: [[UInt8]: [Int]] = [:]
        // No epoch has this number, so the choice is independent of every epoch's order.
        for index in BatchOrder.shuffled(exampleCount, seed: seed, stream: .max) {
            strata[Array(dataset.stratum(of: index).utf8), default: []].append(index)
        }
        var isHeldBack = [Bool](repeating: false, count: exampleCount)
        for stratum in strata.values {
            let count = min(stratum.count - 1, Int((Double(stratum.count) * part).rounded()))
            for index in stratum.prefix(count) { isHeldBack[index] = true }
        }
        guard isHeldBack.contains(true) else {
            throw RecipeError(
                .conflictingValues,
                "holding back \(part) of \(exampleCount) examples leaves none to validate on; "
                    + "hold back more, or name a validation file",
                key: "validationSplit"
            )
        }
        training = dataset.subset(isHeldBack.indices.filter { !isHeldBack[$0] })
        validation = dataset.subset(isHeldBack.indices.filter { isHeldBack[$0] })
    }
}
