import Foundation

/// Writes files so that a crash, a full disk or a pulled plug leaves the old file or the new one, never a part.
///
/// The bytes go to a file of another name in the same folder; it is synced to the disk, takes the final name in
/// one step, and then the folder is synced, so that the new name lasts too.
public enum DurableFile {
    /// What the names of unfinished files end with.
    static let unfinishedSuffix = ".bertune-unfinished"

    /// Writes a file in one go.
    ///
    /// - Parameters:
    ///   - bytes: The whole content.
    ///   - path: The file to make or replace.
    /// - Throws: ``CheckpointError`` with code `writeFailed`; what stood under the name is unharmed.
    public static func write(_ bytes: [UInt8], to path: String) throws(CheckpointError) {
        try write(to: path, byteCount: bytes.count) { writer throws(CheckpointError) in try writer.write(bytes) }
    }

    /// Writes a file piece by piece.
    ///
    /// - Parameters:
    ///   - path: The file to make or replace.
    ///   - byteCount: How large it will be, if known, for the message on a full disk.
    ///   - body: Writes the content; if it throws, no file is made.
    /// - Throws: ``CheckpointError`` with code `writeFailed`, or what `body` throws; what stood under the name
    ///   is unharmed.
    public static func write(
        to path: String,
        byteCount: Int? = nil,
        _ body: (inout DurableFileWriter) throws(CheckpointError) -> Void
    ) throws(CheckpointError) {
        var writer = try DurableFileWriter(path: path, byteCount: byteCount)
        try body(&writer)
        try writer.commit()
    }

    /// Removes what killed processes left unfinished in a folder.
    ///
    /// Files of processes that still run are left alone. To be called before writing into a folder that an
    /// earlier run may have died in.
    ///
    /// - Parameter folder: The folder; one that is not there holds nothing to remove.
    /// - Returns: The names of the files that were removed, sorted.
    @discardableResult
    public static func sweepStrays(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { name in
            guard let owner = UnfinishedName.owner(of: name), !ProcessTable.isRunning(owner) else { return false }
            return (try? FileManager.default.removeItem(atPath: folder + "/" + name)) != nil
        }
    }
}

/// The name of a file that is not finished: `.<final name>.<process>-<random>.bertune-unfinished`.
enum UnfinishedName {
    static func make(for finalName: String) -> String {
        let process = ProcessInfo.processInfo.processIdentifier
        let random = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        // File systems allow 255 bytes; the final name may take them all.
        let start = String(decoding: finalName.utf8.prefix(120), as: UTF8.self)
        return ".\(start).\(process)-\(random)\(DurableFile.unfinishedSuffix)"
    }

    /// The process that was writing the file, or `nil` if the name is of another kind.
    static func owner(of name: String) -> Int32? {
        guard name.hasPrefix("."), name.hasSuffix(DurableFile.unfinishedSuffix) else { return nil }
        let rest = name.dropLast(DurableFile.unfinishedSuffix.count)
        guard let tag = rest.split(separator: ".").last, let process = tag.split(separator: "-").first else {
            return nil
        }
        return Int32(process)
    }
}
