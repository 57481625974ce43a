/// One entry of a zip archive's directory, and the check that the entry itself says the same.
struct ZipRecord {
    let name: [UInt8]
    let localOffset: Int
    /// Where the next entry of the directory begins.
    let directoryEnd: Int
    private let byteCount: Int
    private let checksum: UInt32
    private let flags: UInt16

    /// Set when the sizes stand behind the content instead of before it.
    private static let hasDescriptor: UInt16 = 0x0008
    private static let hasUnicodeName: UInt16 = 0x0800

    init(_ file: MappedFile, at offset: Int, limit: Int) throws(CheckpointError) {
        func error(_ message: String, _ code: CheckpointError.Code = .malformed) -> CheckpointError {
            CheckpointError(code, message, path: file.path, byteOffset: offset)
        }
        guard file.integer(at: offset) == UInt32(0x0201_4B50),
            let flags: UInt16 = file.integer(at: offset + 8),
            let method: UInt16 = file.integer(at: offset + 10),
            let checksum: UInt32 = file.integer(at: offset + 16),
            let packedSize: UInt32 = file.integer(at: offset + 20),
            let size: UInt32 = file.integer(at: offset + 24),
            let nameSize: UInt16 = file.integer(at: offset + 28),
            let extraSize: UInt16 = file.integer(at: offset + 30),
            let commentSize: UInt16 = file.integer(at: offset + 32),
            let localOffset: UInt32 = file.integer(at: offset + 42)
        else { throw error("the archive's directory is damaged") }
        guard flags & ~(Self.hasDescriptor | Self.hasUnicodeName) == 0 else {
            throw error(
                "the archive has an encrypted entry, or one of a kind that PyTorch does not write",
                .unsupported
            )
        }
        guard method == 0 else {
            throw error("the archive has a compressed entry; PyTorch stores them as they are", .unsupported)
        }
        let nameEnd = offset + 46 + Int(nameSize)
        directoryEnd = nameEnd + Int(extraSize) + Int(commentSize)
        guard directoryEnd <= limit, let name = file.copy(offset + 46..<nameEnd) else {
            throw error("the archive's directory is damaged")
        }
        // Fields that are full are continued in the zip64 part, in this order.
        var extra = ZipLargeFields(file, nameEnd..<nameEnd + Int(extraSize))
        guard let size = extra.widen(size), let packedSize = extra.widen(packedSize),
            let localOffset = extra.widen(localOffset)
        else { throw error("the archive's directory has sizes that no file can have") }
        guard size == packedSize else { throw error("the archive has a stored entry with two sizes") }
        self.name = name
        self.localOffset = localOffset
        self.flags = flags
        self.checksum = checksum
        byteCount = size
    }

    /// Checks what stands before, in and behind the content against the directory.
    ///
    /// - Returns: Where the content lies, and where the next entry begins.
    func checkLocalHeader(in file: MappedFile, limit: Int) throws(CheckpointError) -> (content: Range<Int>, end: Int) {
        func error(_ message: String) -> CheckpointError {
            CheckpointError(
                .malformed,
                "archive entry \(quoted(String(decoding: name, as: UTF8.self))) \(message)",
                path: file.path,
                byteOffset: localOffset
            )
        }
        guard file.integer(at: localOffset) == UInt32(0x0403_4B50),
            file.integer(at: localOffset + 6) == flags,
            file.integer(at: localOffset + 8) == UInt16(0),
            let localChecksum: UInt32 = file.integer(at: localOffset + 14),
            let localPackedSize: UInt32 = file.integer(at: localOffset + 18),
            let localSize: UInt32 = file.integer(at: localOffset + 22),
            file.integer(at: localOffset + 26) == UInt16(exactly: name.count),
            let extraSize: UInt16 = file.integer(at: localOffset + 28),
            file.copy(localOffset + 30..<localOffset + 30 + name.count) == name
        else { throw error("does not agree with the directory") }

        let extraStart = localOffset + 30 + name.count
        let start = extraStart + Int(extraSize)
        guard start <= limit, byteCount <= limit - start else { throw error("does not lie inside the archive") }
        let content = start..<start + byteCount
        let hasDescriptor = flags & Self.hasDescriptor != 0
        // With a descriptor the fields in front may be left empty, and PyTorch leaves them so.
        let isEmpty = hasDescriptor && localChecksum == 0 && localSize == 0 && localPackedSize == 0
        var extra = ZipLargeFields(file, extraStart..<start)
        let agrees =
            localChecksum == checksum && extra.widen(localSize) == byteCount
            && extra.widen(localPackedSize) == byteCount
        guard isEmpty || agrees else { throw error("does not agree with the directory") }

        guard let end = hasDescriptor ? descriptorEnd(in: file, at: content.upperBound) : content.upperBound,
            end <= limit
        else { throw error("does not agree with what stands behind it") }
        guard unsafe CyclicRedundancyCheck.checksum(UnsafeRawBufferPointer(rebasing: file.bytes[content])) == checksum
        else { throw error("is damaged (its CRC-32 differs); fetch the file again") }
        return (content, end)
    }

    /// The end of the descriptor, or `nil` if it does not agree; large entries have it with 64-bit sizes.
    private func descriptorEnd(in file: MappedFile, at offset: Int) -> Int? {
        guard file.integer(at: offset) == UInt32(0x0807_4B50), file.integer(at: offset + 4) == checksum else {
            return nil
        }
        let size = UInt64(byteCount)
        if file.integer(at: offset + 8) == size, file.integer(at: offset + 16) == size { return offset + 24 }
        guard let shortSize = UInt32(exactly: byteCount), file.integer(at: offset + 8) == shortSize,
            file.integer(at: offset + 12) == shortSize
        else { return nil }
        return offset + 16
    }
}

/// The zip64 part of an entry's extra field, whose values stand in for 32-bit fields that are full.
struct ZipLargeFields {
    private var values: [UInt64] = []

    init(_ file: MappedFile, _ range: Range<Int>) {
        var position = range.lowerBound
        while position + 4 <= range.upperBound, let kind: UInt16 = file.integer(at: position),
            let size: UInt16 = file.integer(at: position + 2)
        {
            let end = position + 4 + Int(size)
            guard end <= range.upperBound else { return }
            if kind == 1 {
                values = stride(from: position + 4, to: end - 7, by: 8).reversed().compactMap { file.integer(at: $0) }
                return
            }
            position = end
        }
    }

    /// The field itself, or the next 64-bit value if it is full; `nil` if there is none or it is too large.
    mutating func widen(_ field: UInt32) -> Int? {
        guard field == 0xFFFF_FFFF else { return Int(field) }
        return values.popLast().flatMap { Int(exactly: $0) }
    }
}
