#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import StrictJSON

/// Reads the small files of a tokenizer's folder.
enum FileBytes {
    /// The largest file read: vocabularies in use have a few MB.
    static let maximumSize = 64 << 20

    /// The contents of a file, or `nil` if there is none of that name.
    static func read(_ path: String) throws(TokenizationError) -> [UInt8]? {
        let attributes: [FileAttributeKey: Any]
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            // The file may be a link, as in the Hub's cache.
            let target = URL(filePath: path).resolvingSymlinksInPath().path
            attributes = try FileManager.default.attributesOfItem(atPath: target)
        } catch {
            throw TokenizationError(.fileNotReadable, "cannot be looked at: \(error)", path: path)
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw TokenizationError(.fileNotReadable, "is no regular file", path: path)
        }
        let size = (attributes[.size] as? any BinaryInteger).flatMap { Int(exactly: $0) }
        guard let size = size ?? attributes[.size] as? Int, size <= maximumSize else {
            throw TokenizationError(
                .fileNotReadable,
                "is larger than the \(maximumSize >> 20) MiB that a tokenizer's file may have",
                path: path
            )
        }
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw TokenizationError(.fileNotReadable, "cannot be read: \(error)", path: path)
        }
    }

    /// The JSON object in a file, or `nil` if there is no such file.
    static func readObject(_ path: String) throws(TokenizationError) -> JSONValue? {
        guard let bytes = try read(path) else { return nil }
        return try parseObject(bytes, path: path)
    }

    /// Parses a JSON object.
    static func parseObject(_ bytes: [UInt8], path: String?) throws(TokenizationError) -> JSONValue {
        let value: JSONValue
        do {
            value = try JSONValue.parse(bytes)
        } catch {
            throw TokenizationError(
                .malformedFile,
                error.message,
                path: path,
                line: error.line,
                column: error.column
            )
        }
        guard value.object != nil else {
            throw TokenizationError(.malformedFile, "must hold a JSON object", path: path, line: 1, column: 1)
        }
        return value
    }
}
