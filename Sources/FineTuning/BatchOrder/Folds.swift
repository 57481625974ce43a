public import TextData

/// The parts of k-fold cross-validation: each example is validated on once and trained on in all other folds.
///
/// Examples of one group, such as the questions on one document, stay together, or the model would be asked about what
/// it has read. The groups are dealt out so that each label is spread evenly and the folds are of about one size: group
/// by group in an order that the seed decides, the largest first, each to the fold that has fewest of the group's
/// labels so far. Where there are no groups, each example is one by itself and the folds are stratified by label.
public struct Folds: Sendable, Equatable {
    /// The examples of each fold, in the file's order.
    public let indices: [[Int]]

    /// Deals out the examples of a data set.
    ///
    /// - Parameters:
    ///   - count: The number of folds, at least 2.
    ///   - dataset: The examples.
    ///   - seed: Decides who comes where.
    /// - Throws: ``RecipeError`` if there are fewer groups than folds.
    public init(_ count: Int, of dataset: some ExampleSet, seed: UInt64) throws(RecipeError) {
        precondition(count >= 2, "at least two folds, got \(count)")
        let groups = Self.groups(of: dataset, seed: seed)
        guard groups.count >= count else {
            throw RecipeError(
                .conflictingValues,
                "\(count) folds need as many examples, or groups of examples such as the questions on one document, "
                    + "and there are \(groups.count); choose fewer folds",
                key: "folds"
            )
        }
        var folds = [[Int]](repeating: [], count: count)
        // How many examples of each stratum a fold has, the strata told apart by their bytes.
        var filling = [[[UInt8]: Int]](repeating: [:], count: count)
        for group in groups {
            let strata = group.map { Array(dataset.stratum(of: dataset.examples[$0]).utf8) }
            let best = (0..<count).min { left, right in
                let (leftShare, rightShare) = (
                    strata.reduce(0) { $0 + filling[left][$1, default: 0] },
                    strata.reduce(0) { $0 + filling[right][$1, default: 0] }
                )
                return (leftShare, folds[left].count) < (rightShare, folds[right].count)
            }
            guard let best else { continue }
            folds[best] += group
            for stratum in strata { filling[best][stratum, default: 0] += 1 }
        }
        indices = folds.map { $0.sorted() }
    }

    /// The groups in the order in which they are dealt out.
    private static func groups(of dataset: some ExampleSet, seed: UInt64) -> [[Int]] {
        var groups: [[Int]] = []
        var positions: [[UInt8]: Int] = [:]
        // No epoch has this number, so the choice is independent of every epoch's order.
        for index in BatchOrder.shuffled(dataset.examples.count, seed: seed, stream: .max).lazy.map(Int.init) {
            guard let name = dataset.group(of: dataset.examples[index]) else {
                groups.append([index])
                continue
            }
            let key = Array(name.utf8)
            if let position = positions[key] {
                groups[position].append(index)
            } else {
                positions[key] = groups.count
                groups.append([index])
            }
        }
        // Largest first, so that the small ones can level the folds; the order among equals is the seed's.
        return groups.enumerated().sorted {
            ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
        }.map(\.element)
    }

    /// One fold's training and validation examples.
    ///
    /// - Parameters:
    ///   - dataset: The examples that were dealt out.
    ///   - fold: The fold that validates, counted from 1.
    /// - Returns: All others, and those of the fold.
    public func split<Dataset: ExampleSet>(
        _ dataset: Dataset,
        validatingOn fold: Int
    ) -> (training: Dataset, validation: Dataset) {
        precondition(indices.indices.contains(fold - 1), "fold \(fold) of \(indices.count)")
        let held = indices[fold - 1]
        let isHeldBack = Set(held)
        return (dataset.subset((0..<dataset.examples.count).filter { !isHeldBack.contains($0) }), dataset.subset(held))
    }
}
