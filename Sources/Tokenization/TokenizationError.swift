/// What went wrong while reading a tokenizer's files or encoding a text, where, and what to do about it.
public struct TokenizationError: Error, Sendable, Hashable {
    /// The kind of fault, for programs.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case fileNotReadable, malformedFile, unsupportedTokenizer, invalidVocabulary, missingToken
            case invalidOptions, inputTooLong
        }

        private let kind: Kind

        /// A file is absent, is no regular file, is too large, or cannot be read.
        public static let fileNotReadable = Code(kind: .fileNotReadable)
        /// A file's contents are not what its name promises.
        public static let malformedFile = Code(kind: .malformedFile)
        /// A tokenizer is described that is no BERT WordPiece tokenizer.
        public static let unsupportedTokenizer = Code(kind: .unsupportedTokenizer)
        /// The vocabulary is empty, its ids have gaps, or two tokens share one.
        public static let invalidVocabulary = Code(kind: .invalidVocabulary)
        /// A token that the tokenizer cannot do without is not in the vocabulary.
        public static let missingToken = Code(kind: .missingToken)
        /// The encoding options contradict each other or the input.
        public static let invalidOptions = Code(kind: .invalidOptions)
        /// A text is longer than the offsets can count.
        public static let inputTooLong = Code(kind: .inputTooLong)

        /// The code's name.
        public var description: String { kind.rawValue }
    }

    /// The kind of fault.
    public let code: Code
    /// What is wrong and what to do.
    public let message: String
    /// The file it was found in, if any.
    public var path: String?
    /// The line, counted from 1, if known.
    public var line: Int?
    /// The column in bytes, counted from 1, if known.
    public var column: Int?
    /// The member of the file at fault, written as a path such as `model.vocab`, if any.
    public var field: String?

    /// Creates an error; the place is filled in by whoever knows it.
    package init(
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

    /// The same error with its file named.
    func at(path: String) -> TokenizationError {
        var copy = self
        copy.path = copy.path ?? path
        return copy
    }
}

// MARK: - CustomStringConvertible

extension TokenizationError: CustomStringConvertible {
    /// The error as `path:line:column: field: message`, leaving out what is unknown.
    public var description: String {
        var place = ""
        if let path {
            place = path
            if let line { place += ":\(line)" }
            if let column { place += ":\(column)" }
            place += ": "
        }
        if let field { place += "\(field): " }
        return place + message
    }
}
