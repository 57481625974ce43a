/// A run folder that can't be made or written.
public struct RunFolderError: Error, Sendable, Equatable {
    /// The kinds of fault.
    public enum Code: String, Sendable {
        /// The folder holds an earlier run, which may only be overwritten when that is asked for.
        case notEmpty
        /// The folder holds something other than a run, which is never overwritten.
        case notARunFolder
        /// The path is that of a file.
        case notAFolder
        /// The file system refused to make or write something.
        case writeFailed
    }

    /// What kind of fault it is.
    public let code: Code
    /// What is wrong and what to do.
    public let message: String
    /// The folder or file.
    public let path: String

    init(_ code: Code, _ message: String, path: String) {
        self.code = code
        self.message = message
        self.path = path
    }
}

extension RunFolderError: CustomStringConvertible {
    /// `path: message`.
    public var description: String { "\(path): \(message)" }
}
