public import Checkpoints
import Foundation

/// The folder that a training run leaves behind, laid out as the field does it.
///
/// | file | what it holds |
/// |---|---|
/// | `config.json`, `model.safetensors` | the model, as transformers loads it |
/// | `task.json` | the task, and how its answers are decoded |
/// | `vocab.txt`, `tokenizer.json`, `tokenizer_config.json`, `special_tokens_map.json` | its tokeniser |
/// | `recipe.yaml` | everything it takes to run it again, see ``RunDescription`` |
/// | `metrics.jsonl` | a line per logged step and per evaluation, see ``MetricsLog`` |
///
/// `recipe.yaml` comes first and the model last or when it is the best so far, each file whole or not at all; so a run
/// that was cut short shows by the model that is missing, never by one that is damaged; such a run gives way to the next
/// one without being asked. A run that replaces an earlier one writes to a hidden folder within until it has weights to
/// keep, and takes the earlier one's place only then.
public struct RunFolder: Sendable, Equatable {
    /// The folder.
    public let path: String

    /// Names an existing run folder; nothing is read or made.
    public init(path: String) {
        self.path = path
    }

    /// Where ``RunDescription`` is written.
    public var recipePath: String { file("recipe.yaml") }
    /// Where ``MetricsLog`` writes.
    public var metricsPath: String { file("metrics.jsonl") }
    /// Where the weights are written.
    public var weightsPath: String { file("model.safetensors") }

    /// The path of a file in the folder.
    ///
    /// - Parameter name: The file's name.
    /// - Returns: The path, whether or not there is such a file.
    public func file(_ name: String) -> String {
        path.hasSuffix("/") ? path + name : path + "/" + name
    }

    /// Everything that a run writes: what overwriting removes, and all that it removes.
    static let contents = [
        "recipe.yaml", "metrics.jsonl", "config.json", "task.json", "model.safetensors", "vocab.txt", "tokenizer.json",
        "tokenizer_config.json", "special_tokens_map.json",
    ]
}

// MARK: - Making a run folder

extension RunFolder {
    /// Checks that a run may be written to a path, without touching anything.
    ///
    /// To be called before the hours of work whose result is to be kept there.
    ///
    /// - Parameters:
    ///   - path: The folder, which need not exist.
    ///   - overwrites: Whether an earlier run may be replaced.
    /// - Throws: ``RunFolderError`` with code `notEmpty` if there is an earlier run that left a model, or one that is
    ///   still being made; `notARunFolder` if there are other files, `notAFolder` if there is a file of that name.
    public static func checkAvailability(of path: String, overwrites: Bool) throws(RunFolderError) {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        guard unsafe files.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else {
            throw RunFolderError(.notAFolder, "this is a file; name a folder for the run", path: path)
        }
        let names: [String]
        do {
            names = try files.contentsOfDirectory(atPath: path)
        } catch {
            throw RunFolderError(
                .writeFailed,
                "the folder can't be listed; check its permissions",
                path: path
            )
        }
        if names.isEmpty { return }
        guard names.contains("recipe.yaml") else {
            throw RunFolderError(
                .notARunFolder,
                "the folder has other files in it and is no earlier run; name a new or empty folder",
                path: path
            )
        }
        guard !RunFolderLock.isHeld(path: path) else {
            throw RunFolderError(
                .notEmpty,
                "another run is being written to this folder; wait for its end, or name a new folder",
                path: path
            )
        }
        guard overwrites || isWithoutResult(path, names: names) else {
            throw RunFolderError(
                .notEmpty,
                "the folder holds an earlier run; name a new folder, or overwrite it with --overwrite",
                path: path
            )
        }
    }

    /// Makes the folder for a new run.
    ///
    /// An earlier run that left a model is not touched before the new one has weights to take its place. Of one that
    /// left none, exactly the files that a run writes are removed; others stay.
    ///
    /// - Parameters:
    ///   - path: The folder, which need not exist.
    ///   - overwrites: Whether an earlier run may be replaced.
    /// - Returns: The folder, ready for a run.
    /// - Throws: ``RunFolderError`` with any of its codes.
    public static func create(at path: String, overwrites: Bool = false) throws(RunFolderError) -> RunFolder {
        try checkAvailability(of: path, overwrites: overwrites)
        let folder = RunFolder(path: path)
        let files = FileManager.default
        do {
            try files.createDirectory(atPath: path, withIntermediateDirectories: true)
            // The recipe goes last: while it stands, a removal that was cut short can be taken up again.
            DurableFile.sweepStrays(in: path)
            if files.fileExists(atPath: folder.replacementPath) { try files.removeItem(atPath: folder.replacementPath) }
            if files.fileExists(atPath: folder.weightsPath) {
                try files.createDirectory(atPath: folder.replacementPath, withIntermediateDirectories: false)
                return folder
            }
            for name in contents.reversed() where files.fileExists(atPath: folder.file(name)) {
                try files.removeItem(atPath: folder.file(name))
            }
        } catch {
            throw RunFolderError(
                .writeFailed,
                "the folder can't be made ready: \(error.localizedDescription)",
                path: path
            )
        }
        return folder
    }

    /// Writes `recipe.yaml`.
    ///
    /// - Parameter description: What the run is made from.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    public func write(_ description: RunDescription) throws(CheckpointError) {
        try DurableFile.write(Array(description.yaml.utf8), to: workingFolder.recipePath)
    }
}
