/// An example as the checks see it, whatever its task.
public protocol InspectableExample: Sendable {
    /// The line of the file on which the example begins; 0 if it comes from no file.
    var line: Int { get }
    /// All its texts, which make it the example that it is.
    var contents: [String] { get }
    /// What a model should say about it, as one key; `nil` if that is not known.
    var answerKey: String? { get }
    /// The classes that it is an example of, one for each time: its label, its labels, its entities, its words' tags.
    var classes: [String] { get }
    /// Whether classes are what the model is to tell apart, so that one class alone, or nearly so, spoils the training.
    static var learnsClasses: Bool { get }
    /// What a tokenizer reads of it: texts, or words that have been cut already.
    var tokenizerInput: InspectionInput { get }
}

/// What a tokenizer reads of an example.
public enum InspectionInput: Sendable {
    /// A text, or two.
    case text(String, pair: String?)
    /// Words.
    case words([String])
}

extension TextExample: InspectableExample {
    /// The label, or the labels in an order that does not depend on the file's.
    public var answerKey: String? {
        label ?? labels.map { $0.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "\u{0}") }
    }

    /// The label, or the labels.
    public var classes: [String] { labels ?? [label].compactMap(\.self) }

    /// True.
    public static var learnsClasses: Bool { true }

    /// The text, and the second one of a pair.
    public var tokenizerInput: InspectionInput { .text(text, pair: pair) }
}

extension WordExample: InspectableExample {
    /// The tags.
    public var answerKey: String? { tags?.joined(separator: "\u{0}") }

    /// The types of the entities, or, where no tag is one of an entity, the tags.
    public var classes: [String] {
        guard let tags else { return [] }
        let parsed = tags.map { EntityTag($0) }
        guard parsed.contains(where: { $0 != nil }) else { return tags }
        return parsed.compactMap { tag in
            guard let tag, [.begin, .single].contains(tag.position) else { return nil }
            return String(tag.type)
        }
    }

    /// False: entities of one type are told from all other words.
    public static var learnsClasses: Bool { false }

    /// The words.
    public var tokenizerInput: InspectionInput { .words(words) }
}

extension QuestionExample: InspectableExample {
    /// The answers.
    public var answerKey: String? {
        isLabelled
            ? answers.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "\u{0}") : nil
    }

    /// Whether there is an answer.
    public var classes: [String] { isLabelled ? [isImpossible ? "no answer" : "answer"] : [] }

    /// False: questions that all have an answer are as good as any.
    public static var learnsClasses: Bool { false }

    /// The question and the context.
    public var tokenizerInput: InspectionInput { .text(question, pair: context) }
}
