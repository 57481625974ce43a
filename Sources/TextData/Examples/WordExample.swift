/// One sentence of a data file as a list of words, and the tag of each.
public struct WordExample: Sendable {
    /// The words, exactly as the file has them.
    public var words: [String]
    /// The tag of each word; `nil` if the file has none for this sentence.
    public var tags: [String]?
    /// The text that the words were taken from; `nil` if the file has only the words.
    public var text: String?
    /// Where each word stands in ``text``, in Unicode scalars as Python counts; `nil` if there is no text.
    public var wordRanges: [Range<Int>]?
    /// The line of the file on which the sentence begins, counted from 1; 0 if it comes from no file.
    public var line: Int

    /// Creates a sentence.
    ///
    /// - Parameters:
    ///   - words: The words.
    ///   - tags: The tag of each word, if they are known.
    ///   - text: The text that the words were taken from, if there is one.
    ///   - wordRanges: Where each word stands in the text, in Unicode scalars.
    ///   - line: The line of the file on which the sentence begins, counted from 1.
    /// - Precondition: There is a tag, and a range, for each word, or none at all.
    public init(
        words: [String],
        tags: [String]? = nil,
        text: String? = nil,
        wordRanges: [Range<Int>]? = nil,
        line: Int = 0
    ) {
        precondition(tags.map { $0.count == words.count } ?? true, "There must be one tag for each word.")
        precondition(wordRanges.map { $0.count == words.count } ?? true, "There must be one range for each word.")
        precondition((text == nil) == (wordRanges == nil), "Ranges and the text they count in belong together.")
        self.words = words
        self.tags = tags
        self.text = text
        self.wordRanges = wordRanges
        self.line = line
    }

    /// A text, cut into words as ``WordSplitter`` does it.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - line: The line of the file on which the text begins, counted from 1.
    public init(text: String, line: Int = 0) {
        let (words, ranges) = WordSplitter.words(of: text)
        self.init(words: words, text: text, wordRanges: ranges, line: line)
    }

    /// The text and the places of its words: those of the file or, where it has only words, these joined by one
    /// blank each.
    public var textAndRanges: (text: String, wordRanges: [Range<Int>]) {
        if let text, let wordRanges { return (text, wordRanges) }
        var start = 0
        let ranges = words.map { word in
            let range = start..<start + word.unicodeScalars.count
            start = range.upperBound + 1
            return range
        }
        return (words.joined(separator: " "), ranges)
    }
}

extension WordExample: Storable {
    /// The words and what is known about them.
    public func write(to record: inout RecordWriter) {
        record.write(words)
        record.write(tags)
        record.write(text)
        record.write(ranges: wordRanges ?? [])
        record.write(line)
    }

    /// Reads a sentence.
    public init(from record: inout RecordReader) {
        words = record.read()
        tags = record.read()
        text = record.read()
        let ranges: [Range<Int>] = record.ranges()
        // Ranges are there with the text they count in.
        wordRanges = text == nil ? nil : ranges
        line = record.read()
    }
}
