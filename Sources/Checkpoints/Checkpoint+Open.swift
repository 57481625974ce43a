import Foundation
import StrictJSON

extension Checkpoint {
    /// The names weights go by, in the order in which they are looked for.
    package static let weightFileNames = [
        "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json",
    ]

    /// Opens the weights in a folder, or a single file.
    ///
    /// In a folder, the first of these counts: `model.safetensors`, `model.safetensors.index.json`,
    /// `pytorch_model.bin`, `pytorch_model.bin.index.json`. A file is read as what its name says:
    /// `.safetensors`, `.index.json`, and anything else as PyTorch's format, both the zip archive and the stream
    /// of before version 1.6.
    ///
    /// - Parameter path: The folder or file.
    /// - Returns: The checkpoint, all claims of its files checked.
    /// - Throws: ``CheckpointError`` with code `notFound`, `unreadable`, `malformed`, `unsafeContent` or
    ///   `unsupported`.
    public static func open(_ path: String) throws(CheckpointError) -> Checkpoint {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CheckpointError(.notFound, "there is no such folder or file", path: path)
        }
        guard isFolder.boolValue else { return try openFile(path, reportedAs: path) }
        for name in weightFileNames where FileManager.default.fileExists(atPath: path + "/" + name) {
            return try openFile(path + "/" + name, reportedAs: path)
        }
        throw CheckpointError(
            .notFound,
            "the folder holds no weights; looked for \(weightFileNames.joined(separator: ", "))",
            path: path
        )
    }

    private static func openFile(_ filePath: String, reportedAs path: String) throws(CheckpointError) -> Checkpoint {
        if filePath.hasSuffix(".json") {
            let (tensors, metadata) = try openShards(index: filePath)
            return try Checkpoint(path: path, storedTensors: tensors, metadata: metadata)
        }
        let (tensors, metadata) = try openWeights(filePath)
        return try Checkpoint(path: path, storedTensors: tensors, metadata: metadata)
    }

    private typealias Contents = (tensors: [StoredTensor], metadata: [(name: String, value: String)])

    private static func openWeights(_ path: String) throws(CheckpointError) -> Contents {
        let file = try MappedFile(path: path)
        if path.hasSuffix(".safetensors") {
            let reader = try SafeTensorsReader(file)
            return (reader.tensors, reader.metadata)
        }
        return (try PyTorchReader.readTensors(file), [])
    }

    /// Opens the files an index names and checks that each tensor is in the file the index says, and in no other.
    private static func openShards(index path: String) throws(CheckpointError) -> Contents {
        let shardNames = try WeightIndex(path: path)
        let folder = (path as NSString).deletingLastPathComponent
        var tensors: [StoredTensor] = []
        var metadata: [(name: String, value: String)] = []
        for (position, shard) in shardNames.shards.enumerated() {
            let contents = try openWeights(folder.isEmpty ? shard.fileName : folder + "/" + shard.fileName)
            let names = Set(contents.tensors.map { Array($0.description.name.utf8) })
            if let missing = shard.tensorNames.first(where: { !names.contains(Array($0.utf8)) }) {
                throw CheckpointError(
                    .malformed,
                    "the index says that \(shard.fileName) holds \(quoted(missing)), and it does not",
                    path: path
                )
            }
            tensors += contents.tensors
            if position == 0 { metadata = contents.metadata }
        }
        return (tensors, metadata)
    }
}
