/// What is wrong with a file given on the command line.
struct InputError: Error, CustomStringConvertible {
    /// The file.
    var path: String
    /// The line, counted from 1, if there is one to name.
    var line: Int?
    /// The column in bytes, counted from 1, if known.
    var column: Int?
    /// Whether the file is not there, or can't be opened.
    var isMissing = false
    /// What is wrong and what to do.
    var message: String

    var description: String {
        let place = [path, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
        return "\(place): \(message)"
    }
}
