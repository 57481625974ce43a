import Foundation

/// One model's folder in the cache, laid out as Hugging Face's own tools do, so that both share it.
///
/// `blobs/<tag>` holds contents, `refs/<revision>` the commit a name stands for, and
/// `snapshots/<commit>/<file>` links to the contents.
struct HubCache {
    let folder: String

    init(cacheFolder: String, model: ModelID) {
        folder = cacheFolder + "/models--" + model.text.replacingOccurrences(of: "/", with: "--")
    }

    var blobFolder: String {
        folder + "/blobs"
    }

    func blobPath(_ entityTag: String) -> String {
        blobFolder + "/" + entityTag
    }

    func snapshotFolder(_ commit: String) -> String {
        folder + "/snapshots/" + commit
    }

    /// The snapshot of a revision, or `nil` if none is there.
    func snapshot(of revision: String) -> String? {
        let commit: String
        if let bytes = try? Data(contentsOf: URL(fileURLWithPath: folder + "/refs/" + revision)) {
            commit = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        } else {
            commit = revision
        }
        guard FileName.isSafe(commit), !commit.contains("/") else { return nil }
        let path = snapshotFolder(commit)
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// Notes which commit a revision stands for.
    func setCommit(_ commit: String, of revision: String) throws(CheckpointError) {
        // A commit needs no name.
        guard revision != commit else { return }
        let path = folder + "/refs/" + revision
        try makeFolder((path as NSString).deletingLastPathComponent)
        try DurableFile.write(Array(commit.utf8), to: path)
    }

    /// Puts a file into a snapshot: a relative link to its content, made under another name and moved.
    func link(_ file: String, commit: String, to entityTag: String) throws(CheckpointError) {
        let path = snapshotFolder(commit) + "/" + file
        let parent = (path as NSString).deletingLastPathComponent
        try makeFolder(parent)
        let steps = file.utf8.count { $0 == UInt8(ascii: "/") }
        let target = String(repeating: "../", count: 2 + steps) + "blobs/" + entityTag
        if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == target { return }
        let unfinished = parent + "/" + UnfinishedName.make(for: (path as NSString).lastPathComponent)
        do {
            try FileManager.default.createSymbolicLink(atPath: unfinished, withDestinationPath: target)
        } catch {
            throw CheckpointError(.writeFailed, "cannot be linked: \(error.localizedDescription)", path: path)
        }
        try SystemFile.rename(unfinished, to: path)
        try DurableFileWriter.synchronizeFolder(parent, for: path)
    }

    func makeFolder(_ path: String) throws(CheckpointError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CheckpointError(.writeFailed, "the folder cannot be made: \(error.localizedDescription)", path: path)
        }
    }
}
