#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file without a name, for what would take too much memory; it is gone when nobody holds it, however the process ends.
///
/// It is read by the system's `pread` rather than mapped: pages of a mapped file count as memory of the process.
final class ScratchFile: Sendable {
    private let descriptor: Int32
    private let folder: String

    /// Makes a file in `$TMPDIR`, or else in `/var/tmp`, which is on a disk where `/tmp` may be memory.
    ///
    /// - Throws: ``DataError`` with code `scratchFailed`.
    init() throws(DataError) {
        let named = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) }
        folder = named.flatMap { $0.isEmpty ? nil : $0 } ?? "/var/tmp"
        var template = Array("\(folder)/bertune-XXXXXX".utf8CString)
        descriptor = unsafe mkstemp(&template)
        guard descriptor >= 0 else { throw Self.error("can't be made", errno, folder) }
        _ = unsafe unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        // What a close could lose is of no more use.
        if descriptor >= 0 { _ = close(descriptor) }
    }

    /// Writes bytes at a place.
    ///
    /// - Throws: ``DataError`` with code `scratchFailed`, such as for a full disk.
    func write(_ bytes: [UInt8], at offset: Int) throws(DataError) {
        var failure: Int32 = 0
        unsafe bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
                let count = unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
                if count > 0 {
                    done += count
                } else if count == 0 || errno != EINTR {
                    failure = count == 0 ? ENOSPC : errno
                    return
                }
            }
        }
        if failure != 0 { throw Self.error("can't be written beyond \(offset >> 20) MB", failure, folder) }
    }

    /// Reads bytes that were written.
    ///
    /// - Throws: ``DataError`` with code `scratchFailed`.
    func read(_ range: Range<Int>) throws(DataError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                let rest = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]
                )
                let count = unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound + filled))
                if count > 0 {
                    filled += count
                } else if count == 0 || errno != EINTR {
                    failure = count == 0 ? EIO : errno
                    return
                }
            }
        }
        if failure != 0 { throw Self.error("can't be read back", failure, folder) }
        return bytes
    }

    private static func error(_ what: String, _ number: Int32, _ folder: String) -> DataError {
        DataError(
            .scratchFailed,
            "the scratch file, which holds what memory should not, \(what): \(unsafe String(cString: strerror(number))); "
                + "set TMPDIR to a folder on a disk with more room, about three times that of the data",
            path: folder
        )
    }
}
