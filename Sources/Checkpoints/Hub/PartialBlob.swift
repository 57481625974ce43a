import Foundation

/// A content that is still being fetched, under a name no other process uses.
///
/// The file is locked while it is being written. So what a killed process left can be told from what a living
/// one works on, and can be taken over and continued; its checksum is to be tried at the end in any case.
final class PartialBlob {
    let path: String
    private(set) var byteCount: Int
    private let descriptor: Int32

    private init(path: String, descriptor: Int32, byteCount: Int) {
        self.path = path
        self.descriptor = descriptor
        self.byteCount = byteCount
    }

    deinit {
        close(descriptor)
    }

    /// Continues what a dead process left of this content, or begins anew.
    ///
    /// - Parameters:
    ///   - entityTag: The name of the content.
    ///   - folder: The folder of contents.
    ///   - mayContinue: Whether a checksum will tell if what was left is sound.
    /// - Returns: The file, locked.
    /// - Throws: ``CheckpointError`` with code `writeFailed`.
    static func open(_ entityTag: String, in folder: String, mayContinue: Bool) throws(CheckpointError) -> PartialBlob {
        let process = ProcessInfo.processInfo.processIdentifier
        let path = "\(folder)/\(entityTag).\(process)-\(UInt32.random(in: 0...UInt32.max)).incomplete"
        if mayContinue {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in names.sorted() where isOurs(name, entityTag) {
                if let blob = takeOver(folder + "/" + name, as: path) { return blob }
            }
        }
        let descriptor = systemOpen(path, O_RDWR | O_CREAT | O_EXCL)
        guard descriptor >= 0 else {
            throw CheckpointError(.writeFailed, "cannot be made: \(systemMessage(errno))", path: path)
        }
        // Another process may have taken the new file for a stray; then it is that one's.
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close(descriptor)
            return try open(entityTag, in: folder, mayContinue: false)
        }
        return PartialBlob(path: path, descriptor: descriptor, byteCount: 0)
    }

    /// Hugging Face's own tools keep their unfinished files here too, and lock them elsewhere: theirs have no hyphen.
    private static func isOurs(_ name: String, _ entityTag: String) -> Bool {
        name.hasPrefix(entityTag + ".") && name.hasSuffix(".incomplete")
            && name.dropFirst(entityTag.count).contains("-")
    }

    private static func takeOver(_ stray: String, as path: String) -> PartialBlob? {
        let descriptor = systemOpen(stray, O_RDWR | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        // Only one process can rename a file away, even where locks are not kept.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, unsafe rename(stray, path) == 0 else {
            close(descriptor)
            return nil
        }
        let end = lseek(descriptor, 0, SEEK_END)
        return PartialBlob(path: path, descriptor: descriptor, byteCount: Int(max(0, end)))
    }

    /// Adds bytes at the end.
    func append(_ bytes: [UInt8], of totalByteCount: Int?) throws(CheckpointError) {
        var offset = 0
        while offset < bytes.count {
            let taken = unsafe bytes.withUnsafeBytes { bytes in
                unsafe systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: bytes[offset...]))
            }
            if taken < 0, errno == EINTR { continue }
            guard taken > 0 else {
                let size = totalByteCount.map { " of \($0) bytes" } ?? ""
                throw CheckpointError(
                    .writeFailed,
                    "the file\(size) cannot be written, \(byteCount) bytes in: \(systemMessage(errno))",
                    path: path
                )
            }
            offset += taken
            byteCount += taken
        }
    }

    /// Throws away what is there.
    func restart() throws(CheckpointError) {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw CheckpointError(.writeFailed, "cannot be emptied: \(systemMessage(errno))", path: path)
        }
        byteCount = 0
    }

    /// Removes the file.
    func remove() {
        unsafe unlink(path)
    }

    /// Makes the content last under its final name.
    func finish(as finalPath: String) throws(CheckpointError) {
        guard synchronize(descriptor) == 0 else {
            throw CheckpointError(.writeFailed, "cannot be synced to the disk: \(systemMessage(errno))", path: path)
        }
        try SystemFile.rename(path, to: finalPath)
        try DurableFileWriter.synchronizeFolder((finalPath as NSString).deletingLastPathComponent, for: finalPath)
    }
}
