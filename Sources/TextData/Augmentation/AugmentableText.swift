/// A text as words that can be changed one by one, and the parts of it that must stay as they are.
///
/// A word is what stands between blanks, without the punctuation around it: changing the words of `"Good," he said.`
/// leaves its quotes, comma and full stop where they are.
public struct AugmentableText: Sendable {
    /// The text's Unicode scalars.
    public let scalars: [Unicode.Scalar]
    /// Where the words stand, in Unicode scalars.
    public let wordRanges: [Range<Int>]
    /// Whether each word has to stay: part of an entity or of an answer.
    public let isProtected: [Bool]
    /// What is known about each word's part of speech; empty if nothing is known of any.
    public let partsOfSpeech: [WordNet.PartOfSpeech?]
    /// The parts that have to stay, blanks inside them included.
    let protectedRanges: [Range<Int>]

    /// A text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - ranges: The parts that have to stay, in Unicode scalars; they may overlap.
    public init(_ text: String, protecting ranges: [Range<Int>] = []) {
        scalars = Array(text.unicodeScalars)
        wordRanges = Self.wordRanges(in: scalars)
        protectedRanges = ranges
        isProtected = wordRanges.map { word in ranges.contains { $0.overlaps(word) } }
        partsOfSpeech = []
    }

    /// Words that have been cut already; each is changed whole.
    ///
    /// - Parameters:
    ///   - words: The words.
    ///   - isProtected: Whether each has to stay.
    ///   - partsOfSpeech: What is known about their parts of speech; empty for nothing.
    /// - Precondition: The lists are of one length.
    public init(words: [String], isProtected: [Bool], partsOfSpeech: [WordNet.PartOfSpeech?] = []) {
        precondition(
            words.count == isProtected.count && (partsOfSpeech.isEmpty || partsOfSpeech.count == words.count),
            "\(words.count) words, \(isProtected.count) protections, \(partsOfSpeech.count) parts of speech."
        )
        var scalars: [Unicode.Scalar] = []
        var ranges: [Range<Int>] = []
        for word in words {
            if !scalars.isEmpty { scalars.append(" ") }
            let start = scalars.count
            scalars += word.unicodeScalars
            ranges.append(start..<scalars.count)
        }
        self.scalars = scalars
        wordRanges = ranges
        protectedRanges = zip(ranges, isProtected).filter(\.1).map(\.0)
        self.isProtected = isProtected
        self.partsOfSpeech = partsOfSpeech
    }

    /// The words.
    public var words: [String] {
        wordRanges.map { String(String.UnicodeScalarView(scalars[$0])) }
    }

    /// The indices of the words that may be changed: those that may, and that hold a letter or a digit.
    public var changeableIndices: [Int] {
        wordRanges.indices.filter { index in
            !isProtected[index] && scalars[wordRanges[index]].contains(where: Self.isWordScalar)
        }
    }

    /// The text in which the words stand.
    public var text: String {
        String(String.UnicodeScalarView(scalars))
    }

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// Whether a scalar belongs to the letter before it.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func wordRanges(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var position = 0
        while position < scalars.count {
            let end = scalars[position...].firstIndex(where: \.properties.isWhitespace) ?? scalars.count
            let chunk = scalars[position..<end]
            if let first = chunk.firstIndex(where: isWordScalar),
                let last = chunk.lastIndex(where: { isWordScalar($0) || isMark($0) })
            {
                // The apostrophe of a clitic that stands alone, as in "it 's", unless it is a quotation mark.
                let isClitic = first > position && scalars[first - 1] == "'" && !chunk[last...].contains("'")
                ranges.append((isClitic ? first - 1 : first)..<last + 1)
            }
            position = end + 1
        }
        return ranges
    }
}

// MARK: - Editing

extension AugmentableText {
    /// The text after edits of its words.
    ///
    /// - Parameter edits: The edits, in any order.
    /// - Returns: The script of what changes where; it changes nothing inside the protected parts.
    /// - Precondition: Every index is a word's, and no protected word is replaced or deleted.
    package func script(for edits: [WordEdit]) -> EditScript {
        var changes: [TextEdit] = []
        // A stable order: what is put behind a word comes after what takes its place.
        for edit in edits.enumerated().sorted(by: { ($0.element.index, $0.offset) < ($1.element.index, $1.offset) }) {
            let index = edit.element.index
            let word = wordRanges[index]
            switch edit.element {
            case .replace(_, let text):
                precondition(!isProtected[index], "Word \(index) is protected.")
                changes.append(TextEdit(range: word, replacement: Array(text.unicodeScalars)))
            case .delete:
                precondition(!isProtected[index], "Word \(index) is protected.")
                let range = deletedRange(word, after: changes.last?.range.upperBound ?? 0)
                changes.append(TextEdit(range: range, replacement: []))
            case .insert(let text, _):
                let end = max(word.upperBound, changes.last?.range.upperBound ?? 0)
                changes.append(TextEdit(range: end..<end, replacement: [" "] + text.unicodeScalars))
            }
        }
        return EditScript(changes)
    }

    /// A word with the blank behind it, or, if punctuation follows it, with the one before it.
    ///
    /// - Parameters:
    ///   - word: The word.
    ///   - position: Where the edit before ends.
    /// - Returns: What is to be taken out.
    private func deletedRange(_ word: Range<Int>, after position: Int) -> Range<Int> {
        let isFreeBlank = { (index: Int) in
            index >= position && index < scalars.count && scalars[index].properties.isWhitespace
                && !protectedRanges.contains { $0.contains(index) }
        }
        if isFreeBlank(word.upperBound) { return word.lowerBound..<word.upperBound + 1 }
        if isFreeBlank(word.lowerBound - 1) { return word.lowerBound - 1..<word.upperBound }
        return word
    }
}
