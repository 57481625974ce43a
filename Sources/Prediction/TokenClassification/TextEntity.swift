/// A stretch of a text that a token classifier has given a label.
public struct TextEntity: Sendable, Equatable {
    /// What it is: a type such as `PER`, or without grouping the tag itself.
    public let label: String
    /// The text it covers.
    public let text: String
    /// How likely the label is: the mean over the words, or pieces, that were put together.
    public let score: Double
    /// What it covers, in Unicode scalars of the text as Python counts.
    public let range: Range<Int>
    /// The words it covers, wholly or in part.
    public let words: Range<Int>
}

/// How pieces of words become entities: the strategies of transformers' pipeline, by its names.
public enum EntityAggregation: String, Sendable, CaseIterable {
    /// Each piece on its own, with its tag; transformers' `none`, which in Swift is the absence of a value.
    case separate = "none"
    /// Neighbouring pieces of one type.
    case simple
    /// Neighbouring words of one type; a word has the tag of its first piece, as in training.
    case first
    /// The same; a word has the tag with the highest mean probability over its pieces.
    case average
    /// The same; a word has the tag of the piece that is most certain of its own.
    case max
}

/// What a token classifier says about one text.
public struct TaggingPrediction: Sendable, Equatable {
    /// The text.
    public let text: String
    /// Its words.
    public let words: [String]
    /// Where each word stands in the text, in Unicode scalars.
    public let wordRanges: [Range<Int>]
    /// The tag of each word.
    public let tags: [String]
    /// How likely each tag is, from 0 to 1.
    public let scores: [Double]
    /// The head's raw outputs for each word's first piece, in the labels' order.
    public let logits: [[Float]]
    /// The entities; none if the tags are not of entities.
    public let entities: [TextEntity]
}
