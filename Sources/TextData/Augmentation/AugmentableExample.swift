/// An example of which new ones can be made without its label, tags or answers going wrong.
///
/// Each kind of example says what may be changed in it and how what belongs to it moves along; the methods know
/// nothing of kinds, and ``Augmenter`` nothing of either.
public protocol AugmentableExample: JSONLineExample {
    /// What a whole data file says about what may be changed in each of its examples.
    associatedtype Rules

    /// Finds the rules out.
    ///
    /// - Parameters:
    ///   - examples: All examples.
    ///   - method: The method that is to be used.
    ///   - options: What the caller decides.
    /// - Returns: The rules.
    /// - Throws: ``AugmentationError`` with code `unsuitableMethod` if the method would spoil examples of this kind.
    static func rules(
        for examples: [Self],
        method: AugmentationMethod,
        options: AugmentationOptions
    ) throws(AugmentationError) -> Rules

    /// The texts whose words may be changed, with the parts that have to stay; empty if nothing may.
    ///
    /// - Parameter rules: The file's rules.
    /// - Returns: Always the same number of texts for an example.
    func augmentableTexts(under rules: Rules) -> [AugmentableText]

    /// The example after edits.
    ///
    /// - Parameters:
    ///   - edits: One list for each of the texts that ``augmentableTexts(under:)`` gives.
    ///   - rules: The file's rules.
    /// - Returns: The example, or `nil` if what belongs to it could not be kept exact.
    func edited(by edits: [[WordEdit]], under rules: Rules) -> Self?

    /// The texts that may be rewritten whole.
    var rewritableTexts: [String] { get }

    /// The example with rewritten texts.
    ///
    /// - Parameter texts: As many as ``rewritableTexts``.
    /// - Returns: The example.
    func rewritten(as texts: [String]) -> Self

    /// The example under a name of its own, where examples have names that must differ.
    ///
    /// - Parameter number: The copy, counted from 1.
    /// - Returns: The example.
    func named(asCopy number: Int) -> Self

    /// All texts of the example; two examples with the same ones are one to a model.
    var contents: [String] { get }
}

extension AugmentableExample {
    /// The example as it is.
    public func named(asCopy number: Int) -> Self { self }
}

/// How new examples are made.
public enum AugmentationMethod {
    /// Word by word.
    case words(any WordAugmentation)
    /// Text by text.
    case rewriting(any TextRewriting)

    /// What reports call it.
    public var name: String {
        switch self {
        case .words(let method): method.name
        case .rewriting(let method): method.name
        }
    }
}

/// What the caller of an augmentation decides.
public struct AugmentationOptions: Sendable, Equatable {
    /// How many new examples are tried for each one.
    public var copies: Int
    /// What decides every random choice.
    public var seed: UInt64
    /// Whether the contexts of questions are changed too, answers excepted.
    public var changesContexts: Bool

    /// Options with each choice spelled out.
    public init(copies: Int = 1, seed: UInt64 = 42, changesContexts: Bool = true) {
        self.copies = copies
        self.seed = seed
        self.changesContexts = changesContexts
    }
}
