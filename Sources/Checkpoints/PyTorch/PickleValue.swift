/// What a pickle can say here.
///
/// Nothing in it is code: a global is one of a short list of names, and "calling" it makes another of these
/// values.
///
/// Tuples, lists and dictionaries are numbers of entries in ``PickleMemory``, so that no value can contain
/// itself, none is nested in the machine's own memory, and freeing them needs no recursion.
enum PickleValue {
    case none
    case bool(Bool)
    case integer(Int)
    /// An integer too large for `Int`, as little-endian bytes; only the magic number of old files is one.
    case largeInteger([UInt8])
    case real(Double)
    case text([UInt8])
    case tuple(Int)
    case list(Int)
    case dictionary(Int)
    case global(PickleGlobal)
    case storage(PickleStorage)
    case tensor(PickleTensor)
}

/// The globals a state dictionary needs; any other name is refused.
enum PickleGlobal: Equatable {
    case orderedDictionary
    case rebuildTensor
    case rebuildParameter
    case storageType(ElementType)

    /// The global of a module and a name, or `nil` if it is not on the list.
    init?(module: [UInt8], name: [UInt8]) {
        switch (String(decoding: module, as: UTF8.self), String(decoding: name, as: UTF8.self)) {
        case ("collections", "OrderedDict"): self = .orderedDictionary
        case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensor
        case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
        case ("torch", "FloatStorage"): self = .storageType(.float32)
        case ("torch", "HalfStorage"): self = .storageType(.float16)
        case ("torch", "BFloat16Storage"): self = .storageType(.bfloat16)
        case ("torch", "DoubleStorage"): self = .storageType(.float64)
        case ("torch", "LongStorage"): self = .storageType(.int64)
        case ("torch", "IntStorage"): self = .storageType(.int32)
        case ("torch", "ShortStorage"): self = .storageType(.int16)
        case ("torch", "CharStorage"): self = .storageType(.int8)
        case ("torch", "ByteStorage"): self = .storageType(.uint8)
        case ("torch", "BoolStorage"): self = .storageType(.bool)
        default: return nil
        }
    }
}

/// A block of elements elsewhere in the file, which several tensors may share.
struct PickleStorage {
    let key: [UInt8]
    let elementType: ElementType
    let elementCount: Int
}

/// A view of a storage.
struct PickleTensor {
    let storage: PickleStorage
    let elementOffset: Int
    let shape: [Int]
    let strides: [Int]
}

/// The containers a pickle builds.
struct PickleMemory {
    private(set) var tuples: [[PickleValue]] = []
    var lists: [[PickleValue]] = []
    var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []

    mutating func tuple(_ values: [PickleValue]) -> PickleValue {
        tuples.append(values)
        return .tuple(tuples.count - 1)
    }

    mutating func list() -> PickleValue {
        lists.append([])
        return .list(lists.count - 1)
    }

    mutating func dictionary() -> PickleValue {
        dictionaries.append([])
        return .dictionary(dictionaries.count - 1)
    }

    /// The elements of a tuple, or `nil` if the value is none.
    func elements(of value: PickleValue) -> [PickleValue]? {
        if case .tuple(let number) = value { tuples[number] } else { nil }
    }

    /// The values of a tuple of whole numbers that are not negative, or `nil` if it is none.
    func counts(in value: PickleValue) -> [Int]? {
        guard let elements = elements(of: value) else { return nil }
        let counts = elements.compactMap { element in
            if case .integer(let count) = element, count >= 0 { count } else { nil }
        }
        return counts.count == elements.count ? counts : nil
    }
}
