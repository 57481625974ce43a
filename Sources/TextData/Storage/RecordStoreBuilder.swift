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
