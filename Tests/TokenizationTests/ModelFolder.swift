import TestSupport
import Tokenization

/// A model's folder for a test, removed when it is done.
final class ModelFolder {
    private let folder: TemporaryFolder

    /// Writes the files.
    init(files: [String: [UInt8]]) throws {
        folder = try TemporaryFolder()
        for (name, bytes) in files { try write(bytes, to: name) }
    }

    /// The folder's path.
    var path: String { folder.path }

    /// Writes a file.
    func write(_ bytes: [UInt8], to name: String) throws {
        try folder.write(bytes, to: name)
    }

    /// Reads the tokenizer.
    func tokenizer() throws(TokenizationError) -> Tokenizer {
        try Tokenizer(folder: path)
    }

    /// The contents of `vocab.txt` for some tokens.
    static func lines(_ tokens: [String], end: String = "\n") -> [UInt8] {
        Array(tokens.map { $0 + end }.joined().utf8)
    }
}
