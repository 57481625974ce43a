/// Something about the data that does not stop the work but that its owner will want to know.
public struct DataWarning: Sendable {
    /// The kind of finding.
    public enum Code: String, Sendable {
        /// Quotation marks were read in one of two possible ways.
        case quotingGuessed
        /// A first row without a known name was read as an example.
        case headerGuessed
        /// Columns were found as they were in training.
        case columnsRemembered
        /// A file without header has rows of different lengths.
        case unevenRows
        /// Texts hold nothing but white space.
        case emptyTexts
        /// The same text stands more than once, with the same label.
        case repeatedTexts
        /// The same text stands more than once, with different labels.
        case contradictingLabels
        /// Texts of the training data stand in the validation data too.
        case sharedTexts
        /// Labels occur only once.
        case rareLabels
        /// A label of the label set does not occur.
        case absentLabels
        /// Tags were converted from one scheme to another.
        case tagsConverted
        /// Answers do not stand where the file says, or not at all.
        case answerFaults
        /// Questions have the same id.
        case repeatedIdentifiers
        /// Tags break the rules of their scheme, such as `I-PER` after `O` in BIO.
        case malformedTags
        /// Tags are numbers instead of names.
        case numericTags
        /// Marked stretches of texts begin or end within a word.
        case cutWords
        /// Texts differ from the words that come with them.
        case unmatchedTexts
        /// One label is nearly all.
        case unbalancedLabels
        /// Labels that are to be numbers are none.
        case faultyNumbers
        /// Some files hold pairs of texts, others single ones.
        case mixedPairs
        /// Labels occur that the training data don't have.
        case unknownLabels
        /// Examples are longer than the model reads at a time.
        case longExamples
        /// Much of the texts is unknown to the model's vocabulary.
        case unknownTokens
        /// Texts are in a script that the model's vocabulary has hardly a piece of.
        case foreignScript
    }

    /// The kind of finding.
    public let code: Code
    /// What was found, and what to do if it was not meant.
    public let message: String
    /// The file, if the finding is about one.
    public let path: String?
    /// The line of the first case, counted from 1, if there is one.
    public let line: Int?
    /// The number of cases.
    public let count: Int

    /// Describes a finding.
    package init(_ code: Code, _ message: String, path: String? = nil, line: Int? = nil, count: Int = 1) {
        self.code = code
        self.message = message
        self.path = path
        self.line = line
        self.count = count
    }
}

// MARK: - CustomStringConvertible

extension DataWarning: CustomStringConvertible {
    /// The place and the message: `path:line: message`.
    public var description: String {
        guard let path else { return message }
        return line.map { "\(path):\($0): \(message)" } ?? "\(path): \(message)"
    }
}
