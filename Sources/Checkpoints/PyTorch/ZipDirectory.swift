/// Where the directory of a zip archive lies, as the records at the very end of the file say.
struct ZipDirectory {
    let bytes: Range<Int>
    let entryCount: Int

    private static let endRecordSize = 22
    private static let locatorSize = 20
    private static let largeEndRecordSize = 56

    init(_ file: MappedFile) throws(CheckpointError) {
        func error(_ message: String, at byteOffset: Int) -> CheckpointError {
            CheckpointError(.malformed, message, path: file.path, byteOffset: byteOffset)
        }
        // No comment is allowed, so the end record has one possible place.
        let endRecord = file.count - Self.endRecordSize
        guard file.integer(at: endRecord) == UInt32(0x0605_4B50), file.integer(at: endRecord + 20) == UInt16(0) else {
            throw error("the file does not end as a zip archive ends; it may be cut short", at: max(0, endRecord))
        }
        guard let disk: UInt16 = file.integer(at: endRecord + 4), disk == 0 || disk == 0xFFFF,
            let shortCount: UInt16 = file.integer(at: endRecord + 10),
            let shortSize: UInt32 = file.integer(at: endRecord + 12),
            let shortOffset: UInt32 = file.integer(at: endRecord + 16)
        else { throw error("the archive is spread over several files", at: endRecord) }

        let locator = endRecord - Self.locatorSize
        guard file.integer(at: locator) == UInt32(0x0706_4B50) else {
            try self.init(
                file,
                count: UInt64(shortCount),
                size: UInt64(shortSize),
                offset: UInt64(shortOffset),
                end: endRecord
            )
            return
        }
        let largeRecord = locator - Self.largeEndRecordSize
        guard file.integer(at: largeRecord) == UInt32(0x0606_4B50),
            let recordOffset: UInt64 = file.integer(at: locator + 8), Int(exactly: recordOffset) == largeRecord,
            file.integer(at: largeRecord + 4) == UInt64(Self.largeEndRecordSize - 12),
            let count: UInt64 = file.integer(at: largeRecord + 32),
            let size: UInt64 = file.integer(at: largeRecord + 40),
            let offset: UInt64 = file.integer(at: largeRecord + 48)
        else { throw error("the archive's zip64 records do not fit together", at: locator) }
        guard shortCount == 0xFFFF || UInt64(shortCount) == count,
            shortSize == 0xFFFF_FFFF || UInt64(shortSize) == size,
            shortOffset == 0xFFFF_FFFF || UInt64(shortOffset) == offset
        else { throw error("the archive's two end records disagree", at: endRecord) }
        try self.init(file, count: count, size: size, offset: offset, end: largeRecord)
    }

    private init(_ file: MappedFile, count: UInt64, size: UInt64, offset: UInt64, end: Int) throws(CheckpointError) {
        guard let entryCount = Int(exactly: count), let start = Int(exactly: offset), let size = Int(exactly: size),
            start <= end, end - start == size
        else {
            throw CheckpointError(
                .malformed,
                "the archive's directory does not lie where its end record says",
                path: file.path,
                byteOffset: end
            )
        }
        bytes = start..<end
        self.entryCount = entryCount
    }
}
