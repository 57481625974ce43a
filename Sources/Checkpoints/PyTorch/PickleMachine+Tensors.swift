extension PickleMachine {
    /// What a call of a known global makes.
    mutating func reduce(_ function: PickleValue, arguments: PickleValue) throws(CheckpointError) -> PickleValue {
        guard case .global(let global) = function, let arguments = memory.elements(of: arguments) else {
            throw error("the pickle calls what cannot be called", .unsafeContent)
        }
        switch global {
        case .orderedDictionary:
            guard arguments.isEmpty else {
                throw error("the pickle makes a dictionary in an unknown way", .unsupported)
            }
            return memory.dictionary()
        case .rebuildTensor:
            return .tensor(try rebuildTensor(arguments))
        case .rebuildParameter:
            guard arguments.count == 3, case .tensor = arguments[0] else {
                throw error("the pickle makes a parameter of what is no tensor")
            }
            return arguments[0]
        case .storageType:
            throw error("the pickle calls a storage type", .unsafeContent)
        }
    }

    /// The storage a persistent id names: `('storage', type, key, location, element count)`, to which old files
    /// add a view, which is always `None` since PyTorch 0.4.
    func storage(named identifier: PickleValue) throws(CheckpointError) -> PickleStorage {
        guard let fields = memory.elements(of: identifier), fields.count == 5 || fields.count == 6,
            case .text(let kind) = fields[0], kind.elementsEqual("storage".utf8),
            case .global(.storageType(let elementType)) = fields[1],
            case .text(let key) = fields[2],
            case .text = fields[3],
            case .integer(let elementCount) = fields[4], elementCount >= 0
        else { throw error("the pickle refers to something outside it that is no storage", .unsafeContent) }
        if fields.count == 6 {
            guard case .none = fields[5] else {
                throw error("the pickle has views of storages, as PyTorch before 0.4 wrote them", .unsupported)
            }
        }
        return PickleStorage(key: key, elementType: elementType, elementCount: elementCount)
    }

    /// `(storage, offset, shape, strides, requires gradient, hooks)`, and a seventh for what is no plain tensor.
    private func rebuildTensor(_ arguments: [PickleValue]) throws(CheckpointError) -> PickleTensor {
        guard arguments.count == 6, case .storage(let storage) = arguments[0],
            case .integer(let offset) = arguments[1], offset >= 0,
            let shape = memory.counts(in: arguments[2]),
            let strides = memory.counts(in: arguments[3])
        else { throw error("the pickle describes a tensor in an unknown way") }
        guard shape.count == strides.count, shape.count <= TensorDescription.largestRank else {
            throw error("the pickle describes a tensor of \(shape.count) dimensions and \(strides.count) strides")
        }
        let tensor = PickleTensor(storage: storage, elementOffset: offset, shape: shape, strides: strides)
        guard tensor.fitsItsStorage else {
            throw error("the pickle describes a tensor that reaches beyond its storage", .unsafeContent)
        }
        return tensor
    }
}

extension PickleTensor {
    /// Whether every element lies in the storage, and there are no more of them than the storage has.
    ///
    /// The second is no matter of safety in reading, but keeps a small file from claiming a huge tensor by
    /// strides of zero.
    fileprivate var fitsItsStorage: Bool {
        var elementCount = 1
        var last = elementOffset
        for (dimension, stride) in zip(shape, strides) {
            let (product, productOverflows) = elementCount.multipliedReportingOverflow(by: dimension)
            let (reach, reachOverflows) = max(0, dimension - 1).multipliedReportingOverflow(by: stride)
            let (sum, sumOverflows) = last.addingReportingOverflow(reach)
            guard !productOverflows, !reachOverflows, !sumOverflows else { return false }
            elementCount = product
            last = sum
        }
        guard elementCount > 0 else { return elementOffset <= storage.elementCount }
        return last < storage.elementCount && elementCount <= storage.elementCount
    }

    /// The strides, or `nil` if the elements lie row after row; a dimension of one is never stepped along.
    var stridesUnlessContiguous: [Int]? {
        var expected = 1
        for (dimension, stride) in zip(shape, strides).reversed() {
            if dimension != 1, stride != expected { return strides }
            expected *= dimension
        }
        return nil
    }
}
