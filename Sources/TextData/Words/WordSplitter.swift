/// Cuts texts into words as BERT's tokenizer does before it cuts words into pieces: at white space, and around
/// each punctuation mark and each CJK ideograph.
///
/// Texts that come without words, to be tagged or with marked spans, get their words here. Nothing but white space
/// is dropped.
public enum WordSplitter {
    /// The words of a text.
    ///
    /// ```swift
    /// WordSplitter.words(of: "Don't go.").words  // Don ' t go .
    /// ```
    ///
    /// - Parameter text: The text.
    /// - Returns: The words, and where each stands, in Unicode scalars.
    /// - Complexity: O(bytes of text).
    public static func words(of text: String) -> (words: [String], ranges: [Range<Int>]) {
        let cut = words(of: text, borders: [])
        return (cut.words, cut.ranges)
    }

    /// The words of a text that is also cut at given places.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - borders: Places in Unicode scalars, in ascending order.
    /// - Returns: The words, where each stands, and how many of the borders lie within what would be one word.
    static func words(
        of text: String,
        borders: [Int]
    ) -> (words: [String], ranges: [Range<Int>], cutCount: Int) {
        let scalars = text.unicodeScalars
        var words: [String] = []
        var ranges: [Range<Int>] = []
        var cutCount = 0
        var wordStart: (index: String.Index, offset: Int)?
        func endWord(at index: String.Index, _ offset: Int) {
            guard let start = wordStart else { return }
            words.append(String(scalars[start.index..<index]))
            ranges.append(start.offset..<offset)
            wordStart = nil
        }
        var remaining = borders[...]
        var offset = 0
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let kind = Kind(scalars[index])
            while let border = remaining.first, border <= offset {
                remaining.removeFirst()
                guard border == offset, wordStart != nil else { continue }
                if kind == .letter { cutCount += 1 }
                endWord(at: index, offset)
            }
            let next = scalars.index(after: index)
            if kind != .letter { endWord(at: index, offset) }
            if kind != .space && wordStart == nil { wordStart = (index, offset) }
            if kind == .alone { endWord(at: next, offset + 1) }
            index = next
            offset += 1
        }
        endWord(at: index, offset)
        return (words, ranges, cutCount)
    }

    /// What a scalar is to a word.
    private enum Kind {
        /// Part of a word.
        case letter
        /// Between words.
        case space
        /// A word of its own.
        case alone

        init(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .letter
            case 0x09...0x0D, 0x20: self = .space
            case 0x21...0x7E: self = .alone
            case 0..<0x80: self = .letter
            case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x20000...0x2A6DF, 0x2A700...0x2CEAF,
                0x2F800...0x2FA1F:
                self = .alone
            default:
                switch scalar.properties.generalCategory {
                case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
                    .initialPunctuation, .finalPunctuation, .otherPunctuation:
                    self = .alone
                default: self = scalar.properties.isWhitespace ? .space : .letter
                }
            }
        }
    }
}
