/// A stretch of a text that is marked with a label.
struct TagSpan {
    /// The stretch, in Unicode scalars.
    let range: Range<Int>
    /// The label.
    let label: String
}

extension WordExample {
    /// A text with marked stretches as words with tags in BIO.
    ///
    /// Where a stretch begins or ends within a word, the word is cut there: so every mark is kept as it is.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - spans: The stretches, in order and apart from one another; each must hold more than white space.
    ///   - line: The line of the file.
    /// - Returns: The sentence, and the number of borders that cut a word.
    static func tagged(text: String, spans: [TagSpan], line: Int) -> (example: WordExample, cutCount: Int) {
        let borders = spans.flatMap { [$0.range.lowerBound, $0.range.upperBound] }
        let (words, ranges, cutCount) = WordSplitter.words(of: text, borders: borders)
        var remaining = spans[...]
        var isFirst = true
        let tags = ranges.map { range in
            while let span = remaining.first, span.range.upperBound <= range.lowerBound {
                remaining.removeFirst()
                isFirst = true
            }
            guard let span = remaining.first, span.range.lowerBound <= range.lowerBound else { return "O" }
            defer { isFirst = false }
            return (isFirst ? "B-" : "I-") + span.label
        }
        return (WordExample(words: words, tags: tags, text: text, wordRanges: ranges, line: line), cutCount)
    }
}
