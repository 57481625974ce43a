public import StrictJSON

extension QuestionExample: AugmentableExample {
    /// What the caller decides about contexts.
    public struct AugmentationRules: Sendable {
        /// Whether the context is changed too.
        let changesContexts: Bool
    }

    /// Every method suits questions; of contexts only words are changed.
    public static func rules(
        for examples: [QuestionExample],
        method: AugmentationMethod,
        options: AugmentationOptions
    ) throws(AugmentationError) -> AugmentationRules {
        AugmentationRules(changesContexts: options.changesContexts)
    }

    /// The question, and the context with its answers protected.
    public func augmentableTexts(under rules: AugmentationRules) -> [AugmentableText] {
        let question = AugmentableText(question)
        guard rules.changesContexts else { return [question] }
        return [question, AugmentableText(context, protecting: answers.compactMap(\.range))]
    }

    /// The question after edits, its answers where they stand then.
    ///
    /// - Parameters:
    ///   - edits: Those of the question and, if it is changed, of the context.
    ///   - rules: The file's rules.
    /// - Returns: The question; `nil` if an answer is not at its place, or can't be kept there.
    public func edited(by edits: [[WordEdit]], under rules: AugmentationRules) -> QuestionExample? {
        let texts = augmentableTexts(under: rules)
        let scripts = zip(texts, edits).map { $0.script(for: $1) }
        let results = zip(texts, scripts).map { $1.applied(to: $0.scalars) }
        var copy = self
        copy.question = String(String.UnicodeScalarView(results[0]))
        guard rules.changesContexts else { return copy }
        copy.context = String(String.UnicodeScalarView(results[1]))
        for (index, answer) in answers.enumerated() {
            guard let range = answer.range else { continue }
            guard !range.isEmpty, range.lowerBound >= 0, let moved = scripts[1].moved(range),
                moved.upperBound <= results[1].count,
                results[1][moved].elementsEqual(answer.text.unicodeScalars)
            else { return nil }
            copy.answers[index].start = moved.lowerBound
        }
        return copy
    }

    /// The question alone: in a context rewritten whole the answer could not be found again.
    public var rewritableTexts: [String] { [question] }

    /// The question in other words.
    public func rewritten(as texts: [String]) -> QuestionExample {
        var copy = self
        copy.question = texts[0]
        return copy
    }

    /// The question under an id that says what it is a copy of.
    public func named(asCopy number: Int) -> QuestionExample {
        var copy = self
        copy.id += "-copy\(number)"
        return copy
    }

    /// The question and the context.
    public var contents: [String] { [question, context] }

    /// `id`, `question`, `context`, `answers`, and `is_impossible` and `title` where they say something.
    public var jsonLine: JSONObject {
        let answers = answers.map { answer in
            var members: [JSONObject.Member] = [.init("text", .string(answer.text))]
            if let start = answer.start { members.append(.init("answer_start", JSONValue(start))) }
            return JSONValue.object(JSONObject(members))
        }
        var members: [JSONObject.Member] = [
            .init("id", .string(id)), .init("question", .string(question)), .init("context", .string(context)),
        ]
        if isLabelled { members.append(.init("answers", .array(answers))) }
        if isImpossible { members.append(.init("is_impossible", true)) }
        if let title { members.append(.init("title", .string(title))) }
        return JSONObject(members)
    }
}
