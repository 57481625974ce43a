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
/// | `report.html` | what a person wants to see of the run, in one page |
/// | `README.md` | the model card, as the Hugging Face Hub reads it |
///
/// `recipe.yaml` comes first and the model last or when it is the best so far, each file whole or not at all; so a run
/// that was cut short shows by the model that is missing, never by one that is damaged. A run that replaces an earlier
/// one writes to a hidden folder within until it has weights to keep, and takes the earlier one's place only then. A run
/// that fails before it has weights takes what it wrote away with it.
///
/// A folder that ``create(at:overwrites:)`` made is locked against other runs for as long as the value, or a copy of it,
/// lives.
public struct RunFolder: Sendable {
    /// The folder.
    public let path: String
    /// Keeps other runs out; `nil` for a folder that is only named.
    let lock: RunFolderLock?

    /// Names an existing run folder; nothing is read or made.
    public init(path: String) {
        self.init(path: path, lock: nil)
    }

    private init(path: String, lock: RunFolderLock?) {
        self.path = path
        self.lock = lock
    }

    /// Where ``RunDescription`` is written.
    public var recipePath: String { file("recipe.yaml") }
    /// Where ``MetricsLog`` writes.
    public var metricsPath: String { file("metrics.jsonl") }
    /// Where the weights are written.
    public var weightsPath: String { file("model.safetensors") }

    /// Where the report is written.
    public var reportPath: String { file("report.html") }
    /// Where the model card is written.
    public var cardPath: String { file("README.md") }

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
        "tokenizer_config.json", "special_tokens_map.json", "report.html",
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
    /// - Throws: ``RunFolderError`` with code `notEmpty` if there is a recipe or an earlier run, `notARunFolder` if there
    ///   are other files, `notAFolder` if there is a file of that name.
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
        guard overwrites else {
            let holding =
                names.contains("model.safetensors")
                ? "the folder holds an earlier run" : "the folder holds a recipe, or a run that was not finished"
            throw RunFolderError(
                .notEmpty,
                "\(holding); name a new folder, or overwrite it with --overwrite",
                path: path
            )
        }
    }

    /// Makes the folder for a new run, and keeps other runs out of it.
    ///
    /// What an earlier run left is not touched before the new one has weights to take its place, and then exactly the
    /// files that a run writes are replaced; others stay.
    ///
    /// - Parameters:
    ///   - path: The folder, which need not exist.
    ///   - overwrites: Whether an earlier run may be replaced.
    /// - Returns: The folder, ready for a run and locked for as long as the value, or a copy of it, lives.
    /// - Throws: ``RunFolderError`` with any of its codes; `notEmpty` also if another run is being written there.
    public static func create(at path: String, overwrites: Bool = false) throws(RunFolderError) -> RunFolder {
        try checkAvailability(of: path, overwrites: overwrites)
        let folder = RunFolder(path: path, lock: try locked(path))
        // Until the lock was had another run may have begun here, and ended.
        try checkAvailability(of: path, overwrites: overwrites)
        let files = FileManager.default
        DurableFile.sweepStrays(in: path)
        do {
            if files.fileExists(atPath: folder.replacementPath) { try files.removeItem(atPath: folder.replacementPath) }
            if contents.contains(where: { files.fileExists(atPath: folder.file($0)) }) {
                try files.createDirectory(atPath: folder.replacementPath, withIntermediateDirectories: false)
            }
        } catch {
            throw RunFolderError(notReady: path, error)
        }
        return folder
    }

    /// Makes a folder if there is none, and locks it.
    static func locked(_ path: String) throws(RunFolderError) -> RunFolderLock {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw RunFolderError(notReady: path, error)
        }
        return try RunFolderLock(path: path)
    }

    /// Writes `recipe.yaml`.
    ///
    /// - Parameter description: What the run is made from.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    public func write(_ description: RunDescription) throws(CheckpointError) {
        try DurableFile.write(Array(description.yaml.utf8), to: workingFolder.recipePath)
    }
}

// MARK: - Equatable

extension RunFolder: Equatable {
    /// Whether two values name the same folder, whoever has it locked.
    public static func == (left: RunFolder, right: RunFolder) -> Bool { left.path == right.path }
}

extension RunFolderError {
    /// A folder that the file system doesn't let be made ready.
    fileprivate init(notReady path: String, _ error: any Error) {
        self.init(.writeFailed, "the folder can't be made ready: \(error.localizedDescription)", path: path)
    }
}
