extension TextExample: AugmentableExample {
    /// Every method suits texts with a label or a value.
    public static func rules(
        for examples: [TextExample],
        method: AugmentationMethod,
        options: AugmentationOptions
    ) throws(AugmentationError) {}

    /// The text, and the second one of a pair.
    public func augmentableTexts(under rules: Void) -> [AugmentableText] {
        rewritableTexts.map { AugmentableText($0) }
    }

    /// The example after edits; its label stays.
    public func edited(by edits: [[WordEdit]], under rules: Void) -> TextExample? {
        rewritten(
            as: zip(augmentableTexts(under: rules), edits).map { text, edits in
                let scalars = text.script(for: edits).applied(to: text.scalars)
                return String(String.UnicodeScalarView(scalars))
            }
        )
    }

    /// The text, and the second one of a pair.
    public var rewritableTexts: [String] {
        [text, pair].compactMap(\.self)
    }

    /// The example with rewritten texts; its label stays.
    public func rewritten(as texts: [String]) -> TextExample {
        var copy = self
        copy.text = texts[0]
        if pair != nil { copy.pair = texts[1] }
        return copy
    }

    /// The text, and the second one of a pair.
    public var contents: [String] { rewritableTexts }
}
