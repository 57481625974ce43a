import Foundation

/// How a run takes the place of an earlier one: all at once, and not before it has weights to keep.
extension RunFolder {
    /// Where a run that replaces an earlier one writes at first.
    var replacementPath: String { file(".bertune-next") }

    /// Where the run is to write now: the folder itself, unless an earlier run still stands there.
    var workingFolder: RunFolder {
        FileManager.default.fileExists(atPath: replacementPath) ? RunFolder(path: replacementPath) : self
    }

    /// Puts what was written so far, weights among it, in the earlier run's place.
    ///
    /// The old weights go first and the new ones come last, so that no weights ever stand beside another run's
    /// configuration. To be called as soon as there are weights; does nothing where no earlier run stands.
    ///
    /// - Throws: ``RunFolderError`` with code `writeFailed`.
    func replaceEarlierRun() throws(RunFolderError) {
        let next = workingFolder
        guard next != self else { return }
        let files = FileManager.default
        do {
            if files.fileExists(atPath: weightsPath) {
                try files.removeItem(atPath: weightsPath)
                synchronizeNames()
            }
            let weights = "model.safetensors"
            for name in Self.contents.filter({ $0 != weights }) + [weights] {
                if files.fileExists(atPath: next.file(name)) {
                    try Self.move(next.file(name), to: file(name))
                } else if name != "recipe.yaml", files.fileExists(atPath: file(name)) {
                    try files.removeItem(atPath: file(name))
                }
            }
            synchronizeNames()
            try files.removeItem(atPath: replacementPath)
        } catch {
            throw RunFolderError(
                .writeFailed,
                "the earlier run can't be replaced: \(error.localizedDescription); what is new is in \(replacementPath)",
                path: path
            )
        }
    }

    /// Takes away what a run wrote that ended before it had weights; what was there before it stays as it was.
    ///
    /// To be called by the run itself, whose lock no one else had meanwhile. Weights that couldn't take the earlier run's
    /// place stay where they are.
    func dropUnfinishedRun() {
        let files = FileManager.default
        guard lock != nil, !files.fileExists(atPath: workingFolder.weightsPath) else { return }
        if files.fileExists(atPath: replacementPath) {
            try? files.removeItem(atPath: replacementPath)
        } else {
            // ``create(at:overwrites:)`` found none of these, or the run would be in the hidden folder.
            for name in Self.contents { try? files.removeItem(atPath: file(name)) }
        }
    }

    /// Makes the names in the folder last, as far as the file system can.
    private func synchronizeNames() {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        _ = close(descriptor)
    }

    /// Renames a file, over another one if there is one.
    private static func move(_ source: String, to destination: String) throws {
        guard unsafe rename(source, destination) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }
}
