/// One file of WordNet's, whole in memory: lines of fields, after a licence whose lines begin with two blanks.
struct WordNetFile: Sendable {
    let path: String
    private let bytes: [UInt8]
    /// Where the lines after the licence begin.
    private let start: Int

    private static let lineEnd = UInt8(ascii: "\n")
    private static let blank = UInt8(ascii: " ")

    /// Reads a file.
    ///
    /// - Throws: ``AugmentationError`` with code `missingWordNet`.
    init(path: String) throws(AugmentationError) {
        self.path = path
        let bytes: [UInt8]
        do {
            bytes = try FileDescriptor(opening: path).readToEnd()
        } catch {
            throw AugmentationError(
                .missingWordNet,
                "a file of WordNet's can't be read (\(error.message)); install it (apt-get install wordnet-base), or "
                    + "say where its files are with --wordnet FOLDER",
                path: path
            )
        }
        var start = 0
        while bytes.count - start > 1, bytes[start] == Self.blank, bytes[start + 1] == Self.blank {
            start = bytes[start...].firstIndex(of: Self.lineEnd).map { $0 + 1 } ?? bytes.count
        }
        self.bytes = bytes
        self.start = start
    }

    /// Every line after the licence.
    var lines: some Sequence<Range<Int>> {
        sequence(state: start) { (position: inout Int) -> Range<Int>? in
            guard position < bytes.count else { return nil }
            let line = position..<(bytes[position...].firstIndex(of: Self.lineEnd) ?? bytes.count)
            position = line.upperBound + 1
            return line
        }
    }

    /// The line whose first field is a key, in a file whose lines are sorted by it.
    ///
    /// - Complexity: O(log lines).
    func lineWithKey(_ key: [UInt8]) -> Range<Int>? {
        var low = start
        var high = bytes.count
        // Both are always the beginning of a line, or the end of the file.
        while low < high {
            let middle = low + (high - low) / 2
            let lineStart = bytes[low..<middle].lastIndex(of: Self.lineEnd).map { $0 + 1 } ?? low
            let line = lineStart..<(bytes[lineStart...].firstIndex(of: Self.lineEnd) ?? bytes.count)
            let found = bytes[line].prefix { $0 != Self.blank }
            if found.elementsEqual(key) { return line }
            if found.lexicographicallyPrecedes(key) {
                low = min(line.upperBound + 1, bytes.count)
            } else {
                high = lineStart
            }
        }
        return nil
    }

    /// The line that begins at an offset.
    ///
    /// - Throws: ``AugmentationError`` with code `malformedWordNet` if none does.
    func line(at offset: Int) throws(AugmentationError) -> Range<Int> {
        guard bytes.indices.contains(offset), offset == 0 || bytes[offset - 1] == Self.lineEnd else {
            throw AugmentationError(
                .malformedWordNet,
                "no entry begins where the index says; the files don't belong together, install wordnet-base again",
                path: path,
                byteOffset: offset
            )
        }
        return offset..<(bytes[offset...].firstIndex(of: Self.lineEnd) ?? bytes.count)
    }

    /// The fields of a line, at most a number of them.
    func fields(of line: Range<Int>, atMost count: Int = .max) -> ArraySlice<Substring> {
        let limit = count == .max ? Int.max : count
        var fields = bytes[line].split(separator: Self.blank, maxSplits: limit)
        if fields.count > count { fields.removeLast() }
        return fields.map { Substring(decoding: $0, as: UTF8.self) }[...]
    }

    /// The error for a line that is not an entry.
    func malformed(at line: Range<Int>) -> AugmentationError {
        AugmentationError(
            .malformedWordNet,
            "the entry is not one of WordNet 3's; install wordnet-base again",
            path: path,
            byteOffset: line.lowerBound
        )
    }
}
