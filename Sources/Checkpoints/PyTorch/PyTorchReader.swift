/// Reads state dictionaries as `torch.save` writes them, in both formats it has had.
enum PyTorchReader {
    /// The tensors of a file, in the order of the dictionary.
    static func readTensors(_ file: MappedFile) throws(CheckpointError) -> [StoredTensor] {
        if file.integer(at: 0) == UInt32(0x0403_4B50) { return try readArchive(file) }
        return try readStream(file)
    }

    /// The zip archive of PyTorch 1.6 and later: `data.pkl`, and one entry for each storage.
    private static func readArchive(_ file: MappedFile) throws(CheckpointError) -> [StoredTensor] {
        let archive = try ZipArchive(file)
        guard let pickle = archive.entry("data.pkl") else {
            throw CheckpointError(.malformed, "the archive has no 'data.pkl'", path: file.path)
        }
        if let order = archive.entry("byteorder"), file.copy(order) != Array("little".utf8) {
            throw CheckpointError(.unsupported, "the file was written by a big-endian machine", path: file.path)
        }
        var machine = PickleMachine(file, pickle)
        let root = try machine.run()
        guard machine.position == pickle.upperBound else { throw machine.error("there are bytes behind the pickle") }
        let dictionary = try StateDictionary(root, in: machine)
        return try dictionary.locate { storage throws(CheckpointError) in
            archive.entry("data/" + String(decoding: storage.key, as: UTF8.self))
        }
    }

    /// The stream of PyTorch before 1.6: five pickles, then the storages one after the other.
    private static func readStream(_ file: MappedFile) throws(CheckpointError) -> [StoredTensor] {
        var machine = PickleMachine(file, 0..<file.count)
        let magicNumber: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
        guard case .largeInteger(magicNumber) = try machine.run() else {
            throw CheckpointError(.unsupported, "this is no file of torch.save", path: file.path)
        }
        machine = PickleMachine(file, machine.position..<file.count)
        guard case .integer(1001) = try machine.run() else {
            throw machine.error("the stream is of an unknown version", .unsupported)
        }
        machine = PickleMachine(file, machine.position..<file.count)
        try checkByteOrder(try machine.run(), in: machine)

        machine = PickleMachine(file, machine.position..<file.count)
        let root = try machine.run()
        let dictionary = try StateDictionary(root, in: machine)
        machine = PickleMachine(file, machine.position..<file.count)
        let keys = try machine.run()
        let ranges = try StorageStream(dictionary, keys: keys, in: machine).ranges
        return try dictionary.locate { storage throws(CheckpointError) in ranges[storage.key] }
    }

    private static func checkByteOrder(_ value: PickleValue, in machine: PickleMachine) throws(CheckpointError) {
        guard case .dictionary(let number) = value else {
            throw machine.error("the stream does not say what machine wrote it")
        }
        for (key, value) in machine.memory.dictionaries[number] {
            if case .text(let name) = key, name.elementsEqual("little_endian".utf8), case .bool(true) = value { return }
        }
        throw machine.error("the stream was written by a big-endian machine", .unsupported)
    }
}
