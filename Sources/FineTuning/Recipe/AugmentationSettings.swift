/// How new training examples are made before a run: the section `augmentation` of a recipe.
///
/// What translates is not part of it: a recipe that someone else wrote must not start programs or send texts anywhere.
/// It is named on the command line each time.
public struct AugmentationSettings: Sendable, Equatable {
    /// The ways of making new examples.
    public enum Method: String, Sendable, CaseIterable {
        /// Synonyms from WordNet.
        case synonyms
        /// Random swaps, deletions, insertions and synonyms.
        case eda
        /// What a masked language model expects.
        case masked
        /// There and back by another language.
        case backTranslation = "back-translation"
    }

    /// How new examples are made.
    public var method: Method
    /// How many are tried for each example.
    public var copies = 1
    /// The part of a text's words that is changed; `nil` for a tenth.
    public var changeRate: Double?
    /// The same for `eda`'s synonyms alone.
    public var replacementRate: Double?
    /// The same for `eda`'s insertions.
    public var insertionRate: Double?
    /// The same for `eda`'s swaps.
    public var swapRate: Double?
    /// The same for `eda`'s deletions.
    public var deletionRate: Double?
    /// The folder of WordNet's files; `nil` for the usual one.
    public var wordnet: String?
    /// The model that guesses masked words; `nil` for the one that is trained.
    public var maskedModel: String?
    /// The language of the texts; `nil` for English.
    public var language: String?
    /// The languages to go by; `nil` for German.
    public var via: [String]?
    /// Whether the contexts of questions are changed too.
    public var changesContexts: Bool?

    /// Settings of a method, everything else at its default.
    public init(_ method: Method) {
        self.method = method
    }
}

// MARK: - What may be said

extension AugmentationSettings {
    /// A setting that can't be followed.
    public struct Fault: Sendable, Equatable {
        /// The setting, by its name in a recipe.
        public let name: String
        /// What is wrong with it, and what to do: the rest of a sentence that begins with the name.
        public let message: String
    }

    /// The first thing that is wrong with the settings; `nil` if nothing is.
    public var fault: Fault? {
        if let name = givenNames.first(where: { !method.settingNames.contains($0) }) {
            return Fault(name: name, message: "is of no use to \(method.rawValue); leave it out")
        }
        for rate in Self.rates {
            guard let value = self[keyPath: rate.path], !rate.isValid(value) else { continue }
            return Fault(name: rate.name, message: "must be \(rate.allowed), but is \(value)")
        }
        return Self.allowedCopies.contains(copies)
            ? nil : Fault(name: "copies", message: "must be \(Self.copiesInWords), but is \(copies)")
    }

    /// The settings that say something, beside the method and the number of copies.
    package var givenNames: [String] {
        let others: [(String, Bool)] = [
            ("wordnet", wordnet != nil), ("maskedModel", maskedModel != nil), ("language", language != nil),
            ("via", via != nil), ("changesContexts", changesContexts != nil),
        ]
        return Self.rates.filter { self[keyPath: $0.path] != nil }.map(\.name) + others.filter(\.1).map(\.0)
    }

    /// The numbers of copies that may be tried.
    private static let allowedCopies = 1...1000
    private static let copiesInWords =
        "a whole number from \(allowedCopies.lowerBound) to \(allowedCopies.upperBound)"

    /// A part of a text's words, and what it may be.
    private struct Rate {
        let name: String
        let path: any WritableKeyPath<AugmentationSettings, Double?> & Sendable
        let allowed: String
        let isValid: @Sendable (Double) -> Bool

        init(
            _ name: String,
            _ path: any WritableKeyPath<AugmentationSettings, Double?> & Sendable,
            _ allowed: String = "a number from 0 to 1",
            isValid: @escaping @Sendable (Double) -> Bool = { (0...1).contains($0) }
        ) {
            self.name = name
            self.path = path
            self.allowed = allowed
            self.isValid = isValid
        }
    }

    private static let rates = [
        Rate("changeRate", \.changeRate, "a number above 0, as nothing would be changed, and at most 1") {
            $0 > 0 && $0 <= 1
        },
        Rate("replacementRate", \.replacementRate), Rate("insertionRate", \.insertionRate),
        Rate("swapRate", \.swapRate),
        Rate("deletionRate", \.deletionRate, "a number from 0 to below 1, as a word has to stay") {
            (0..<1).contains($0)
        },
    ]
}

extension AugmentationSettings.Method {
    /// The settings that the method follows, beside the number of copies.
    fileprivate var settingNames: Set<String> {
        let own: Set<String> =
            switch self {
            case .synonyms: ["changeRate", "wordnet"]
            case .eda: ["changeRate", "replacementRate", "insertionRate", "swapRate", "deletionRate", "wordnet"]
            case .masked: ["changeRate", "maskedModel"]
            case .backTranslation: ["language", "via"]
            }
        return own.union(["changesContexts"])
    }
}

// MARK: - YAML

extension AugmentationSettings {

    /// Reads the section.
    init(_ mapping: YAMLMapping) throws(RecipeError) {
        let names =
            ["method", "copies"] + Self.rates.map(\.name)
            + ["wordnet", "maskedModel", "language", "via", "changesContexts"]
        try mapping.checkKeys(names.map { ($0, []) }, of: "augmentation")
        guard let method: Method = try mapping.choice("method") else {
            throw mapping.error(.invalidValue, "augmentation needs a method; add the key method")
        }
        self.init(method)
        copies = try mapping.value("copies", Self.copiesInWords) { Int($0) } ?? 1
        for rate in Self.rates {
            self[keyPath: rate.path] = try mapping.value(rate.name, rate.allowed) { Double($0) }
        }
        wordnet = try mapping.string("wordnet")
        maskedModel = try mapping.string("maskedModel")
        language = try mapping.string("language")
        via = try mapping.strings("via")
        changesContexts = try mapping.value("changesContexts", "true or false") { Bool($0) }
        if let fault {
            throw mapping.locating(RecipeError(.invalidValue, "\(fault.name) \(fault.message)", key: fault.name))
        }
    }

    /// The lines of the section, its name first.
    var yamlLines: [String] {
        var lines = ["augmentation:", "  method: \(method.rawValue)", "  copies: \(copies)"]
        for rate in Self.rates {
            if let value = self[keyPath: rate.path] { lines.append("  \(rate.name): \(value)") }
        }
        for (name, value) in [("wordnet", wordnet), ("maskedModel", maskedModel), ("language", language)] {
            if let value { lines.append("  \(name): \(YAMLText.quoted(value))") }
        }
        if let via {
            lines.append(via.isEmpty ? "  via: []" : "  via:")
            lines += via.map { "    - \(YAMLText.quoted($0))" }
        }
        if let changesContexts { lines.append("  changesContexts: \(changesContexts)") }
        return lines
    }
}
