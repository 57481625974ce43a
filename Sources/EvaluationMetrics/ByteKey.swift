/// A string as a dictionary key, compared byte by byte.
///
/// `String` itself compares by canonical equivalence, under which two tags or words that Python, and so every
/// official scorer, keeps apart may be one.
struct ByteKey: Hashable, Comparable {
    let string: String

    init(_ string: some StringProtocol) {
        self.string = String(string)
    }

    static func == (left: ByteKey, right: ByteKey) -> Bool {
        left.string.utf8.elementsEqual(right.string.utf8)
    }

    /// The order of the bytes, which is that of the code points, as Python sorts strings.
    static func < (left: ByteKey, right: ByteKey) -> Bool {
        left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for byte in string.utf8 { hasher.combine(byte) }
        hasher.combine(string.utf8.count)
    }
}
