public import StrictJSON

extension WordExample: AugmentableExample {
    /// What the tags of a file say about its words.
    public struct AugmentationRules: Sendable {
        /// Whether each word has a class of its own, such as a part of speech, and none is outside everything.
        let everyWordIsTagged: Bool
    }

    /// Words with tags can't be rewritten whole, and where every word has a class they must keep it.
    public static func rules(
        for examples: [WordExample],
        method: AugmentationMethod,
        options: AugmentationOptions
    ) throws(AugmentationError) -> AugmentationRules {
        guard case .words(let method) = method else {
            throw AugmentationError(
                .unsuitableMethod,
                "\(method.name) rewrites texts whole, and no word's tag could be followed; use synonyms, eda or masked"
            )
        }
        let tags = examples.lazy.compactMap(\.tags).joined()
        let rules = AugmentationRules(everyWordIsTagged: !tags.isEmpty && !tags.contains { isOutside($0) })
        if rules.everyWordIsTagged, !method.keepsPartsOfSpeech {
            throw AugmentationError(
                .unsuitableMethod,
                "\(method.name) would change what words are, and here every word has a tag (none is O); use synonyms"
            )
        }
        return rules
    }

    private static func isOutside(_ tag: String) -> Bool {
        EntityTag(tag)?.position == .outside
    }

    /// The words, those of entities protected; none without tags.
    public func augmentableTexts(under rules: AugmentationRules) -> [AugmentableText] {
        guard let tags else { return [AugmentableText(words: words, isProtected: words.map { _ in false })] }
        guard rules.everyWordIsTagged else {
            return [AugmentableText(words: words, isProtected: tags.map { !Self.isOutside($0) })]
        }
        let partsOfSpeech = tags.map { WordNet.PartOfSpeech(tag: $0) }
        return [
            AugmentableText(words: words, isProtected: partsOfSpeech.map { $0 == nil }, partsOfSpeech: partsOfSpeech)
        ]
    }

    /// The sentence after edits; words keep their tags, and those put in are outside of every entity.
    ///
    /// A text that the words were taken from is not kept: they are a sentence of their own now.
    public func edited(by edits: [[WordEdit]], under rules: AugmentationRules) -> WordExample? {
        let result = WordEdit.applied(
            edits.first ?? [],
            to: words,
            tags: tags ?? words.map { _ in "O" },
            insertedTag: "O"
        )
        return WordExample(words: result.words, tags: tags == nil ? nil : result.tags, line: line)
    }

    /// None: no word's tag could be followed.
    public var rewritableTexts: [String] { [] }

    /// The sentence as it is.
    public func rewritten(as texts: [String]) -> WordExample { self }

    /// The words.
    public var contents: [String] { words }

    /// `tokens` and, if there are any, `tags`.
    public var jsonLine: JSONObject {
        var members: [JSONObject.Member] = [.init("tokens", .array(words.map(JSONValue.string)))]
        if let tags { members.append(.init("tags", .array(tags.map(JSONValue.string)))) }
        return JSONObject(members)
    }
}

extension WordNet.PartOfSpeech {
    /// The part of speech that a tag names, in the Universal Dependencies' terms or the Penn Treebank's; `nil` for names
    /// and for words that WordNet doesn't know.
    init?(tag: String) {
        switch tag {
        case "NOUN", "NN", "NNS": self = .noun
        case "VERB", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ": self = .verb
        case "ADJ", "JJ": self = .adjective
        case "ADV", "RB": self = .adverb
        default: return nil
        }
    }
}
