/// Princeton's WordNet, read from its database files (Fellbaum, 1998; the format is that of wndb(5WN)).
///
/// The files are used as they are: an index is searched where it lies in memory, and an entry is parsed when it is
/// asked for, so opening costs no more than reading 28 MB.
///
/// ```swift
/// let wordNet = try WordNet()
/// if let entry = try wordNet.entry(for: "film", as: .noun) {
///     print(try wordNet.synset(at: entry.synsetOffsets[0], as: .noun))  // movie, film, picture, …
/// }
/// ```
public struct WordNet: Sendable {
    /// The four parts of speech that WordNet knows, by the extensions of its files.
    public enum PartOfSpeech: String, Sendable, CaseIterable {
        /// Nouns.
        case noun
        /// Verbs.
        case verb
        /// Adjectives.
        case adjective = "adj"
        /// Adverbs.
        case adverb = "adv"
    }

    /// What an index says about a word.
    public struct Entry: Sendable, Equatable {
        /// Where the word's synsets begin in the data file, in bytes, the most frequent sense first.
        public let synsetOffsets: [Int]
        /// How many of the senses were met in WordNet's tagged texts, which tells common words from rare ones.
        public let taggedSenseCount: Int
    }

    /// Where Debian's package `wordnet-base` puts the files.
    public static let defaultFolder = "/usr/share/wordnet"

    private let indices: [PartOfSpeech: WordNetFile]
    private let data: [PartOfSpeech: WordNetFile]
    /// The irregular forms.
    let exceptions: [PartOfSpeech: WordNetExceptions]

    /// Opens a database.
    ///
    /// - Parameter folder: The folder of `index.noun`, `data.noun`, `noun.exc` and their like.
    /// - Throws: ``AugmentationError`` with code `missingWordNet` if a file can't be read, `malformedWordNet` if one
    ///   is of another kind.
    public init(folder: String = WordNet.defaultFolder) throws(AugmentationError) {
        var indices: [PartOfSpeech: WordNetFile] = [:]
        var data: [PartOfSpeech: WordNetFile] = [:]
        var exceptions: [PartOfSpeech: WordNetExceptions] = [:]
        for partOfSpeech in PartOfSpeech.allCases {
            let name = partOfSpeech.rawValue
            indices[partOfSpeech] = try WordNetFile(path: "\(folder)/index.\(name)")
            data[partOfSpeech] = try WordNetFile(path: "\(folder)/data.\(name)")
            exceptions[partOfSpeech] = try WordNetExceptions(WordNetFile(path: "\(folder)/\(name).exc"))
        }
        self.indices = indices
        self.data = data
        self.exceptions = exceptions
    }

    /// Looks a base form up.
    ///
    /// - Parameters:
    ///   - lemma: The base form in lower case, blanks as underscores.
    ///   - partOfSpeech: The part of speech.
    /// - Returns: The entry, or `nil` if WordNet has no such word.
    /// - Throws: ``AugmentationError`` with code `malformedWordNet`.
    /// - Complexity: O(log words).
    public func entry(for lemma: String, as partOfSpeech: PartOfSpeech) throws(AugmentationError) -> Entry? {
        guard let file = indices[partOfSpeech], let line = file.lineWithKey(Array(lemma.utf8)) else { return nil }
        // lemma pos synset_cnt p_cnt [pointer…] sense_cnt tagsense_cnt synset_offset…
        var fields = file.fields(of: line).dropFirst(2)
        guard let synsetCount = fields.popFirst().flatMap({ Int($0) }), synsetCount > 0,
            let pointerCount = fields.popFirst().flatMap({ Int($0) }), pointerCount >= 0,
            fields.count > pointerCount
        else { throw file.malformed(at: line) }
        fields = fields.dropFirst(pointerCount + 1)
        guard let taggedSenseCount = fields.popFirst().flatMap({ Int($0) }), fields.count == synsetCount else {
            throw file.malformed(at: line)
        }
        let offsets = fields.compactMap { Int($0) }
        guard offsets.count == synsetCount else { throw file.malformed(at: line) }
        return Entry(synsetOffsets: offsets, taggedSenseCount: taggedSenseCount)
    }

    /// The words of a synset: those that can stand for one another in some context.
    ///
    /// - Parameters:
    ///   - offset: Where the synset begins in the data file.
    ///   - partOfSpeech: The part of speech, which says which file.
    /// - Returns: The words as WordNet writes them, blanks as underscores, without the markers of adjectives.
    /// - Throws: ``AugmentationError`` with code `malformedWordNet`.
    public func synset(at offset: Int, as partOfSpeech: PartOfSpeech) throws(AugmentationError) -> [String] {
        guard let file = data[partOfSpeech] else { return [] }
        let line = try file.line(at: offset)
        // synset_offset lex_filenum ss_type w_cnt word lex_id [word lex_id…] …
        let fields = file.fields(of: line, atMost: 4 + 2 * 255)
        guard fields.count >= 6, Int(fields[0]) == offset, let count = Int(fields[3], radix: 16),
            (1...255).contains(count),
            fields.count >= 4 + 2 * count
        else { throw file.malformed(at: line) }
        return (0..<count).map { index in
            let word = fields[4 + 2 * index]
            return String(word.prefix { $0 != "(" })
        }
    }
}
