/// All parameters of a model in one contiguous piece of memory, with gradients and optimizer state alongside.
///
/// One vector of values, one of gradients and two of Adam moments share a layout, so the optimizer is one pass, the
/// global norm one sum, and the gradients of several machines one reduction.
public final class ParameterStore {
    /// One named parameter.
    public struct Parameter: Sendable {
        /// The name in Hugging Face checkpoints.
        public let name: String
        /// The extents.
        public let shape: [Int]
        /// Where it begins in the store, in elements.
        public let offset: Int

        /// The number of elements.
        public var elementCount: Int {
            shape.reduce(1, *)
        }

        /// The elements within the store.
        public var range: Range<Int> {
            offset..<(offset + elementCount)
        }
    }

    /// A parameter to be: its name and shape, and whether it follows the one before without a gap, so that both can
    /// be used as one matrix.
    public struct Declaration: Sendable {
        /// The name in Hugging Face checkpoints.
        public let name: String
        /// The extents.
        public let shape: [Int]
        let adjoinsPrevious: Bool
        let isSparse: Bool

        /// Declares a parameter.
        ///
        /// - Parameters:
        ///   - name: The name in Hugging Face checkpoints.
        ///   - shape: The extents.
        ///   - adjoinsPrevious: Whether it follows the one before without a gap.
        ///   - isSparse: Whether most of its rows are expected never to have a gradient, as those of a table of words.
        public init(_ name: String, _ shape: [Int], adjoinsPrevious: Bool = false, isSparse: Bool = false) {
            self.name = name
            self.shape = shape
            self.adjoinsPrevious = adjoinsPrevious
            self.isSparse = isSparse
        }
    }

    /// The parameters, in the order of their declaration.
    public let parameters: [Parameter]
    /// The device that holds the store.
    public let device: any Device
    /// All values, `[count]`; gaps between parameters are zero.
    public let values: Tensor
    private let indexByName: [String: Int]
    private let sparseRanges: [Range<Int>]
    private var frozenRanges: [Range<Int>] = []
    /// Where the weights begin that linear layers use in 8 bits.
    private var quantizedOffsets: Set<Int> = []
    private var trainingState: (gradients: Tensor, firstMoments: Tensor, secondMoments: Tensor)?

    /// Lays the parameters out and makes room for their values, all zero.
    ///
    /// - Precondition: The names differ.
    public init(_ declarations: [Declaration], device: any Device) {
        var offset = 0
        var parameters: [Parameter] = []
        var sparseRanges: [Range<Int>] = []
        for declaration in declarations {
            if !declaration.adjoinsPrevious {
                offset = (offset + 15) / 16 * 16
            }
            parameters.append(Parameter(name: declaration.name, shape: declaration.shape, offset: offset))
            if declaration.isSparse { sparseRanges.append(parameters[parameters.count - 1].range) }
            offset += declaration.shape.reduce(1, *)
        }
        self.parameters = parameters
        self.sparseRanges = sparseRanges
        self.device = device
        indexByName = Dictionary(uniqueKeysWithValues: parameters.enumerated().map { ($1.name, $0) })
        values = device.makeZeroTensor([offset], sparse: [])
    }

    /// The number of parameters in the sense of the field: elements that are learned.
    public var elementCount: Int {
        parameters.reduce(0) { $0 + $1.elementCount }
    }

    /// Lets linear layers compute with these weights as 8-bit whole numbers, for prediction.
    ///
    /// Each row of a weight is rounded to multiples of its largest magnitude / 127, at the first use. The values
    /// themselves stay as they are.
    ///
    /// - Parameter names: Matrices that are used as weights of linear layers only.
    /// - Precondition: The parameters exist, and the store is not prepared for training.
    public func quantize(_ names: [String]) {
        precondition(trainingState == nil, "Weights in training cannot be quantised.")
        quantizedOffsets.formUnion(names.map { parameter(named: $0).offset })
        values.storage.packedWeights = [:]
    }

    /// Makes room for gradients and optimizer state, all zero.
    ///
    /// - Precondition: No weight is quantised.
    public func prepareForTraining() {
        precondition(quantizedOffsets.isEmpty, "Quantised weights cannot be trained; load the model anew.")
        trainingState = (
            gradients: device.makeZeroTensor(values.shape, sparse: sparseRanges),
            firstMoments: device.makeZeroTensor(values.shape, sparse: sparseRanges),
            secondMoments: device.makeZeroTensor(values.shape, sparse: sparseRanges)
        )
        values.storage.packedWeights = [:]
    }

    /// Keeps parameters as they are while the others are trained: no gradient is computed for them.
    ///
    /// - Parameter ranges: The elements of whole parameters.
    public func freeze(_ ranges: [Range<Int>]) {
        frozenRanges = ranges
    }

    /// Frees gradients and optimizer state.
    public func finishTraining() {
        trainingState = nil
        frozenRanges = []
    }

    /// The gradients in the layout of ``values``, or `nil` outside training.
    public var gradients: Tensor? {
        trainingState?.gradients
    }

    /// Adam's first and second moments in the layout of ``values``, or `nil` outside training.
    public var moments: (first: Tensor, second: Tensor)? {
        trainingState.map { ($0.firstMoments, $0.secondMoments) }
    }

    /// Whether a parameter of this name exists.
    public func contains(_ name: String) -> Bool {
        indexByName[name] != nil
    }

    /// A parameter as a tensor, with its gradient while it is trained.
    ///
    /// - Precondition: A parameter of this name exists.
    public subscript(name: String) -> Tensor {
        let parameter = parameter(named: name)
        return view(range: parameter.range, shape: parameter.shape)
    }

    /// Parameters that adjoin one another as one matrix or vector: their rows one after the other.
    ///
    /// - Precondition: The parameters exist, adjoin in this order and have the same row length; all or none are
    ///   quantised.
    public func joined(_ names: [String]) -> Tensor {
        let joinedParameters = names.map { parameter(named: $0) }
        for (left, right) in zip(joinedParameters, joinedParameters.dropFirst()) {
            precondition(
                left.range.upperBound == right.offset && left.shape.dropFirst() == right.shape.dropFirst(),
                "\(left.name) and \(right.name) do not adjoin."
            )
            precondition(
                quantizedOffsets.contains(left.offset) == quantizedOffsets.contains(right.offset),
                "Of \(left.name) and \(right.name) one is quantised."
            )
        }
        let first = joinedParameters[0]
        let rows = joinedParameters.reduce(0) { $0 + $1.shape[0] }
        return view(
            range: first.offset..<joinedParameters[joinedParameters.count - 1].range.upperBound,
            shape: [rows] + first.shape.dropFirst()
        )
    }

    private func parameter(named name: String) -> Parameter {
        guard let index = indexByName[name] else { preconditionFailure("There is no parameter \(name).") }
        return parameters[index]
    }

    private func view(range: Range<Int>, shape: [Int]) -> Tensor {
        let isFrozen = frozenRanges.contains { $0.overlaps(range) }
        let gradient =
            isFrozen
            ? nil
            : gradients.map {
                Tensor(storage: $0.storage, offset: $0.offset + range.lowerBound, shape: shape)
            }
        let view = Tensor(
            storage: values.storage,
            offset: values.offset + range.lowerBound,
            shape: shape,
            gradient: gradient,
            isConstant: isFrozen || trainingState == nil,
            isQuantized: quantizedOffsets.contains(range.lowerBound)
        )
        view.requiresGradient = !isFrozen
        return view
    }
}
