/// The storages at the end of an old PyTorch file: for each key of a list, an element count and the elements.
struct StorageStream {
    /// Where the elements of each storage lie, by its key.
    private(set) var ranges: [[UInt8]: Range<Int>] = [:]

    init(
        _ dictionary: StateDictionary,
        keys: PickleValue,
        in machine: PickleMachine
    ) throws(CheckpointError) {
        let file = machine.file
        guard case .list(let number) = keys else { throw machine.error("the stream has no list of its storages") }
        var position = machine.position
        for key in machine.memory.lists[number] {
            guard case .text(let key) = key, let storage = dictionary.storages[key] else {
                throw machine.error("the stream lists a storage that no tensor uses")
            }
            guard let count: Int64 = file.integer(at: position), count == storage.elementCount,
                let byteCount = storage.elementType.byteCount(ofElements: storage.elementCount),
                byteCount <= file.count - position - 8
            else {
                throw CheckpointError(
                    .unsafeContent,
                    "a storage is not as large as the tensors in it claim, or is cut short",
                    path: file.path,
                    byteOffset: position
                )
            }
            position += 8
            guard ranges.updateValue(position..<position + byteCount, forKey: key) == nil else {
                throw machine.error("the stream lists a storage twice")
            }
            position += byteCount
        }
        guard position == file.count else {
            throw CheckpointError(
                .malformed,
                "there are bytes behind the last storage",
                path: file.path,
                byteOffset: position
            )
        }
    }
}
