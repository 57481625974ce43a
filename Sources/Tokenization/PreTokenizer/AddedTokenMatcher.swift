/// Finds added tokens in a text: leftmost first, and of those that start together the longest.
struct AddedTokenMatcher: Sendable {
    /// A stretch of the text and the added token it is, `nil` for ordinary text.
    struct Segment {
        var range: Range<Int>
        var tokenID: Int32?
    }

    private struct Pattern: Sendable {
        var token: AddedToken
        var id: Int32
    }

    private var patterns: [Pattern] = []
    private var trie: ByteTrie
    /// Whether some pattern starts with a byte.
    private var isFirstByte = Array(repeating: false, count: 256)

    /// Creates a matcher.
    ///
    /// - Parameter tokens: Each token with its id and the bytes to look for, which may be its normalised form.
    init(_ tokens: [(token: AddedToken, id: Int32, bytes: [UInt8])]) {
        let tokens = tokens.filter { !$0.bytes.isEmpty }
        for token in tokens {
            patterns.append(Pattern(token: token.token, id: token.id))
            isFirstByte[Int(token.bytes[0])] = true
        }
        trie = ByteTrie(tokens.map(\.bytes))
    }

    var isEmpty: Bool { patterns.isEmpty }

    /// Cuts a text at the added tokens it holds, or answers `nil`, without allocating, if it holds none.
    func segments(of bytes: Span<UInt8>) -> [Segment]? {
        guard !patterns.isEmpty else { return nil }
        var segments: [Segment] = []
        var segmentStart = 0
        var position = 0
        while position < bytes.count {
            guard isFirstByte[Int(bytes[position])], let match = trie.longestMatch(in: bytes, from: position) else {
                position += 1
                continue
            }
            let pattern = patterns[Int(match.value)]
            let found = position..<match.end
            // The search goes on behind the match whether it counts or not.
            position = match.end
            if pattern.token.isSingleWord, !isSingleWord(found, in: bytes) { continue }
            var (start, end) = (found.lowerBound, found.upperBound)
            if pattern.token.stripsLeft { start = max(whitespaceStart(before: start, in: bytes), segmentStart) }
            if pattern.token.stripsRight { end = whitespaceEnd(after: end, in: bytes) }
            // White space that the token before has taken may hold a token of blanks.
            guard start <= end else { continue }
            if segmentStart < start { segments.append(Segment(range: segmentStart..<start)) }
            segments.append(Segment(range: start..<end, tokenID: pattern.id))
            segmentStart = end
        }
        guard !segments.isEmpty else { return nil }
        if segmentStart < bytes.count { segments.append(Segment(range: segmentStart..<bytes.count)) }
        return segments
    }

    // MARK: - Neighbours

    private func isSingleWord(_ range: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        if range.lowerBound > 0 {
            let start = scalarStart(before: range.lowerBound, in: bytes)
            if UnicodeProperties.word.contains(UTF8Scalar.decode(bytes, at: start).value) { return false }
        }
        guard range.upperBound < bytes.count else { return true }
        return !UnicodeProperties.word.contains(UTF8Scalar.decode(bytes, at: range.upperBound).value)
    }

    private func whitespaceStart(before end: Int, in bytes: Span<UInt8>) -> Int {
        var position = end
        while position > 0 {
            let start = scalarStart(before: position, in: bytes)
            guard UnicodeProperties.whitespace.contains(UTF8Scalar.decode(bytes, at: start).value) else { break }
            position = start
        }
        return position
    }

    private func whitespaceEnd(after start: Int, in bytes: Span<UInt8>) -> Int {
        var position = start
        while position < bytes.count {
            let (scalar, length) = UTF8Scalar.decode(bytes, at: position)
            guard UnicodeProperties.whitespace.contains(scalar) else { break }
            position += length
        }
        return position
    }

    private func scalarStart(before position: Int, in bytes: Span<UInt8>) -> Int {
        var start = position - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }
}
