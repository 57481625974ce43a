/// A recipe that can't be followed: which key, where, and what is allowed.
public struct RecipeError: Error, Sendable, Equatable {
    /// The kinds of fault.
    public enum Code: String, Sendable {
        /// The file can't be read, or is too large to be a recipe.
        case unreadableFile
        /// The file is no YAML, or no mapping of keys to values.
        case invalidSyntax
        /// A key that no recipe has.
        case unknownKey
        /// A value of the wrong type or out of its range.
        case invalidValue
        /// Two values that can't both be followed.
        case conflictingValues
    }

    /// What kind of fault it is.
    public let code: Code
    /// What is wrong and what to do.
    public let message: String
    /// The key at fault.
    public let key: String?
    /// The recipe file, if the recipe came from one.
    public internal(set) var path: String?
    /// The line in the file, counted from 1.
    public internal(set) var line: Int?
    /// The column in the file, counted from 1.
    public internal(set) var column: Int?

    init(
        _ code: Code,
        _ message: String,
        key: String? = nil,
        path: String? = nil,
        line: Int? = nil,
        column: Int? = nil
    ) {
        self.code = code
        self.message = message
        self.key = key
        self.path = path
        self.line = line
        self.column = column
    }
}

extension RecipeError: CustomStringConvertible {
    /// `path:line:column: message`, as far as the place is known.
    public var description: String {
        var place = ""
        if let path {
            place = path + ":"
            if let line { place += "\(line):" + (column.map { "\($0):" } ?? "") }
            place += " "
        }
        return place + message
    }
}
