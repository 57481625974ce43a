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
