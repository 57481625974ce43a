import ArgumentParser
import TextData

/// The file that takes augmented examples.
enum AugmentedFile {
    /// Refuses a file whose name promises another format, and one that is there already.
    ///
    /// - Parameters:
    ///   - path: The file; `nil` for standard output.
    ///   - overwrites: Whether a file that is there may be replaced.
    /// - Throws: `ValidationError`.
    static func check(_ path: String?, overwrites: Bool) throws {
        guard let path else { return }
        if let format = TableOptions.Format.named(by: path), format != .jsonl {
            throw ValidationError(
                "examples are written as JSON Lines, and \(path) would be read as \(format.rawValue); name it .jsonl"
            )
        }
        if !overwrites, PathCheck.holdsSomething(path) {
            throw ValidationError("\(path) is there already; name another file, or say --overwrite")
        }
    }
}
