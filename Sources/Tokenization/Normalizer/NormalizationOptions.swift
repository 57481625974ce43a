/// What BERT's normaliser does to a text before it is cut into words.
public struct NormalizationOptions: Sendable, Hashable {
    /// Whether control characters are removed and all white space becomes a blank (`clean_text`).
    public var cleansText = true
    /// Whether each Chinese character stands as a word of its own (`handle_chinese_chars`,
    /// `tokenize_chinese_chars`).
    public var separatesChineseCharacters = true
    /// Whether accents are removed (`strip_accents`); `nil` follows ``lowercases``.
    public var stripsAccents: Bool?
    /// Whether letters become lower case (`lowercase`, `do_lower_case`).
    public var lowercases = true

    /// The options of `bert-base-uncased`.
    public init() {}

    /// Creates options.
    public init(
        cleansText: Bool = true,
        separatesChineseCharacters: Bool = true,
        stripsAccents: Bool? = nil,
        lowercases: Bool
    ) {
        self.cleansText = cleansText
        self.separatesChineseCharacters = separatesChineseCharacters
        self.stripsAccents = stripsAccents
        self.lowercases = lowercases
    }

    /// Whether accents are removed, `nil` resolved.
    var doesStripAccents: Bool { stripsAccents ?? lowercases }
}
