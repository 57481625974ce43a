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

/// Puts a ``RecordStore`` together.
struct RecordStoreBuilder {
    /// The bytes that are kept before there is a file, and those written to it at a time.
    private let (memoryLimit, blockSize): (Int, Int)
    private(set) var count = 0
    private var record = RecordWriter()
    /// Records that are not in the file, with their lengths.
    private var pending = RecordWriter()
    private var file: ScratchFile?
    private var fileByteCount = 0
    private var groupOffsets: [Int] = []

    init(memoryLimit: Int) {
        self.memoryLimit = memoryLimit
        blockSize = min(memoryLimit, 1 << 20)
    }

    /// Adds a record, to memory at first.
    mutating func add(_ element: some Storable) {
        if count % RecordStore.groupSize == 0 { groupOffsets.append(fileByteCount + pending.bytes.count) }
        count += 1
        record.clear()
        element.write(to: &record)
        pending.write(record: record)
    }

    /// Moves the records to the file, if they are more than memory is to hold.
    mutating func spillIfLarge() throws(DataError) {
        if pending.bytes.count >= (file == nil ? memoryLimit : blockSize) { try spill() }
    }

    /// Moves the rest to the file, if there is one.
    mutating func flush() throws(DataError) {
        if file != nil { try spill() }
    }

    private mutating func spill() throws(DataError) {
        if file == nil { file = try ScratchFile() }
        try file?.write(pending.bytes, at: fileByteCount)
        fileByteCount += pending.bytes.count
        pending.clear()
    }

    /// All records; what went to the file must have been flushed.
    func store() -> RecordStore {
        RecordStore(
            count: count,
            bytes: file == nil ? pending.bytes : [],
            file: file,
            groupOffsets: groupOffsets + [fileByteCount + pending.bytes.count]
        )
    }
}

/// Reads the records of a store, best in their order.
struct RecordCursor {
    /// The bytes read at a time where records are read in their order.
    private static let blockSize = 1 << 18

    private let records: RecordStore
    private var reader: RecordReader
    /// The groups that the reader holds.
    private var groups: Range<Int>
    /// The record that the reader stands before.
    private var next: Int

    init(_ records: RecordStore) {
        self.records = records
        reader = RecordReader(records.bytes, at: 0)
        groups = 0..<(records.file == nil ? records.groupCount : 0)
        next = 0
    }

    /// Reads a record.
    mutating func element<Element: Storable>(_ index: Int) throws(DataError) -> Element {
        let group = index / RecordStore.groupSize
        if !groups.contains(group) {
            try readGroups(from: group)
        } else if index < next || group != next / RecordStore.groupSize {
            // Within the group that the reader stands in, the lengths lead on.
            reader.position = records.groupOffsets[group] - records.groupOffsets[groups.lowerBound]
            next = group * RecordStore.groupSize
        }
        while next < index {
            let length = reader.count()
            reader.position += length
            next += 1
        }
        _ = reader.count()
        next += 1
        return reader.read()
    }

    /// Reads one group from the file, or a block where the last one ended just before it.
    private mutating func readGroups(from first: Int) throws(DataError) {
        var end = first + 1
        if first == groups.upperBound {
            let limit = records.groupOffsets[first] + Self.blockSize
            while end < records.groupCount && records.groupOffsets[end + 1] <= limit { end += 1 }
        }
        let range = records.groupOffsets[first]..<records.groupOffsets[end]
        reader = RecordReader(try records.file?.read(range) ?? [], at: 0)
        groups = first..<end
        next = first * RecordStore.groupSize
    }
}
