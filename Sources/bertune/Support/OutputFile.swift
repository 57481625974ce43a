import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes a file, or standard output; a file appears under its name only once it is complete.
///
/// What is there and is no file, such as `/dev/null` or a named pipe, is written to and never replaced.
final class OutputFile {
    private let path: String?
    /// Where a file is written until it is complete, or `nil` for what is written to directly.
    private let temporaryPath: String?
    private let handle: FileHandle
    private var isComplete = false

    /// Opens a file; `nil` stands for standard output.
    init(path: String?) throws {
        self.path = path
        guard let path else {
            temporaryPath = nil
            handle = .standardOutput
            return
        }
        temporaryPath =
            Self.isReplaceable(path) ? "\(path).\(ProcessInfo.processInfo.processIdentifier).partial" : nil
        if let temporaryPath { _ = FileManager.default.createFile(atPath: temporaryPath, contents: nil) }
        guard let handle = FileHandle(forWritingAtPath: temporaryPath ?? path) else {
            throw OutputError(description: "\(path): cannot be written; name a file in a folder you may write to")
        }
        self.handle = handle
    }

    /// Whether there is nothing at a path, or a plain file.
    private static func isReplaceable(_ path: String) -> Bool {
        var information = stat()
        return unsafe stat(path, &information) != 0 || information.st_mode & S_IFMT == S_IFREG
    }

    deinit {
        if let temporaryPath, !isComplete { try? FileManager.default.removeItem(atPath: temporaryPath) }
    }

    /// Appends bytes.
    func write(_ bytes: [UInt8]) throws {
        var position = 0
        while position < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe writeToSystem(
                    handle.fileDescriptor,
                    buffer.baseAddress?.advanced(by: position),
                    buffer.count - position
                )
            }
            if count >= 0 {
                position += count
            } else if errno != EINTR {
                throw failure(errno)
            }
        }
    }

    /// Appends text.
    func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// Puts the file in place.
    func close() throws {
        guard let path, let temporaryPath else { return }
        guard fsync(handle.fileDescriptor) == 0, unsafe rename(temporaryPath, path) == 0 else { throw failure(errno) }
        isComplete = true
    }

    /// The error for what the system answered.
    private func failure(_ number: Int32) -> OutputError {
        let reason = unsafe String(cString: strerror(number))
        return OutputError(description: "\(path ?? "standard output"): cannot be written: \(reason)")
    }
}

/// The system's `write`, which the method of the same name hides.
private func writeToSystem(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}
