internal import Checkpoints
import Foundation
internal import StrictJSON

/// The folder of several runs: a run folder for each, and `summary.json` with what they came to.
///
/// From the first run that it makes on it is locked against other commands, for as long as the value or a copy lives.
public struct SeriesFolder: Sendable {
    /// The folder.
    public let path: String
    private var lock: RunFolderLock?

    /// Names a folder; nothing is read or made.
    public init(path: String) {
        self.path = path
    }

    /// Where the summary is written.
    public var summaryPath: String { RunFolder(path: path).file("summary.json") }

    /// The path of one run's folder.
    ///
    /// - Parameter name: The run's name, such as `seed-1`.
    /// - Returns: The path, whether or not there is such a folder.
    public func run(_ name: String) -> String {
        RunFolder(path: path).file(name)
    }

    /// Checks that a series may be written here, without touching anything.
    ///
    /// - Parameters:
    ///   - names: The names of its runs.
    ///   - overwrites: Whether earlier runs of these names may be replaced.
    /// - Throws: ``RunFolderError`` with code `notEmpty`, `notARunFolder` or `notAFolder`.
    public func checkAvailability(for names: [String], overwrites: Bool) throws(RunFolderError) {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        guard unsafe files.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else {
            throw RunFolderError(.notAFolder, "this is a file; name a folder for the runs", path: path)
        }
        guard !files.fileExists(atPath: RunFolder(path: path).recipePath) else {
            throw RunFolderError(
                .notARunFolder,
                "the folder is that of a single run; name a new or empty folder for several",
                path: path
            )
        }
        if !overwrites, files.fileExists(atPath: summaryPath) {
            throw RunFolderError(
                .notEmpty,
                "the folder holds earlier runs; name a new folder, or overwrite them with --overwrite",
                path: path
            )
        }
        for name in names { try RunFolder.checkAvailability(of: run(name), overwrites: overwrites) }
    }

    /// Makes the folder for one of the runs, and keeps other commands out of the whole folder.
    ///
    /// - Parameters:
    ///   - name: The run's name, such as `seed-1`.
    ///   - overwrites: Whether an earlier run of that name may be replaced.
    /// - Returns: The run's folder, ready for it and locked.
    /// - Throws: ``RunFolderError`` with any of its codes.
    package mutating func createRun(_ name: String, overwrites: Bool = false) throws(RunFolderError) -> RunFolder {
        if lock == nil { lock = try RunFolder.locked(path) }
        return try RunFolder.create(at: run(name), overwrites: overwrites)
    }

    /// Removes the summary of an earlier series, which is no longer true once one of its runs is replaced.
    ///
    /// - Throws: ``RunFolderError`` with code `writeFailed`.
    public func removeSummary() throws(RunFolderError) {
        guard FileManager.default.fileExists(atPath: summaryPath) else { return }
        do {
            try FileManager.default.removeItem(atPath: summaryPath)
        } catch {
            throw RunFolderError(
                .writeFailed,
                "the earlier summary can't be removed: \(error.localizedDescription)",
                path: summaryPath
            )
        }
    }

    /// The runs of an earlier series that are still there.
    ///
    /// - Parameter names: The names of this series' runs.
    /// - Returns: The names of the others, sorted.
    package func otherRuns(than names: [String]) -> [String] {
        RunFolder.runs(in: path).filter { !names.contains($0) }
    }

    /// The name of the best run by `summary.json`, or `nil` if there is none.
    package var bestRun: String? {
        guard let data = FileManager.default.contents(atPath: summaryPath) else { return nil }
        return (try? JSONValue.parse(Array(data)))?["best"]?.string
    }

    /// Writes `summary.json`.
    ///
    /// - Parameter summary: What the runs came to.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    public func write(_ summary: SeriesSummary) throws {
        try DurableFile.write(JSONValue.object(summary.json).serialized() + [UInt8(ascii: "\n")], to: summaryPath)
    }
}

// MARK: - Equatable

extension SeriesFolder: Equatable {
    /// Whether two values name the same folder, whoever has it locked.
    public static func == (left: SeriesFolder, right: SeriesFolder) -> Bool { left.path == right.path }
}
