#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A file seen as memory: pages are read when touched, and no byte is copied to look at it.
///
/// The mapping is private and read-only. As with every mapped file, a process that cuts the file short while it
/// is open makes the system stop this one; files are replaced by renaming here, which is safe.
@safe final class MappedFile: @unchecked Sendable {
    let path: String
    let bytes: UnsafeRawBufferPointer

    init(path: String) throws(CheckpointError) {
        let (descriptor, status) = try Self.opening(path)
        defer { close(descriptor) }
        let byteCount = Int(status.st_size)
        self.path = path
        // An empty file cannot be mapped.
        guard byteCount > 0 else {
            unsafe bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let address = unsafe mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0),
            unsafe address != MAP_FAILED
        else { throw Self.openError(path: path, systemError: errno) }
        unsafe bytes = UnsafeRawBufferPointer(start: address, count: byteCount)
    }

    deinit {
        if let address = unsafe bytes.baseAddress {
            unsafe munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
        }
    }

    /// The number of bytes in the file.
    var count: Int {
        unsafe bytes.count
    }

    /// A little-endian integer, or `nil` if it does not lie inside the file.
    func integer<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type = Value.self) -> Value? {
        guard offset >= 0, offset <= count - MemoryLayout<Value>.size else { return nil }
        return unsafe Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }

    /// A copy of some bytes, or `nil` if they do not all lie inside the file.
    func copy(_ range: Range<Int>) -> [UInt8]? {
        guard range.lowerBound >= 0, range.upperBound <= count else { return nil }
        return unsafe [UInt8](bytes[range])
    }

    /// Opens a plain file for reading; whoever asks for it closes it.
    ///
    /// - Throws: ``CheckpointError`` with code `notFound` or `unreadable`.
    static func opening(_ path: String) throws(CheckpointError) -> (descriptor: Int32, status: stat) {
        // Without O_NONBLOCK, opening a named pipe would wait for a writer.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw openError(path: path, systemError: errno) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let failure = errno
            close(descriptor)
            throw openError(path: path, systemError: failure)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw CheckpointError(.unreadable, "this is not a file", path: path)
        }
        return (descriptor, status)
    }

    private static func openError(path: String, systemError: Int32) -> CheckpointError {
        systemError == ENOENT || systemError == ENOTDIR
            ? CheckpointError(.notFound, "there is no such file", path: path)
            : CheckpointError(.unreadable, "cannot be opened: \(systemMessage(systemError))", path: path)
    }
}

/// The system's words for an error number.
func systemMessage(_ number: Int32) -> String {
    unsafe String(cString: strerror(number))
}
