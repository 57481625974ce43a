#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A file as a sequence of blocks, each read when it is asked for.
struct FileBlocks: ~Copyable {
    private static let blockSize = 1 << 20

    private let descriptor: Int32
    private let path: String

    /// Opens a file.
    ///
    /// - Throws: ``CheckpointError`` with code `notFound` or `unreadable`.
    init(path: String) throws(CheckpointError) {
        self.path = path
        descriptor = try MappedFile.opening(path).descriptor
    }

    deinit {
        close(descriptor)
    }

    /// The next bytes, or `nil` at the end of the file.
    ///
    /// - Throws: ``CheckpointError`` with code `unreadable`.
    func next() throws(CheckpointError) -> [UInt8]? {
        var failure: Int32 = 0
        let block = unsafe [UInt8](unsafeUninitializedCapacity: Self.blockSize) { buffer, filled in
            var received = 0
            repeat {
                received = unsafe systemRead(descriptor, UnsafeMutableRawBufferPointer(buffer))
            } while received < 0 && errno == EINTR
            failure = received < 0 ? errno : 0
            filled = max(received, 0)
        }
        guard failure == 0 else {
            throw CheckpointError(.unreadable, "cannot be read: \(systemMessage(failure))", path: path)
        }
        return block.isEmpty ? nil : block
    }
}

/// The system's `read`, under a name that methods called `read` do not hide.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
    unsafe read(descriptor, bytes.baseAddress, bytes.count)
}
