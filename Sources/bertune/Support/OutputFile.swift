import Foundation

/// Writes a file, or standard output; a file appears under its name only once it is complete.
final class OutputFile {
    private let path: String?
    private let temporaryPath: String
    private let handle: FileHandle
    private var isComplete = false

    /// Opens a file; `nil` stands for standard output.
    init(path: String?) throws {
        self.path = path
        guard let path else {
            temporaryPath = ""
            handle = .standardOutput
            return
        }
        temporaryPath = "\(path).\(ProcessInfo.processInfo.processIdentifier).partial"
        guard FileManager.default.createFile(atPath: temporaryPath, contents: nil),
            let handle = FileHandle(forWritingAtPath: temporaryPath)
        else { throw InputError(path: path, message: "cannot be written; name a file in a folder you may write to") }
        self.handle = handle
    }

    deinit {
        if path != nil, !isComplete { try? FileManager.default.removeItem(atPath: temporaryPath) }
    }

    /// Appends bytes.
    func write(_ bytes: [UInt8]) throws {
        try handle.write(contentsOf: bytes)
    }

    /// Puts the file in place.
    func close() throws {
        guard let path else { return }
        try handle.synchronize()
        try handle.close()
        guard unsafe rename(temporaryPath, path) == 0 else {
            throw InputError(path: path, message: "cannot be put in place; name a file in a folder you may write to")
        }
        isComplete = true
    }
}
