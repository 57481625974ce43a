import StrictJSON

/// The index of a checkpoint in several files: `model.safetensors.index.json` or `pytorch_model.bin.index.json`.
struct WeightIndex {
    /// One file, and the tensors it is said to hold.
    struct Shard {
        let fileName: String
        var tensorNames: [String]
    }

    /// The files, in the order in which the index first names them.
    private(set) var shards: [Shard] = []

    init(path: String) throws(CheckpointError) {
        let file = try MappedFile(path: path)
        guard file.count <= Int(SafeTensorsReader.largestHeader), let bytes = file.copy(0..<file.count) else {
            throw CheckpointError(.malformed, "the index is larger than any real one", path: path)
        }
        let document: JSONValue
        do {
            document = try JSONValue.parse(bytes)
        } catch {
            throw CheckpointError(
                .malformed,
                "line \(error.line): \(error.message)",
                path: path,
                byteOffset: error.byteOffset
            )
        }
        guard let members = document["weight_map"]?.object?.members, !members.isEmpty else {
            throw CheckpointError(.malformed, "the index has no 'weight_map' of tensors to files", path: path)
        }
        var positions: [[UInt8]: Int] = [:]
        for member in members {
            guard let fileName = member.value.string else {
                throw CheckpointError(.malformed, "the index names no file for \(quoted(member.name))", path: path)
            }
            try Self.check(fileName, path: path)
            if let position = positions[Array(fileName.utf8)] {
                shards[position].tensorNames.append(member.name)
            } else {
                positions[Array(fileName.utf8)] = shards.count
                shards.append(Shard(fileName: fileName, tensorNames: [member.name]))
            }
        }
    }

    /// The names of the files, each once.
    var fileNames: [String] {
        shards.map(\.fileName)
    }

    private static func check(_ fileName: String, path: String) throws(CheckpointError) {
        guard FileName.isSafe(fileName) else {
            throw CheckpointError(
                .unsafeContent,
                "the index names \(quoted(fileName)), which does not lie in its folder",
                path: path
            )
        }
        guard !fileName.hasSuffix(".json") else {
            throw CheckpointError(.malformed, "the index names \(quoted(fileName)), which holds no weights", path: path)
        }
    }
}
