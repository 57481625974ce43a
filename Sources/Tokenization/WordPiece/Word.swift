/// A normalised word as it is gathered, with the place in the text that each of its bytes came from.
///
/// Most words stand in the text byte for byte, letter case aside. Only a word for which that is not so keeps an
/// origin for each byte.
struct Word {
    /// The scalar of the text that a normalised byte came from.
    struct Origin {
        var byteStart: Int32
        var byteEnd: Int32
        var scalar: Int32
    }

    /// The normalised UTF-8.
    private(set) var bytes: [UInt8] = []
    private var origins: [Origin] = []
    /// Whether byte `i` came from the text's byte `byteStart + i`.
    private var isVerbatim = true
    private var isASCII = true
    private var byteStart: Int32 = 0
    private var scalarStart: Int32 = 0

    init() {
        bytes.reserveCapacity(256)
    }

    var isEmpty: Bool { bytes.isEmpty }

    /// The number of Unicode scalars.
    var scalarCount: Int {
        isASCII ? bytes.count : bytes.count { $0 & 0xC0 != 0x80 }
    }

    /// Empties the word for the next one.
    @inline(__always)
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        isVerbatim = true
        isASCII = true
    }

    /// Appends what an ASCII byte of the text became.
    @inline(__always)
    mutating func append(ascii byte: UInt8, byteIndex: Int32, scalarIndex: Int32) {
        if bytes.isEmpty {
            byteStart = byteIndex
            scalarStart = scalarIndex
        } else if !isVerbatim || byteStart &+ Int32(bytes.count) != byteIndex {
            makeOriginsExplicit()
            origins.append(Origin(byteStart: byteIndex, byteEnd: byteIndex + 1, scalar: scalarIndex))
        }
        bytes.append(byte)
    }

    /// Appends what a scalar of the text became.
    ///
    /// - Parameters:
    ///   - replacement: Its normalised UTF-8, not empty.
    ///   - origin: Where it stands in the text.
    mutating func append(_ replacement: Span<UInt8>, origin: Origin) {
        if bytes.isEmpty {
            byteStart = origin.byteStart
            scalarStart = origin.scalar
        }
        let isNext = isVerbatim && byteStart &+ Int32(bytes.count) == origin.byteStart
        // One scalar of the same length: neither more bytes nor more scalars than in the text.
        let isSameShape =
            replacement.count == Int(origin.byteEnd - origin.byteStart)
            && replacement.count == UTF8Scalar.length(leadByte: replacement[0])
        if !isNext || !isSameShape {
            makeOriginsExplicit()
            for _ in 0..<replacement.count { origins.append(origin) }
        }
        for index in replacement.indices { bytes.append(replacement[index]) }
        if replacement[0] >= 0x80 { isASCII = false }
    }

    /// Appends the letters of a Hangul syllable of the text.
    mutating func append(hangul syllable: UInt32, origin: Origin) {
        if bytes.isEmpty {
            byteStart = origin.byteStart
            scalarStart = origin.scalar
        }
        makeOriginsExplicit()
        _ = HangulSyllable.decompose(syllable) { UTF8Scalar.append($0, to: &bytes) }
        while origins.count < bytes.count { origins.append(origin) }
        isASCII = false
    }

    /// Writes down the origins of the bytes gathered so far, if that has not been done yet.
    private mutating func makeOriginsExplicit() {
        guard isVerbatim else { return }
        isVerbatim = false
        origins.removeAll(keepingCapacity: true)
        var scalar = scalarStart
        var index = 0
        while index < bytes.count {
            let length = UTF8Scalar.length(leadByte: bytes[index])
            let start = byteStart + Int32(index)
            let origin = Origin(byteStart: start, byteEnd: start + Int32(length), scalar: scalar)
            for _ in 0..<length { origins.append(origin) }
            scalar += 1
            index += length
        }
    }

    /// A token that covers some of the word's bytes.
    ///
    /// - Parameters:
    ///   - id: The token's id.
    ///   - range: The bytes covered, which start and end between scalars.
    ///   - firstScalar: The number of the word's scalars before `range`; moved past it.
    ///   - wordIndex: The word's index in its text.
    /// - Returns: The token with its place in the text.
    @inline(__always)
    func token(_ id: Int32, bytes range: Range<Int>, firstScalar: inout Int32, wordIndex: Int32) -> PendingToken {
        guard isVerbatim else {
            let first = origins[range.lowerBound]
            let last = origins[range.upperBound - 1]
            return PendingToken(
                id: id,
                byteStart: first.byteStart,
                byteEnd: last.byteEnd,
                scalarStart: first.scalar,
                scalarEnd: last.scalar + 1,
                word: wordIndex
            )
        }
        let start = scalarStart + firstScalar
        if isASCII {
            firstScalar += Int32(range.count)
        } else {
            for index in range where bytes[index] & 0xC0 != 0x80 { firstScalar += 1 }
        }
        return PendingToken(
            id: id,
            byteStart: byteStart + Int32(range.lowerBound),
            byteEnd: byteStart + Int32(range.upperBound),
            scalarStart: start,
            scalarEnd: scalarStart + firstScalar,
            word: wordIndex
        )
    }
}
