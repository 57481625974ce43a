/// How a word of a text is written, and how another is to be written in its place.
package enum WordCase: Sendable {
    /// Without capitals, or in a script that has none.
    case lower
    /// With a capital at the start, at the beginning of a sentence.
    case capitalized
    /// All capitals, beside another word in capitals.
    case upper

    /// The case of a word; `nil` for mixed case, abbreviations, names and what is not all letters.
    package init?(ofWordAt index: Int, in text: AugmentableText) {
        let scalars = text.scalars[text.wordRanges[index]]
        guard scalars.allSatisfy({ $0.properties.isAlphabetic || $0 == "-" || $0 == "'" }), let first = scalars.first
        else { return nil }
        let upperCount = scalars.count(where: \.properties.isUppercase)
        if upperCount == 0 {
            self = .lower
        } else if upperCount == 1, first.properties.isUppercase, scalars.count > 1, text.wordBeginsSentence(at: index) {
            self = .capitalized
        } else if text.isAllUpper(at: index), text.isAllUpper(at: index - 1) || text.isAllUpper(at: index + 1) {
            // A headline; a single word in capitals is rather an abbreviation.
            self = .upper
        } else {
            return nil
        }
    }

    /// A word in lower case as it is written in this one.
    package func applied(to word: String) -> String {
        switch self {
        case .lower: word
        case .capitalized: word.prefix(1).uppercased() + word.dropFirst()
        case .upper: word.uppercased()
        }
    }
}

extension AugmentableText {
    /// The word at an index.
    ///
    /// - Precondition: There is one.
    package func word(at index: Int) -> String {
        String(String.UnicodeScalarView(scalars[wordRanges[index]]))
    }

    fileprivate func isAllUpper(at index: Int) -> Bool {
        guard wordRanges.indices.contains(index) else { return false }
        let scalars = scalars[wordRanges[index]]
        return scalars.count > 1 && scalars.allSatisfy(\.properties.isUppercase)
    }

    /// Whether a word is the first of the text, or follows the end of a sentence.
    fileprivate func wordBeginsSentence(at index: Int) -> Bool {
        guard index > 0 else { return true }
        let before = scalars[..<wordRanges[index].lowerBound]
        guard let end = before.last(where: { !$0.properties.isWhitespace }) else { return true }
        if end == "!" || end == "?" { return true }
        // After a short word with a capital, as in "Mr. Smith", the full stop is that of an abbreviation.
        guard end == "." else { return false }
        let previous = scalars[wordRanges[index - 1]]
        guard let first = previous.first, first.properties.isUppercase else { return true }
        return previous.count > 4
    }
}
