/// Rewrites texts by way of another language: what comes back says the same in other words (Sennrich et al., 2016).
///
/// Whole texts are rewritten, so no word can be followed: tagged words can't be augmented this way, and of a question
/// with a context only the question is.
public struct BackTranslation: TextRewriting {
    /// The language of the texts.
    public let language: String
    /// The languages to go by; the first copy goes by the first, and so on in turn.
    public let pivots: [String]
    private let translation: CachedTranslation

    /// `back-translation`.
    public var name: String { "back-translation" }

    /// A rewriting.
    ///
    /// - Parameters:
    ///   - translator: What translates.
    ///   - language: The code of the texts' language, such as `en`.
    ///   - pivots: The codes of the languages to go by.
    ///   - cache: Where translations are kept, so that none is asked for twice, in this run or a later one.
    ///   - progress: Called with a sentence after each batch.
    /// - Precondition: There is at least one pivot.
    public init(
        _ translator: any Translator,
        language: String,
        pivots: [String],
        cache: TranslationCache? = nil,
        progress: ((String) -> Void)? = nil
    ) {
        precondition(!pivots.isEmpty, "No language to go by.")
        self.language = language
        self.pivots = pivots
        translation = CachedTranslation(translator: translator, cache: cache, progress: progress)
    }

    /// The texts there and back.
    ///
    /// - Parameters:
    ///   - texts: The texts.
    ///   - copy: Which copy is made, from 0.
    /// - Returns: As many texts; blank ones as they are.
    /// - Throws: ``AugmentationError``.
    public func rewritten(_ texts: [String], copy: Int) async throws -> [String] {
        let pivot = pivots[copy % pivots.count]
        let there = try await translation.translated(texts, from: language, to: pivot)
        return try await translation.translated(there, from: pivot, to: language)
    }
}

/// Rewrites texts by a command that goes there and back by itself, whatever it does on its way.
public struct RoundTrip: TextRewriting {
    private let translation: CachedTranslation

    /// `back-translation`.
    public var name: String { "back-translation" }

    /// A rewriting.
    ///
    /// - Parameters:
    ///   - translator: What rewrites.
    ///   - cache: Where what comes back is kept.
    ///   - progress: Called with a sentence after each batch.
    public init(_ translator: any Translator, cache: TranslationCache? = nil, progress: ((String) -> Void)? = nil) {
        translation = CachedTranslation(translator: translator, cache: cache, progress: progress)
    }

    /// What comes back; a further copy is the same.
    ///
    /// - Parameters:
    ///   - texts: The texts.
    ///   - copy: Which copy is made; it makes no difference.
    /// - Returns: As many texts; blank ones as they are.
    /// - Throws: ``AugmentationError``.
    public func rewritten(_ texts: [String], copy: Int) async throws -> [String] {
        try await translation.translated(texts, from: "", to: "")
    }
}
