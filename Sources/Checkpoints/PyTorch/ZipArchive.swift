/// The entries of a zip archive as PyTorch writes it, and of no other kind.
///
/// A zip file says everything twice, in front of each entry and in the directory at its end, and readers that
/// believe different halves can be shown different files. So here both halves must agree, the entries must lie
/// one right behind the other from the first byte to the directory, and nothing may be compressed or encrypted.
struct ZipArchive {
    /// One stored file of the archive.
    struct Entry {
        let name: [UInt8]
        let bytes: Range<Int>
    }

    private static let largestEntryCount = 400_000

    private let file: MappedFile
    /// Entries by their names, the archive's one top folder cut off.
    private var entries: [[UInt8]: Entry] = [:]

    init(_ file: MappedFile) throws(CheckpointError) {
        self.file = file
        let directory = try ZipDirectory(file)
        guard directory.entryCount <= Self.largestEntryCount else {
            throw error("the archive lists more than \(Self.largestEntryCount) entries", at: directory.bytes.lowerBound)
        }
        var records: [ZipRecord] = []
        var position = directory.bytes.lowerBound
        for _ in 0..<directory.entryCount {
            let record = try ZipRecord(file, at: position, limit: directory.bytes.upperBound)
            position = record.directoryEnd
            records.append(record)
        }
        guard position == directory.bytes.upperBound else {
            throw error("the archive's directory is longer than its entries", at: position)
        }
        records.sort { $0.localOffset < $1.localOffset }
        var end = 0
        for record in records {
            guard record.localOffset == end else {
                throw error("the archive's entries overlap or have bytes between them", at: record.localOffset)
            }
            let bytes = try record.checkLocalHeader(in: file, limit: directory.bytes.lowerBound)
            try add(record, bytes: bytes.content)
            end = bytes.end
        }
        guard end == directory.bytes.lowerBound else {
            throw error("the archive has bytes between its entries and its directory", at: end)
        }
        try checkRoot(of: records)
    }

    /// The place of an entry's bytes, or `nil` if there is none of the name.
    func entry(_ name: String) -> Range<Int>? {
        entries[Array(name.utf8)]?.bytes
    }

    private func error(_ message: String, at byteOffset: Int) -> CheckpointError {
        CheckpointError(.malformed, message, path: file.path, byteOffset: byteOffset)
    }

    private mutating func add(_ record: ZipRecord, bytes: Range<Int>) throws(CheckpointError) {
        guard let slash = record.name.firstIndex(of: UInt8(ascii: "/")), slash > 0 else {
            throw error("the archive's entries do not lie in one folder", at: record.localOffset)
        }
        guard FileName.isSafe(String(decoding: record.name, as: UTF8.self)) else {
            throw CheckpointError(
                .unsafeContent,
                "the archive has an entry whose name leaves its folder",
                path: file.path,
                byteOffset: record.localOffset
            )
        }
        let name = Array(record.name[(slash + 1)...])
        guard entries.updateValue(Entry(name: name, bytes: bytes), forKey: name) == nil else {
            throw error("the archive has two entries of the same name", at: record.localOffset)
        }
    }

    private func checkRoot(of records: [ZipRecord]) throws(CheckpointError) {
        let roots = Set(records.map { Array($0.name.prefix { $0 != UInt8(ascii: "/") }) })
        guard roots.count == 1 else { throw error("the archive's entries do not lie in one folder", at: 0) }
    }
}
