/// A data file as a stream of bytes that are known to be UTF-8, with the line and column of the next one.
///
/// Only a window of the file is held. Every byte is checked once, when it enters the window, so that what
/// reads from here need not think of bad text; a fault is reported with its exact place.
struct ByteInput: ~Copyable {
    /// The number of bytes read at a time.
    static let chunkSize = 1 << 20

    /// The file as the caller named it.
    let path: String
    /// The window of bytes; those before ``position`` are done with.
    private(set) var window: [UInt8]
    /// The index in the window of the next byte.
    var position = 0
    /// The line of the next byte, counted from 1.
    private(set) var line = 1

    /// Whether a carriage return alone ends a line, as it does in files that hold no line feed at all.
    ///
    /// Elsewhere one is text: editors and `sed` count lines by line feeds, and so do the errors here.
    private(set) var carriageReturnEndsLine = false

    private let file: FileDescriptor?
    private var validator = UTF8Validator()
    private var isAtEnd: Bool
    /// The offset in the file of the window's first byte, and of the current line's first.
    private var windowOffset = 0
    private var lineOffset = 0

    private init(path: String, window: [UInt8], file: consuming FileDescriptor?, isAtEnd: Bool) {
        self.path = path
        self.window = window
        self.file = file
        self.isAtEnd = isAtEnd
    }

    /// Opens a file and reads its first bytes.
    ///
    /// - Throws: ``DataError`` if the file cannot be read or does not begin with text.
    static func opening(_ path: String) throws(DataError) -> ByteInput {
        let file = try FileDescriptor(opening: path)
        let window = try file.readChunk(ofCount: chunkSize)
        var input = ByteInput(path: path, window: window, file: file, isAtEnd: window.count < chunkSize)
        try input.begin()
        return input
    }

    /// Reads from memory.
    ///
    /// - Parameters:
    ///   - bytes: The whole content.
    ///   - name: What errors call it.
    /// - Returns: The input, at its first byte after a byte-order mark.
    /// - Throws: ``DataError`` if the bytes are not text.
    static func reading(_ bytes: [UInt8], name: String) throws(DataError) -> ByteInput {
        var input = ByteInput(path: name, window: bytes, file: nil, isAtEnd: true)
        try input.begin()
        return input
    }

    /// The byte position of the next byte on its line, counted from 1.
    var column: Int { windowOffset + position - lineOffset + 1 }

    /// Whether the window reaches to the end of the file.
    var holdsRestOfFile: Bool { isAtEnd }

    /// Makes sure that a number of bytes, far smaller than a chunk, stand in the window from ``position`` on.
    ///
    /// - Returns: Whether the file has that many left.
    /// - Throws: ``DataError`` if the bytes read are not text, or cannot be read.
    mutating func fill(_ count: Int = 1) throws(DataError) -> Bool {
        if window.count - position >= count { return true }
        while !isAtEnd && window.count - position < count { try readChunk() }
        return window.count - position >= count
    }

    /// Notes that the line ends just before ``position``.
    mutating func beginLine() {
        line += 1
        lineOffset = windowOffset + position
    }

    /// An error at the place of the next byte.
    func error(_ code: DataError.Code, _ message: String) -> DataError {
        DataError(code, message, path: path, line: line, column: column)
    }
}

// MARK: - Reading and checking

extension ByteInput {
    private mutating func begin() throws(DataError) {
        if let reason = FileSignature.refusal(of: window) {
            throw DataError(.unsupportedFile, reason, path: path)
        }
        if window.starts(with: [0xEF, 0xBB, 0xBF]) {
            position = 3
            lineOffset = 3
        }
        carriageReturnEndsLine = window.contains(UInt8(ascii: "\r")) && !window.contains(UInt8(ascii: "\n"))
        try check(from: position)
    }

    private mutating func readChunk() throws(DataError) {
        guard let chunk = try file?.readChunk(ofCount: Self.chunkSize) else { return }
        isAtEnd = chunk.count < Self.chunkSize
        windowOffset += position
        window.removeSubrange(..<position)
        position = 0
        let old = window.count
        window.append(contentsOf: chunk)
        try check(from: old)
    }

    /// Checks the bytes of the window from an index on, which is where the last check ended.
    private mutating func check(from start: Int) throws(DataError) {
        var validator = validator
        let invalidIndex = validator.firstInvalidIndex(in: window.span.extracting(start...))
        self.validator = validator
        if let invalidIndex {
            let index = start + invalidIndex
            // What follows a sequence that is broken off may be good; the fault is where the sequence begins.
            let isBrokenOff = validator.isInsideSequence && window[index] != 0
            throw refusal(
                at: isBrokenOff ? index - validator.sequenceByteCount : index,
                byte: isBrokenOff ? validator.leadByte : window[index]
            )
        }
        if isAtEnd && validator.isInsideSequence { throw refusal(at: window.count, byte: nil) }
    }

    /// The error for a byte that text may not hold, its line and column counted from ``position`` on.
    ///
    /// - Parameters:
    ///   - index: The byte's index, which is below that of the window where its sequence began in an earlier one.
    ///   - byte: The byte, or `nil` for the end of the file.
    /// - Returns: The error.
    private func refusal(at index: Int, byte: UInt8?) -> DataError {
        var line = line
        var lineOffset = lineOffset
        let lineEnd = UInt8(ascii: carriageReturnEndsLine ? "\r" : "\n")
        for (offset, byte) in window[position..<max(position, index)].enumerated() where byte == lineEnd {
            line += 1
            lineOffset = windowOffset + position + offset + 1
        }
        let isNUL = byte == 0
        let message =
            if isNUL {
                "a NUL byte stands in the text; is this a text file? UTF-16 must be converted to UTF-8"
            } else if let byte {
                "byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8 here; convert the file "
                    + "(iconv -f ITS-ENCODING -t UTF-8) or save it again as UTF-8"
            } else {
                "the file ends within a UTF-8 sequence; it may have been cut off"
            }
        return DataError(
            isNUL ? .nulByte : .invalidUTF8,
            message,
            path: path,
            line: line,
            column: windowOffset + index - lineOffset + 1
        )
    }
}
