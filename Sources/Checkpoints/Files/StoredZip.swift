/// Writes small zip archives whose files are stored as they are, without compression.
///
/// Every tool that reads zip archives reads these. Each file has the date with which zip's calendar begins, so that the
/// same files give the same bytes.
public struct StoredZip: Sendable {
    /// What a part of the format that holds a size can count to; larger archives need another form of it.
    private static let maximumSize = Int(UInt32.max)

    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var names: Set<String> = []

    /// An archive without files.
    public init() {}

    /// Adds a file.
    ///
    /// - Parameters:
    ///   - name: Its name in the archive.
    ///   - content: Its bytes.
    /// - Throws: ``CheckpointError`` with code `invalidName` if the name leads out of a folder or is there already,
    ///   `unsupported` if the archive would be larger than 4 GiB or have more than 65,535 files.
    public mutating func add(_ name: String, _ content: [UInt8]) throws(CheckpointError) {
        guard FileName.isSafe(name), names.insert(name).inserted else {
            throw CheckpointError(.invalidName, "can't be the name of one more file of a zip archive", path: name)
        }
        let upperBound = bytes.count + directory.count + content.count + 3 * 1_024
        guard upperBound < Self.maximumSize, names.count <= Int(UInt16.max) else {
            throw CheckpointError(
                .unsupported,
                "is too much for a zip archive of this kind, which holds 65,535 files and 4 GiB at most",
                path: name
            )
        }
        let checksum = unsafe content.withUnsafeBytes { unsafe CyclicRedundancyCheck.checksum($0) }
        let offset = UInt32(bytes.count)
        let common = Self.header(checksum: checksum, size: UInt32(content.count), nameLength: UInt16(name.utf8.count))
        append("PK\u{3}\u{4}", to: &bytes)
        bytes += common + Array(name.utf8) + content
        append("PK\u{1}\u{2}", to: &directory)
        // Made by version 2.0 for Unix; no comment, first disk, a text or binary file with mode 0644.
        append([20 | 3 << 8] as [UInt16], to: &directory)
        directory += common
        append([0, 0, 0] as [UInt16], to: &directory)
        append([0o100644 << 16, offset] as [UInt32], to: &directory)
        directory += name.utf8
    }

    /// The archive's bytes.
    public var archive: [UInt8] {
        var end: [UInt8] = []
        append("PK\u{5}\u{6}", to: &end)
        append([0, 0, UInt16(names.count), UInt16(names.count)], to: &end)
        append([UInt32(directory.count), UInt32(bytes.count)], to: &end)
        append([0] as [UInt16], to: &end)
        return bytes + directory + end
    }

    /// What the headers before a file and in the directory have in common, from the version needed to the length of
    /// extra fields.
    private static func header(checksum: UInt32, size: UInt32, nameLength: UInt16) -> [UInt8] {
        var header: [UInt8] = []
        // Version 2.0; names are UTF-8; stored; midnight on 1 January 1980.
        append([20, 1 << 11, 0, 0, 1 << 5 | 1] as [UInt16], to: &header)
        append([checksum, size, size], to: &header)
        append([nameLength, 0], to: &header)
        return header
    }
}

/// Appends a signature.
private func append(_ signature: String, to bytes: inout [UInt8]) {
    bytes += signature.utf8
}

/// Appends numbers, each with its lowest byte first.
private func append<Number: FixedWidthInteger>(_ numbers: [Number], to bytes: inout [UInt8]) {
    for number in numbers {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
