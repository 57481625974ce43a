/// Finds words again in the text that they were taken from.
enum TextAlignment {
    /// Where words stand in a text, one after the other with nothing but white space between.
    ///
    /// - Parameters:
    ///   - words: The words, none of them empty.
    ///   - text: The text.
    /// - Returns: A range in Unicode scalars for each word, or `nil` if text and words disagree.
    /// - Complexity: O(bytes of text).
    static func ranges(of words: some Sequence<String>, in text: String) -> [Range<Int>]? {
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        var offset = 0
        var ranges: [Range<Int>] = []
        func skipSpace() {
            while index < scalars.endIndex, scalars[index].properties.isWhitespace {
                index = scalars.index(after: index)
                offset += 1
            }
        }
        for word in words {
            if word.unicodeScalars.first.map({ !$0.properties.isWhitespace }) ?? true { skipSpace() }
            let start = offset
            for scalar in word.unicodeScalars {
                guard index < scalars.endIndex, scalars[index] == scalar else { return nil }
                index = scalars.index(after: index)
                offset += 1
            }
            ranges.append(start..<offset)
        }
        skipSpace()
        return index == scalars.endIndex ? ranges : nil
    }
}
