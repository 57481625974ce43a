/// Records of bytes one after another, each with its length before it, in memory or in a scratch file.
///
/// Where a record begins is known for one in sixteen, which takes half a byte a record; from there on lengths are
/// followed.
struct RecordStore: Sendable {
    /// The records whose first one's place is known.
    static let groupSize = 16

    /// The number of records.
    let count: Int
    /// All bytes; empty if they are in the file.
    let bytes: [UInt8]
    let file: ScratchFile?
    /// Where each group begins, and after the last one the number of bytes.
    let groupOffsets: [Int]

    /// The number of groups.
    var groupCount: Int { groupOffsets.count - 1 }
}
