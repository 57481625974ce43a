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
        let isHeldBack =
            Strata(of: dataset)?.choosing(part, in: shuffled) ?? Self.wholeGroups(part, of: dataset, in: shuffled)
        guard isHeldBack.contains(true) else {
            throw RecipeError(
                .conflictingValues,
                "holding back \(part) of \(exampleCount) examples leaves none to validate on; "
                    + "hold back more, or name a validation file",
                key: "validationSplit"
            )
        }
        training = dataset.subset(isHeldBack.indices.lazy.filter { !isHeldBack[$0] })
        validation = dataset.subset(isHeldBack.indices.lazy.filter { isHeldBack[$0] })
    }

    /// Groups in a random order, as long as they bring the number of examples nearer to what is wanted.
    private static func wholeGroups(_ part: Double, of dataset: Dataset, in order: [UInt32]) -> [Bool] {
        var groups: [[UInt8]: [Int]] = [:]
        var names: [[UInt8]] = []
        for index in order.lazy.map(Int.init) {
            // An example of no group is a group of its own; no other name has a byte of 255.
            let name =
                dataset.group(of: dataset.examples[index]).map { Array($0.utf8) } ?? [255] + Array("\(index)".utf8)
            if groups[name] == nil { names.append(name) }
            groups[name, default: []].append(index)
        }
        let wanted = Double(order.count) * part
        var isHeldBack = [Bool](repeating: false, count: order.count)
        var heldBackCount = 0
        // One group at least stays to train on.
        for name in names.dropLast() {
            let group = groups[name] ?? []
            let (before, after) = (Double(heldBackCount), Double(heldBackCount + group.count))
            guard abs(after - wanted) < abs(before - wanted) else { continue }
            heldBackCount += group.count
            for index in group { isHeldBack[index] = true }
        }
        return isHeldBack
    }
}

/// The stratum of each example, by a number.
private struct Strata {
    private var numbers: [UInt32] = []
    /// The examples of each stratum.
    private var counts: [Int] = []

    /// The strata of a data set; `nil` if its examples come in groups.
    init?<Dataset: ExampleSet>(of dataset: Dataset) {
        numbers.reserveCapacity(dataset.examples.count)
        // Labels are told apart by their bytes, as everywhere.
        var known: [[UInt8]: Int] = [:]
        for example in dataset.examples {
            guard dataset.group(of: example) == nil else { return nil }
            let name = Array(dataset.stratum(of: example).utf8)
            let number = known[name] ?? counts.count
            if number == counts.count {
                known[name] = number
                counts.append(0)
            }
            counts[number] += 1
            numbers.append(UInt32(number))
        }
    }

    /// The same part of each stratum, its first examples in an order; one at least is left over.
    func choosing(_ part: Double, in order: [UInt32]) -> [Bool] {
        var wanted = counts.map { min($0 - 1, Int((Double($0) * part).rounded())) }
        var isChosen = [Bool](repeating: false, count: order.count)
        for index in order.lazy.map(Int.init) {
            let stratum = Int(numbers[index])
            guard wanted[stratum] > 0 else { continue }
            wanted[stratum] -= 1
            isChosen[index] = true
        }
        return isChosen
    }
}
