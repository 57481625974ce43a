/// The names and tensors of a pickle that holds a state dictionary.
struct StateDictionary {
    private let path: String
    private let file: MappedFile
    private let tensors: [(name: String, tensor: PickleTensor)]
    /// Each storage once, by its key.
    private(set) var storages: [[UInt8]: PickleStorage] = [:]

    init(_ root: PickleValue, in machine: PickleMachine) throws(CheckpointError) {
        guard case .dictionary(let number) = root else {
            throw machine.error("the file holds no dictionary of tensors", .unsupported)
        }
        var tensors: [(name: String, tensor: PickleTensor)] = []
        for (key, value) in machine.memory.dictionaries[number] {
            guard case .text(let bytes) = key, bytes.count <= SafeTensorsReader.longestName else {
                throw machine.error("the dictionary has a key that is no name of a tensor", .unsupported)
            }
            let name = String(decoding: bytes, as: UTF8.self)
            guard case .tensor(let tensor) = value else {
                throw machine.error("the dictionary holds \(quoted(name)), which is no tensor", .unsupported)
            }
            tensors.append((name, tensor))
        }
        self.tensors = tensors
        file = machine.file
        path = machine.file.path
        for (_, tensor) in tensors {
            let storage = tensor.storage
            let known = storages.updateValue(storage, forKey: storage.key) ?? storage
            guard known.elementType == storage.elementType, known.elementCount == storage.elementCount else {
                throw machine.error("two tensors disagree on the storage they share", .unsafeContent)
            }
        }
    }

    /// Joins the tensors with the bytes of their storages.
    ///
    /// - Parameter bytes: The place of a storage's bytes, or `nil` if the file does not have it.
    /// - Returns: The tensors, in the order of the dictionary.
    /// - Throws: ``CheckpointError`` if a storage is missing or not as large as it claims.
    func locate(
        _ bytes: (PickleStorage) throws(CheckpointError) -> Range<Int>?
    ) throws(CheckpointError) -> [StoredTensor] {
        var located: [StoredTensor] = []
        for (name, tensor) in tensors {
            let storage = tensor.storage
            guard let range = try bytes(storage) else {
                throw CheckpointError(
                    .malformed,
                    "the elements of tensor \(quoted(name)) are not in the file",
                    path: path
                )
            }
            guard storage.elementType.byteCount(ofElements: storage.elementCount) == range.count else {
                throw CheckpointError(
                    .unsafeContent,
                    "the storage of tensor \(quoted(name)) claims \(storage.elementCount) elements and has "
                        + "\(range.count) bytes",
                    path: path,
                    byteOffset: range.lowerBound
                )
            }
            guard
                let description = TensorDescription(
                    name: name,
                    elementType: storage.elementType,
                    shape: tensor.shape
                ),
                // Inside the storage, so this cannot overflow.
                let offset = storage.elementType.byteCount(ofElements: tensor.elementOffset)
            else { throw CheckpointError(.malformed, "tensor \(quoted(name)) has too many elements", path: path) }
            located.append(
                StoredTensor(
                    description: description,
                    file: file,
                    byteOffset: range.lowerBound + offset,
                    strides: tensor.stridesUnlessContiguous
                )
            )
        }
        return located
    }
}
