#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

public import Tensors

/// A model's parameters by what the optimizer does with them: peak learning rate, weight decay, or nothing at all.
///
/// One group for each part of the model. With `L` layers, the rate `η` of ``Recipe/learningRate`` and the decay `d` of
/// ``Recipe/layerDecay`` the peak rates are
///
/// | part | rate |
/// |---|---|
/// | head, pooler | `η`, or ``Recipe/headLearningRate`` |
/// | layer `l` of `1...L` | `η · d^(L + 1 - l)`: `η · d` at the top |
/// | embeddings | `η · d^(L + 1)` |
///
/// and those of ``Recipe/learningRates`` where that gives some. Each step multiplies all of them by the same
/// ``LearningRateSchedule/factor(at:)``. Frozen parts get no update and no weight decay, and don't count in the
/// gradient's norm. Weight decay spares biases and layer normalisations.
public struct ParameterGroups: Sendable, Equatable {
    /// The parameters of one part of the model.
    public struct Group: Sendable, Equatable {
        /// The part.
        public let part: ModelPart
        /// The peak learning rate; 0 if frozen.
        public let learningRate: Double
        /// The weight decay of what decays; 0 if frozen.
        public let weightDecay: Double
        /// Whether the parameters stay as they are.
        public let isFrozen: Bool
        /// How many numbers the part has.
        public fileprivate(set) var parameterCount: Int
    }

    /// A piece of the parameter store with one rate and one decay.
    package struct Segment: Sendable, Equatable {
        /// The elements.
        package var range: Range<Int>
        /// The peak learning rate.
        package let learningRate: Double
        /// The weight decay.
        package let weightDecay: Double
    }

    /// The groups, from the bottom of the model to its top.
    public private(set) var groups: [Group] = []
    /// What the optimizer steps over, in the store's order.
    package private(set) var segments: [Segment] = []
    /// What is learned, in the store's order, in as few pieces as possible.
    package private(set) var trainedRanges: [Range<Int>] = []
    /// What stays as it is, likewise.
    package private(set) var frozenRanges: [Range<Int>] = []

    /// Groups the parameters of a model.
    ///
    /// - Parameters:
    ///   - parameters: The parameters, in the store's order.
    ///   - layerCount: The model's encoder layers.
    ///   - recipe: Rates, decays and what is frozen.
    public init(_ parameters: [ParameterStore.Parameter], layerCount: Int, recipe: Recipe) {
        var previousEnd = 0
        for parameter in parameters {
            let part = ModelPart(parameter: parameter.name)
            let isFrozen = recipe.freezes(part)
            let rate = isFrozen ? 0 : recipe.peakLearningRate(of: part, layerCount: layerCount)
            count(
                Group(
                    part: part,
                    learningRate: rate,
                    weightDecay: isFrozen ? 0 : recipe.weightDecay,
                    isFrozen: isFrozen,
                    parameterCount: parameter.elementCount
                )
            )
            if isFrozen {
                Self.append(parameter.range, to: &frozenRanges, after: previousEnd)
            } else {
                Self.append(parameter.range, to: &trainedRanges, after: previousEnd)
                let decay = AdamW.decays(parameter.name) ? recipe.weightDecay : 0
                let segment = Segment(range: parameter.range, learningRate: rate, weightDecay: decay)
                append(segment, after: previousEnd)
            }
            previousEnd = parameter.range.upperBound
        }
    }

    private mutating func count(_ group: Group) {
        if let index = groups.firstIndex(where: { $0.part == group.part }) {
            groups[index].parameterCount += group.parameterCount
        } else {
            groups.append(group)
        }
    }

    /// Adds a segment, or lengthens the last one if it ends where the previous parameter does and is treated alike.
    ///
    /// The gap for alignment between two parameters is zero and stays so.
    private mutating func append(_ segment: Segment, after previousEnd: Int) {
        if let last = segments.last, last.range.upperBound == previousEnd,
            last.learningRate == segment.learningRate, last.weightDecay == segment.weightDecay
        {
            segments[segments.count - 1].range = last.range.lowerBound..<segment.range.upperBound
        } else {
            segments.append(segment)
        }
    }

    private static func append(_ range: Range<Int>, to ranges: inout [Range<Int>], after previousEnd: Int) {
        if let last = ranges.last, last.upperBound == previousEnd {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
            ranges.append(range)
        }
    }
}

extension ParameterGroups {
    /// Whether all parts learn at one rate, so that there is nothing to tell apart.
    public var isUniform: Bool {
        groups.allSatisfy { !$0.isFrozen && $0.learningRate == groups[0].learningRate }
    }

    /// The groups as a table for a person, parts that adjoin and are treated alike in one line.
    public var lines: [String] {
        var rows: [(first: Group, last: Group, count: Int)] = []
        for group in groups {
            if let row = rows.last, row.last.learningRate == group.learningRate, row.last.isFrozen == group.isFrozen {
                rows[rows.count - 1] = (row.first, group, row.count + group.parameterCount)
            } else {
                rows.append((group, group, group.parameterCount))
            }
        }
        let names = rows.map { Self.name(from: $0.first.part, to: $0.last.part) }
        let counts = rows.map { RunPlanSummary.grouped($0.count) }
        let (nameWidth, countWidth) = (names.map(\.count).max() ?? 0, counts.map(\.count).max() ?? 0)
        return zip(rows, zip(names, counts)).map { row, texts in
            let name = texts.0 + String(repeating: " ", count: nameWidth - texts.0.count)
            let count = String(repeating: " ", count: countWidth - texts.1.count) + texts.1
            let rate = row.first.isFrozen ? "frozen" : "\(row.first.learningRate)"
            return "\(name)  \(count) parameters  \(rate)"
        }
    }

    private static func name(from first: ModelPart, to last: ModelPart) -> String {
        if first == last { return first.description }
        if case .layer(let lower) = first, case .layer(let upper) = last { return "layers \(lower)–\(upper)" }
        return "\(first) to \(last)"
    }
}

extension Recipe {
    /// Whether a part of a model keeps its weights.
    fileprivate func freezes(_ part: ModelPart) -> Bool {
        switch part {
        case .embeddings: freezesEmbeddings || freezesEncoder
        case .layer(let number): freezesEncoder || number <= frozenLayers
        case .pooler, .head: false
        }
    }

    /// The peak learning rate of a part of a model that learns, see ``ParameterGroups``.
    ///
    /// - Parameters:
    ///   - part: The part.
    ///   - layerCount: The model's encoder layers.
    /// - Returns: The rate before the schedule's factor.
    public func peakLearningRate(of part: ModelPart, layerCount: Int) -> Double {
        let depth: Int
        let own: Double?
        switch part {
        case .head, .pooler: (depth, own) = (0, headLearningRate ?? learningRates.head)
        case .layer(let number):
            depth = layerCount + 1 - number
            own = number <= layerCount / 2 ? learningRates.lowerLayers : learningRates.upperLayers
        case .embeddings: (depth, own) = (layerCount + 1, learningRates.embeddings)
        }
        return own ?? learningRate * pow(layerDecay ?? 1, Double(depth))
    }
}
