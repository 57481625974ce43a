import Foundation

/// Says to other processes that a run is being written to a folder, for as long as it lives.
///
/// It is the kernel's own lock on the folder itself: no file is left behind, and a process that is killed gives it up.
/// Where a file system knows no such locks nothing is locked.
final class RunFolderLock {
    private let descriptor: Int32

    /// Takes the lock; `nil` if it can't be had.
    ///
    /// - Parameter path: A folder that exists.
    init?(path: String) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            _ = close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { _ = close(descriptor) }

    /// Whether somebody has the lock.
    ///
    /// - Parameter path: A folder.
    /// - Returns: Whether a run is being written there.
    static func isHeld(path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { _ = close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
