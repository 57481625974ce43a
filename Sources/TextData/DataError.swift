/// What is wrong with a data file, and where.
///
/// The description is `path:line:column: message`, the form that terminals and editors turn into a link.
public struct DataError: Error, Sendable {
    /// The kind of fault, for programs that want to tell one from another.
    public enum Code: String, Sendable {
        /// The file is missing, may not be read, or is a folder.
        case unreadableFile
        /// The file is of a kind that holds no table: a workbook, an archive, UTF-16 text.
        case unsupportedFile
        /// The file's kind can be told neither from its name nor from its first line.
        case unknownFormat
        /// The file holds no bytes.
        case emptyFile
        /// The file holds a header, or blank lines, and nothing else.
        case noExamples
        /// A byte sequence is not UTF-8.
        case invalidUTF8
        /// A NUL byte stands in the text.
        case nulByte
        /// A quoted field is never closed.
        case unclosedQuote
        /// Something other than a delimiter follows a closing quote.
        case textAfterQuote
        /// A row has more or fewer fields than the table has columns.
        case raggedRow
        /// A field or line is longer than ``TableOptions/maximumFieldByteCount``.
        case fieldTooLong
        /// A row has more fields than any table of examples would have.
        case tooManyFields
        /// A column that is needed is not there.
        case missingColumn
        /// More than one column could be meant.
        case ambiguousColumn
        /// A line is not one JSON object.
        case invalidJSON
        /// A JSON field has a type that cannot be used.
        case invalidField
        /// An example has no label although one is needed.
        case missingLabel
        /// An example's label is not in the label set.
        case unknownLabel
        /// A task is about pairs of texts, and an example has only one.
        case missingPair
        /// A task is about single texts, and an example is a pair.
        case unexpectedPair
        /// A label set has fewer than two labels, far too many, or one label twice.
        case invalidLabelSet
        /// A word is empty.
        case missingWord
        /// A tag does not have the form that the other tags of the file have.
        case invalidTag
        /// A marked stretch of a text lies outside of it, marks nothing, or overlaps another.
        case invalidSpan
        /// A text cannot be turned into token ids.
        case tokenizationFailed
        /// A data set has more examples than can be numbered, some four thousand million.
        case tooManyExamples
        /// The scratch file for what is too much for memory can't be made, written or read.
        case scratchFailed
    }

    /// The kind of fault.
    public let code: Code
    /// What is wrong and what to do about it, in a sentence or two.
    public let message: String
    /// The file as the caller named it, if the fault lies in a file.
    public let path: String?
    /// The line, counted from 1, if the fault lies on one.
    public let line: Int?
    /// The position on the line in bytes, counted from 1, if known.
    public let column: Int?
    /// The table column or JSON member that is meant, if there is one.
    public let field: String?
    /// The task that the file looks like one for, if it was read for another.
    package private(set) var likelyTask: String?

    /// Describes a fault.
    ///
    /// - Parameters:
    ///   - code: The kind of fault.
    ///   - message: What is wrong and what to do about it.
    ///   - path: The file as the caller named it.
    ///   - line: The line, counted from 1.
    ///   - column: The position on the line in bytes, counted from 1.
    ///   - field: The table column or JSON member that is meant.
    public init(
        _ code: Code,
        _ message: String,
        path: String? = nil,
        line: Int? = nil,
        column: Int? = nil,
        field: String? = nil
    ) {
        self.code = code
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.field = field
    }
}

extension DataError {
    /// The same fault with more to its message.
    ///
    /// - Parameters:
    ///   - text: What is added.
    ///   - task: The task that the file looks like one for.
    /// - Returns: The fault.
    package func adding(_ text: String, likelyTask task: String? = nil) -> DataError {
        var error = DataError(code, message + text, path: path, line: line, column: column, field: field)
        error.likelyTask = task ?? likelyTask
        return error
    }
}

// MARK: - CustomStringConvertible

extension DataError: CustomStringConvertible {
    /// The place and the message: `path:line:column: message`.
    public var description: String {
        var place = path ?? ""
        if let line { place += place.isEmpty ? "line \(line)" : ":\(line)" }
        if line != nil, let column { place += ":\(column)" }
        return place.isEmpty ? message : "\(place): \(message)"
    }
}
