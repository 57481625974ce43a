#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file opened for reading; closed when it goes out of scope.
struct FileDescriptor: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file.
    ///
    /// - Throws: ``DataError`` with code `unreadableFile`.
    init(opening path: String) throws(DataError) {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw Self.error(errno, path) }
    }

    deinit {
        // A read-only descriptor has nothing to lose on closing, so a failure is of no consequence.
        if descriptor >= 0 { _ = close(descriptor) }
    }

    /// Reads the next bytes: as many as asked for, or fewer at the end of the file.
    ///
    /// - Throws: ``DataError`` with code `unreadableFile`.
    func readChunk(ofCount count: Int) throws(DataError) -> [UInt8] {
        var failure: Int32 = 0
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let start = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
            while filled < count {
                let received = unsafe read(descriptor, start + filled, count - filled)
                if received == 0 { return }
                if received > 0 {
                    filled += received
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        if failure != 0 { throw Self.error(failure, path) }
        return chunk
    }

    /// Reads all that is left.
    ///
    /// - Throws: ``DataError`` with code `unreadableFile`.
    func readToEnd() throws(DataError) -> [UInt8] {
        let chunkSize = 1 << 20
        var bytes: [UInt8] = []
        while true {
            let chunk = try readChunk(ofCount: chunkSize)
            bytes += chunk
            if chunk.count < chunkSize { return bytes }
        }
    }

    private static func error(_ number: Int32, _ path: String) -> DataError {
        let message =
            switch number {
            case ENOENT: "there is no such file; check the path"
            case EACCES, EPERM: "the file may not be read; check its permissions"
            case EISDIR: "this is a folder; name the file in it"
            default: "the file cannot be read: \(unsafe String(cString: strerror(number)))"
            }
        return DataError(.unreadableFile, message, path: path)
    }
}
