/// What normalisation and word splitting, taken together, do to each single Unicode scalar.
///
/// For all but a few rare scalars the steps of BERT's normaliser act on each scalar alone. They are worked out
/// once, when a tokenizer is made, so that a text is normalised and cut in a single pass over its bytes.
struct ScalarActions: Sendable {
    /// What becomes of one scalar.
    enum Kind: UInt32 {
        /// Part of a word, unchanged.
        case word
        /// Nothing.
        case dropped
        /// The end of a word.
        case space
        /// A word of its own, unchanged.
        case isolated
        /// Part of a word, written differently.
        case replacedWord
        /// A word of its own, written differently.
        case replacedIsolated
        /// A Hangul syllable, taken apart.
        case hangul
        /// Something that depends on its neighbours: a mark that stays and that canonical ordering may move.
        case contextual
    }

    /// A kind and, where it has one, a replacement.
    struct Action {
        /// Bits 0–2 are the kind, bits 3–7 the length of the replacement, the rest its position.
        var bits: UInt32

        @inline(__always)
        var kind: Kind { Kind(rawValue: bits & 7) ?? .contextual }
        @inline(__always)
        var replacement: Range<Int> {
            let start = Int(bits >> 8)
            return start..<start + Int(bits >> 3 & 31)
        }
    }

    /// Actions by scalar, in pages of 256 of which equal ones may be shared.
    private var pageStarts: [UInt16]
    private var pages: [UInt32]
    /// Pages that several blocks of scalars use, which must be copied before a change.
    private var sharedPages: Set<UInt16> = [0]
    /// The UTF-8 of all replacements.
    private(set) var replacements: [UInt8] = []
    /// What becomes of each ASCII byte: the kind, and above it the byte it turns into.
    private(set) var ascii: [UInt16] = []

    /// The action for a scalar.
    @inline(__always)
    func action(for scalar: UInt32) -> Action {
        Action(bits: pages[Int(pageStarts[Int(scalar >> 8)]) &<< 8 | Int(scalar & 0xFF)])
    }

    /// Works out the actions for a normaliser's options.
    init(options: NormalizationOptions) {
        pageStarts = Array(repeating: 0, count: 0x1100)
        pages = Array(repeating: Kind.word.rawValue, count: 256)
        var rules = ScalarRules(options: options)
        if options.separatesChineseCharacters {
            for range in UnicodeProperties.chinese.ranges { fill(range, Kind.isolated.rawValue) }
        }
        if options.doesStripAccents { fill(HangulSyllable.scalars, Kind.hangul.rawValue) }
        for scalar in rules.exceptions() { set(scalar, rules.action(for: scalar, replacements: &replacements)) }
        if options.cleansText {
            for range in UnicodeProperties.dropped.ranges { fill(range, Kind.dropped.rawValue) }
        }
        ascii = (0..<128).map { byte in
            let action = action(for: UInt32(byte))
            let replacement = action.replacement.first.map { UInt16(replacements[$0]) } ?? UInt16(byte)
            switch action.kind {
            case .replacedWord: return UInt16(Kind.word.rawValue) | replacement << 8
            default: return UInt16(action.kind.rawValue) | replacement << 8
            }
        }
    }

    private mutating func set(_ scalar: UInt32, _ bits: UInt32) {
        fill(scalar...scalar, bits)
    }

    private mutating func fill(_ range: ClosedRange<UInt32>, _ bits: UInt32) {
        var uniformPage: UInt16?
        var scalar = range.lowerBound
        while scalar <= range.upperBound {
            let page = Int(scalar >> 8)
            let end = min(range.upperBound, scalar | 0xFF)
            if scalar & 0xFF == 0, end & 0xFF == 0xFF {
                let start = uniformPage ?? appendPage(Array(repeating: bits, count: 256))
                uniformPage = start
                pageStarts[page] = start
            } else {
                let start = ownPage(page)
                for index in Int(scalar & 0xFF)...Int(end & 0xFF) { pages[start << 8 | index] = bits }
            }
            scalar = end + 1
        }
        if let uniformPage { sharedPages.insert(uniformPage) }
    }

    private mutating func ownPage(_ page: Int) -> Int {
        let start = pageStarts[page]
        guard sharedPages.contains(start) else { return Int(start) }
        let own = appendPage(Array(pages[Int(start) << 8..<(Int(start) + 1) << 8]))
        pageStarts[page] = own
        return Int(own)
    }

    private mutating func appendPage(_ contents: [UInt32]) -> UInt16 {
        pages += contents
        return UInt16(pages.count >> 8 - 1)
    }
}
