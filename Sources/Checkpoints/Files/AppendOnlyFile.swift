#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A file of lines that grows at its end, such as a log of training steps.
///
/// Each line is handed to the system in one call, so that a reader, or a run after a crash, sees whole lines;
/// a part of a line that a crash or a full disk left behind is cut off when the file is opened again.
public struct AppendOnlyFile: ~Copyable {
    private let path: String
    private let descriptor: Int32

    /// Opens the file, or makes it.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``CheckpointError`` with code `writeFailed`.
    public init(path: String) throws(CheckpointError) {
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw CheckpointError(.writeFailed, "cannot be opened: \(systemMessage(errno))", path: path)
        }
        try cutUnfinishedLine()
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Adds a line.
    ///
    /// - Parameter line: The line, without a line break.
    /// - Throws: ``CheckpointError`` with code `writeFailed`.
    public borrowing func append(_ line: [UInt8]) throws(CheckpointError) {
        let bytes = line + [UInt8(ascii: "\n")]
        var offset = 0
        while offset < bytes.count {
            let taken = unsafe bytes.withUnsafeBytes {
                unsafe systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: $0[offset...]))
            }
            if taken < 0, errno == EINTR { continue }
            guard taken > 0 else {
                throw CheckpointError(.writeFailed, "a line cannot be added: \(systemMessage(errno))", path: path)
            }
            offset += taken
        }
    }

    /// Waits until the disk has all lines.
    ///
    /// - Throws: ``CheckpointError`` with code `writeFailed`.
    public borrowing func synchronizeToDisk() throws(CheckpointError) {
        guard synchronize(descriptor) == 0 else {
            throw CheckpointError(.writeFailed, "cannot be synced to the disk: \(systemMessage(errno))", path: path)
        }
    }

    private borrowing func cutUnfinishedLine() throws(CheckpointError) {
        let end = lseek(descriptor, 0, SEEK_END)
        var keep = end
        var byte: UInt8 = 0
        // Looks backwards, one byte at a time: a line is short, and this happens once.
        while keep > 0, unsafe pread(descriptor, &byte, 1, keep - 1) == 1, byte != UInt8(ascii: "\n") { keep -= 1 }
        guard keep == end || ftruncate(descriptor, keep) == 0 else {
            throw CheckpointError(.writeFailed, "its last line cannot be cut off: \(systemMessage(errno))", path: path)
        }
    }
}
