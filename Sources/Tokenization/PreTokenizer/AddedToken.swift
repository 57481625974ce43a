/// A token that is looked for in a text as it stands, before the text is cut into words.
///
/// The special tokens are of this kind: `[SEP]` written in a text becomes the separator.
public struct AddedToken: Sendable, Hashable {
    /// The text that is looked for.
    public var content: String
    /// Whether it counts only where no letter or digit stands beside it.
    public var isSingleWord: Bool
    /// Whether the white space before it belongs to it.
    public var stripsLeft: Bool
    /// Whether the white space behind it belongs to it.
    public var stripsRight: Bool
    /// Whether it is looked for in the normalised text, in its own normalised form.
    public var isNormalized: Bool
    /// Whether decoding may leave it out.
    public var isSpecial: Bool

    /// Creates an added token; without more it is an ordinary special token.
    public init(
        _ content: String,
        isSingleWord: Bool = false,
        stripsLeft: Bool = false,
        stripsRight: Bool = false,
        isNormalized: Bool = false,
        isSpecial: Bool = true
    ) {
        self.content = content
        self.isSingleWord = isSingleWord
        self.stripsLeft = stripsLeft
        self.stripsRight = stripsRight
        self.isNormalized = isNormalized
        self.isSpecial = isSpecial
    }
}
