#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// An unfinished file; it disappears unless it is committed.
public struct DurableFileWriter: ~Copyable {
    private static let bufferSize = 1 << 20

    private let finalPath: String
    private let folder: String
    private let unfinishedPath: String
    private let expectedByteCount: Int?
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private var writtenByteCount = 0
    private var isCommitted = false

    init(path: String, byteCount: Int?) throws(CheckpointError) {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        finalPath = path
        folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        unfinishedPath = folder + "/" + UnfinishedName.make(for: name)
        expectedByteCount = byteCount
        descriptor = unsafe open(unfinishedPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw writeError("be made", systemError: errno) }
        buffer.reserveCapacity(min(byteCount ?? Self.bufferSize, Self.bufferSize))
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isCommitted { unsafe unlink(unfinishedPath) }
    }

    /// Adds bytes to the file.
    ///
    /// - Parameter bytes: What comes next.
    /// - Throws: ``CheckpointError`` with code `writeFailed`.
    public mutating func write(_ bytes: [UInt8]) throws(CheckpointError) {
        unsafe try bytes.withUnsafeBufferPointer { buffer throws(CheckpointError) in
            unsafe try write(UnsafeRawBufferPointer(buffer))
        }
    }

    /// Adds bytes to the file.
    ///
    /// - Parameter bytes: What comes next.
    /// - Throws: ``CheckpointError`` with code `writeFailed`.
    public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(CheckpointError) {
        guard buffer.count + bytes.count > Self.bufferSize else {
            unsafe buffer.append(contentsOf: bytes)
            return
        }
        try flush()
        if bytes.count < Self.bufferSize {
            unsafe buffer.append(contentsOf: bytes)
        } else {
            unsafe try writeThrough(bytes)
        }
    }

    private mutating func flush() throws(CheckpointError) {
        let pending = buffer
        buffer = []
        unsafe try pending.withUnsafeBufferPointer { pending throws(CheckpointError) in
            unsafe try writeThrough(UnsafeRawBufferPointer(pending))
        }
        buffer.reserveCapacity(Self.bufferSize)
    }

    /// Hands bytes to the system until it has taken all: a call may take a part, or be interrupted.
    private mutating func writeThrough(_ bytes: UnsafeRawBufferPointer) throws(CheckpointError) {
        var rest = unsafe bytes[...]
        while unsafe !rest.isEmpty {
            let taken = unsafe systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest))
            if taken < 0 {
                if errno == EINTR { continue }
                throw writeError("be written", systemError: errno)
            }
            guard taken > 0 else { throw writeError("be written", systemError: ENOSPC) }
            unsafe rest = rest.dropFirst(taken)
            writtenByteCount += taken
        }
    }

    /// Makes what was written last, under its final name.
    mutating func commit() throws(CheckpointError) {
        try flush()
        guard synchronize(descriptor) == 0 else { throw writeError("be synced to the disk", systemError: errno) }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else { throw writeError("be closed", systemError: errno) }
        guard unsafe rename(unfinishedPath, finalPath) == 0 else {
            throw writeError("take its name", systemError: errno)
        }
        isCommitted = true
        try Self.synchronizeFolder(folder, for: finalPath)
    }

    /// Makes the names in a folder last.
    static func synchronizeFolder(_ folder: String, for path: String) throws(CheckpointError) {
        let folderDescriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        guard folderDescriptor >= 0 else {
            throw CheckpointError(.writeFailed, "its folder cannot be synced: \(systemMessage(errno))", path: path)
        }
        defer { close(folderDescriptor) }
        // Some file systems cannot sync a folder and say so; there is nothing better to do on them.
        guard synchronize(folderDescriptor) == 0 || errno == EINVAL else {
            throw CheckpointError(.writeFailed, "its folder cannot be synced: \(systemMessage(errno))", path: path)
        }
    }

    private func writeError(_ deed: String, systemError: Int32) -> CheckpointError {
        let size = expectedByteCount.map { " of \($0) bytes" } ?? ""
        let progress = writtenByteCount > 0 ? ", \(writtenByteCount) bytes in" : ""
        return CheckpointError(
            .writeFailed,
            "the file\(size) cannot \(deed)\(progress): \(systemMessage(systemError)); what stood here is unharmed",
            path: finalPath
        )
    }
}
