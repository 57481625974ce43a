/// Questions about a Unicode scalar, answered as Hugging Face `tokenizers` answers them.
enum UnicodeProperties {
    static let dropped = ScalarSet(UnicodeTables.dropped)
    static let whitespace = ScalarSet(UnicodeTables.whitespace)
    static let chinese = ScalarSet(UnicodeTables.chinese)
    static let punctuation = ScalarSet(UnicodeTables.punctuation)
    static let word = ScalarSet(UnicodeTables.word)
    static let nonspacing = ScalarSet(UnicodeTables.nonspacing)

    /// Whether cleaning keeps a scalar as white space; some control characters are white space too, but go.
    static func isCleanedWhitespace(_ scalar: UInt32) -> Bool {
        whitespace.contains(scalar) && !dropped.contains(scalar)
    }

    /// The canonical combining class; 0 for a starter.
    static func combiningClass(of scalar: UInt32) -> UInt32 {
        guard scalar >= 0x300 else { return 0 }
        let table = UnicodeTables.combiningClasses
        guard let run = lastRun(of: 3, startingAtOrBefore: scalar, in: table) else { return 0 }
        return scalar <= table[run + 1] ? table[run + 2] : 0
    }

    /// Hands each scalar of the lower-case form to `body`.
    static func lowercase(_ scalar: UInt32, _ body: (UInt32) -> Void) {
        // The one letter whose lower-case form is two scalars.
        if scalar == 0x130 {
            body(0x69)
            body(0x307)
            return
        }
        let table = UnicodeTables.lowercase
        guard let run = lastRun(of: 4, startingAtOrBefore: scalar, in: table),
            scalar <= table[run + 1], (scalar - table[run]) % table[run + 2] == 0
        else { return body(scalar) }
        body(scalar &+ table[run + 3])
    }

    /// Hands each scalar of the full canonical decomposition to `body`, the scalar itself if it has none.
    static func decompose(_ scalar: UInt32, _ body: (UInt32) -> Void) {
        guard !HangulSyllable.decompose(scalar, body) else { return }
        guard scalar >= 0xC0, let entry = decompositionEntries.position(of: scalar) else { return body(scalar) }
        let table = UnicodeTables.decompositions
        for index in entry + 1...entry + Int(table[entry] >> 24) { body(table[index]) }
    }

    private static let decompositionEntries = DecompositionIndex()

    /// The position of the last run that starts at or before `scalar` in a table of runs of `width` numbers.
    private static func lastRun(of width: Int, startingAtOrBefore scalar: UInt32, in table: [UInt32]) -> Int? {
        var low = 0
        var high = table.count / width
        while low < high {
            let middle = (low + high) / 2
            if table[middle * width] <= scalar { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : (low - 1) * width
    }

    /// Where each scalar's entry stands in the table of decompositions.
    private struct DecompositionIndex {
        private var scalars: [UInt32] = []
        private var positions: [Int] = []

        init() {
            let table = UnicodeTables.decompositions
            var position = 0
            while position < table.count {
                scalars.append(table[position] & 0xFF_FFFF)
                positions.append(position)
                position += 1 + Int(table[position] >> 24)
            }
        }

        func position(of scalar: UInt32) -> Int? {
            guard let run = UnicodeProperties.lastRun(of: 1, startingAtOrBefore: scalar, in: scalars),
                scalars[run] == scalar
            else { return nil }
            return positions[run]
        }
    }

    /// The scalars that have a decomposition in the table.
    static var decomposable: [UInt32] {
        var scalars: [UInt32] = []
        var position = 0
        while position < UnicodeTables.decompositions.count {
            scalars.append(UnicodeTables.decompositions[position] & 0xFF_FFFF)
            position += 1 + Int(UnicodeTables.decompositions[position] >> 24)
        }
        return scalars
    }
}

/// Hangul syllables, whose decompositions are arithmetic (The Unicode Standard, section 3.12).
enum HangulSyllable {
    static let scalars: ClosedRange<UInt32> = 0xAC00...0xD7A3

    /// Hands the two or three letters of a syllable to `body`; `false` if the scalar is no syllable.
    static func decompose(_ scalar: UInt32, _ body: (UInt32) -> Void) -> Bool {
        guard scalars.contains(scalar) else { return false }
        let index = scalar - 0xAC00
        body(0x1100 + index / 588)
        body(0x1161 + index % 588 / 28)
        if index % 28 != 0 { body(0x11A7 + index % 28) }
        return true
    }
}
