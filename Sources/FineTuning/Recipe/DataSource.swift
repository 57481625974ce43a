public import Checkpoints
import Foundation

/// One data file of a run, with what it takes to know later that it is still the same.
public struct DataSource: Sendable, Equatable {
    /// The path, as it was given.
    public var path: String
    /// The SHA-256 of the file's bytes, in lower-case hexadecimal digits.
    public var sha256: String
    /// The file's size in bytes.
    public var bytes: Int
    /// The examples that the file holds.
    public var examples: Int

    /// Describes a data file.
    public init(path: String, sha256: String, bytes: Int, examples: Int) {
        self.path = path
        self.sha256 = sha256
        self.bytes = bytes
        self.examples = examples
    }

    /// Describes a data file by looking at it.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - examples: The examples that were read from it.
    /// - Throws: ``/Checkpoints/CheckpointError`` if the file can't be read.
    public init(fingerprinting path: String, examples: Int) throws(CheckpointError) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        self.init(
            path: path,
            sha256: try SHA256.hexDigest(ofFile: path),
            bytes: (attributes?[.size] as? NSNumber)?.intValue ?? 0,
            examples: examples
        )
    }
}
