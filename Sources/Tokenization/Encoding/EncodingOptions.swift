/// Which text gives way when an input is too long.
public enum TruncationStrategy: String, Sendable, CaseIterable {
    /// The longer of the two, down to equal lengths and then both alike (`longest_first`).
    case longestFirst = "longest_first"
    /// The first (`only_first`).
    case onlyFirst = "only_first"
    /// The second (`only_second`).
    case onlySecond = "only_second"
}

/// How a text becomes an encoding.
public struct EncodingOptions: Sendable, Hashable {
    /// The largest number of tokens, special ones included; `nil` for no limit.
    public var maximumLength: Int?
    /// Which text gives way.
    public var truncation: TruncationStrategy
    /// How many tokens neighbouring overflow windows share.
    public var stride: Int
    /// Whether `[CLS]` and `[SEP]` are put in place.
    public var addsSpecialTokens: Bool
    /// Whether what does not fit comes back as further windows.
    public var returnsOverflow: Bool
    /// Whether offsets, word ids, sequence ids and the mask of special tokens are recorded.
    ///
    /// Training a classifier needs none of them; without them encodings are made faster and take less memory.
    public var recordsPlaces: Bool

    /// Creates options; without more, a text is encoded whole, with special tokens.
    public init(
        maximumLength: Int? = nil,
        truncation: TruncationStrategy = .longestFirst,
        stride: Int = 0,
        addsSpecialTokens: Bool = true,
        returnsOverflow: Bool = false,
        recordsPlaces: Bool = true
    ) {
        self.maximumLength = maximumLength
        self.truncation = truncation
        self.stride = stride
        self.addsSpecialTokens = addsSpecialTokens
        self.returnsOverflow = returnsOverflow
        self.recordsPlaces = recordsPlaces
    }
}
