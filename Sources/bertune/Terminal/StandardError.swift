import Foundation

/// Standard error: what a person reads while a command works.
enum StandardError {
    /// Writes text; a standard error that is closed is no reason to stop working.
    ///
    /// - Parameter text: The text, with its line ends.
    static func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Writes what a person will want to know but what stops nothing.
    ///
    /// - Parameter message: One line.
    static func note(_ message: String) {
        write("bertune: \(message)\n")
    }
}
