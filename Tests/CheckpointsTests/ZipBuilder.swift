/// Writes zip archives as PyTorch does, or with lies in the places that a reader might believe.
struct ZipBuilder {
    struct Entry {
        var name: String
        var content: [UInt8]
        var method = 0
        var flags = 0x0808
        var localName: String?
        var localFlags: Int?
        var localMethod: Int?
        /// Sizes and checksum in front of the content; PyTorch leaves them empty.
        var localFields: [Int] = [0, 0, 0]
        var centralChecksum: Int?
        var centralSizes: (packed: Int, plain: Int)?
        var descriptorChecksum: Int?
        var descriptorSizes: (packed: Int, plain: Int)?
        var localOffset: Int?
        var isLarge = false
        var bytesBehind: [UInt8] = []
    }

    var entries: [Entry]
    var prefix: [UInt8] = []
    var bytesBeforeDirectory: [UInt8] = []
    var comment: [UInt8] = []
    var suffix: [UInt8] = []
    var hasLargeRecords = true
    var entryCount: Int?
    var largeEntryCount: Int?
    var directoryOffset: Int?
    var directorySize: Int?
    var disk = 0
    var recordOffset: Int?

    /// A sound archive of a state dictionary with one tensor of four floats.
    init(pickle: [UInt8], storage: [UInt8] = Array(repeating: 0, count: 16)) {
        entries = [
            Entry(name: "a/data.pkl", content: pickle), Entry(name: "a/byteorder", content: Array("little".utf8)),
            Entry(name: "a/data/0", content: storage), Entry(name: "a/version", content: Array("3\n".utf8)),
        ]
    }

    func with(_ change: (inout ZipBuilder) -> Void) -> [UInt8] {
        var copy = self
        change(&copy)
        return copy.bytes
    }

    var bytes: [UInt8] {
        var file = prefix
        var directory: [UInt8] = []
        for entry in entries {
            let offset = entry.localOffset ?? file.count
            file += local(entry)
            directory += central(entry, offset: offset)
        }
        file += bytesBeforeDirectory
        let start = directoryOffset ?? file.count
        file += directory
        let size = directorySize ?? directory.count
        let count = entryCount ?? entries.count
        if hasLargeRecords {
            let record = recordOffset ?? file.count
            file += littleEndian(0x0606_4B50, 4) + littleEndian(44, 8) + littleEndian(0x2D_031E, 4) + littleEndian(0, 8)
            file += littleEndian(largeEntryCount ?? count, 8) + littleEndian(largeEntryCount ?? count, 8)
            file += littleEndian(size, 8) + littleEndian(start, 8)
            file += littleEndian(0x0706_4B50, 4) + littleEndian(0, 4) + littleEndian(record, 8) + littleEndian(1, 4)
        }
        file += littleEndian(0x0605_4B50, 4) + littleEndian(disk, 2) + littleEndian(0, 2)
        file += littleEndian(count, 2) + littleEndian(count, 2) + littleEndian(size, 4) + littleEndian(start, 4)
        return file + littleEndian(comment.count, 2) + comment + suffix
    }

    private func local(_ entry: Entry) -> [UInt8] {
        let name = Array((entry.localName ?? entry.name).utf8)
        let checksum = crc32(entry.content)
        let descriptor = entry.descriptorSizes ?? (entry.content.count, entry.content.count)
        let width = entry.isLarge ? 8 : 4
        let hasDescriptor = entry.flags & 8 != 0
        let header =
            littleEndian(0x0403_4B50, 4) + littleEndian(0, 2) + littleEndian(entry.localFlags ?? entry.flags, 2)
            + littleEndian(entry.localMethod ?? entry.method, 2) + littleEndian(0, 4)
            + entry.localFields.flatMap { littleEndian($0, 4) } + littleEndian(name.count, 2) + littleEndian(0, 2)
        let trailer =
            littleEndian(0x0807_4B50, 4) + littleEndian(entry.descriptorChecksum ?? checksum, 4)
            + littleEndian(descriptor.packed, width) + littleEndian(descriptor.plain, width)
        return header + name + entry.content + (hasDescriptor ? trailer : []) + entry.bytesBehind
    }

    private func central(_ entry: Entry, offset: Int) -> [UInt8] {
        let sizes = entry.centralSizes ?? (entry.content.count, entry.content.count)
        let extra =
            entry.isLarge
            ? littleEndian(1, 2) + littleEndian(24, 2) + littleEndian(sizes.plain, 8) + littleEndian(sizes.packed, 8)
                + littleEndian(offset, 8) : []
        let full = 0xFFFF_FFFF
        return littleEndian(0x0201_4B50, 4) + littleEndian(0, 4) + littleEndian(entry.flags, 2)
            + littleEndian(entry.method, 2) + littleEndian(0, 4)
            + littleEndian(entry.centralChecksum ?? crc32(entry.content), 4)
            + littleEndian(entry.isLarge ? full : sizes.packed, 4) + littleEndian(entry.isLarge ? full : sizes.plain, 4)
            + littleEndian(entry.name.utf8.count, 2) + littleEndian(extra.count, 2) + littleEndian(0, 10)
            + littleEndian(entry.isLarge ? full : offset, 4) + entry.name.utf8 + extra
    }
}

/// The checksum of zip archives, bit by bit as its definition says.
func crc32(_ bytes: [UInt8]) -> Int {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
        value ^= UInt32(byte)
        for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return Int(~value)
}
