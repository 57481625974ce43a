import Foundation

/// Reads the lines of a file, or of standard input, without holding more of it than a line and a block.
struct LineReader {
    /// The file's name in messages.
    let name: String
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// Opens a file; `nil` stands for standard input.
    init(path: String?) throws {
        name = path ?? "standard input"
        guard let path else {
            handle = .standardInput
            return
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw InputError(path: path, isMissing: true, message: "cannot be read; name a file that exists")
        }
        self.handle = handle
    }

    /// The next line without its line end (LF or CR LF), or `nil` at the end of the file.
    mutating func next() throws -> ArraySlice<UInt8>? {
        while true {
            if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer[position..<end]
                position = end + 1
                return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            }
            guard !isAtEnd else {
                guard position < buffer.count else { return nil }
                defer { position = buffer.count }
                return buffer[position...]
            }
            buffer.removeFirst(position)
            position = 0
            let block = try readBlock()
            isAtEnd = block.isEmpty
            buffer += block
        }
    }

    private func readBlock() throws -> Data {
        do {
            return try handle.read(upToCount: 1 << 20) ?? Data()
        } catch {
            throw InputError(path: name, isMissing: true, message: "cannot be read; name a file rather than a folder")
        }
    }
}
