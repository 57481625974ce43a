public import TextData

/// A part of the training examples that is held back to validate on.
///
/// Each label gives the same part, so that small classes are validated on too. Where examples come in groups, such as
/// the questions about one document, whole groups are held back: a model must not be validated on what it has read. Which
/// examples it is are a pure function of the seed. Both halves keep the file's order.
public struct HeldBackExamples<Dataset: ExampleSet>: Sendable {
    /// What is left to train on.
    public let training: Dataset
    /// What was held back.
    public let validation: Dataset

    /// Holds back a part.
    ///
    /// - Parameters:
    ///   - part: The part to hold back, above 0 and below 1; rounded to whole examples for each label, of which at
    ///     least one stays, or to whole groups.
    ///   - dataset: The examples.
    ///   - seed: The run's seed.
    /// - Throws: ``RecipeError`` with code `conflictingValues` if that leaves nothing to validate on.
    public init(_ part: Double, of dataset: Dataset, seed: UInt64) throws(RecipeError) {
        precondition(part > 0 && part < 1, "a part between 0 and 1, got \(part)")
        let exampleCount = dataset.examples.count
        // No epoch has this number, so the choice is independent of every epoch's order.
        let shuffled = BatchOrder.shuffled(exampleCount, seed: seed, stream: .max)
        let hasGroups = (0..<exampleCount).contains { dataset.group(of: $0) != nil }
        let heldBack =
            hasGroups
            ? Self.wholeGroups(part, of: dataset, in: shuffled)
            : Self.partOfEachStratum(part, of: dataset, in: shuffled)
        var isHeldBack = [Bool](repeating: false, count: exampleCount)
        for index in heldBack { isHeldBack[index] = true }
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

    private static func partOfEachStratum(_ part: Double, of dataset: Dataset, in order: [Int]) -> [Int] {
        // Labels are told apart by their bytes, as everywhere.
        let strata = Dictionary(grouping: order) { Array(dataset.stratum(of: $0).utf8) }
        return strata.values.flatMap { stratum in
            stratum.prefix(min(stratum.count - 1, Int((Double(stratum.count) * part).rounded())))
        }
    }

    /// Groups in a random order, as long as they bring the number of examples nearer to what is wanted.
    private static func wholeGroups(_ part: Double, of dataset: Dataset, in order: [Int]) -> [Int] {
        var groups: [[UInt8]: [Int]] = [:]
        var names: [[UInt8]] = []
        for index in order {
            // An example of no group is a group of its own; no other name has a byte of 255.
            let name = dataset.group(of: index).map { Array($0.utf8) } ?? [255] + Array("\(index)".utf8)
            if groups[name] == nil { names.append(name) }
            groups[name, default: []].append(index)
        }
        let wanted = Double(order.count) * part
        var heldBack: [Int] = []
        // One group at least stays to train on.
        for name in names.dropLast() {
            let group = groups[name] ?? []
            let (before, after) = (Double(heldBack.count), Double(heldBack.count + group.count))
            if abs(after - wanted) < abs(before - wanted) { heldBack += group }
        }
        return heldBack
    }
}
