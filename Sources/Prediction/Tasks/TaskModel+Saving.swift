internal import BERT
internal import Checkpoints
internal import Foundation
internal import Tokenization

extension TaskModel {
    /// Writes everything but the weights: `config.json`, `task.json` and the tokenizer's four files.
    ///
    /// - Parameter folder: The folder, which exists.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    package func saveDescription(to folder: String) throws {
        try model.saveConfiguration(to: folder + "/config.json")
        try saveTask(to: folder)
        for file in tokenizer.savedFiles(maximumLength: maximumLength) {
            try DurableFile.write(file.bytes, to: folder + "/" + file.name)
        }
    }

    /// Writes `task.json`.
    package func saveTask(to folder: String) throws {
        let description = TaskDescription(name: task.name, settings: task.settings)
        try DurableFile.write(description.bytes, to: folder + "/" + TaskDescription.fileName)
    }

    /// Writes the weights.
    package func saveWeights(to folder: String) throws {
        try model.saveWeights(to: folder + "/model.safetensors")
    }

    /// Saves the model as a folder that BERTune and transformers load.
    ///
    /// Every file is replaced whole or not at all.
    ///
    /// - Parameter folder: The folder, made if it does not exist.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    public func save(to folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CheckpointError(.writeFailed, "the folder can't be made: \(error.localizedDescription)", path: folder)
        }
        try saveDescription(to: folder)
        try saveWeights(to: folder)
    }
}
