import Foundation

/// Keeps other processes from writing a run to a folder, for as long as it lives.
///
/// It is the kernel's own lock on the folder itself: no file is left behind, and a process that is killed gives it up.
/// Where a file system knows no such locks nothing is locked.
final class RunFolderLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Parameter path: A folder that exists.
    /// - Throws: ``RunFolderError`` with code `notEmpty` if somebody else has it, `writeFailed` if the folder can't be
    ///   opened.
    init(path: String) throws(RunFolderError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw RunFolderError(.writeFailed, "the folder can't be opened; check its permissions", path: path)
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            if reason == EINTR { continue }
            guard reason == EWOULDBLOCK else { break }
            _ = close(descriptor)
            throw RunFolderError(
                .notEmpty,
                "another run is being written to this folder; wait for its end, or name a new folder",
                path: path
            )
        }
        self.descriptor = descriptor
    }

    deinit { _ = close(descriptor) }
}
