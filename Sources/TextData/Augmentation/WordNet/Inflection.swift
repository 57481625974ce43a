/// The forms of English words that can be recognised and made again.
enum Inflection: Sendable {
    /// The base form.
    case base
    /// A noun's plural.
    case plural
    /// A verb's third person singular.
    case thirdPerson
    /// A verb's past, or its past participle.
    case past
    /// A verb's form in `-ing`.
    case gerund
}

/// A word taken apart: what it is a form of.
struct WordAnalysis: Sendable {
    let lemma: String
    let partOfSpeech: WordNet.PartOfSpeech
    let inflection: Inflection
    let entry: WordNet.Entry
}

// MARK: - Taking words apart

extension WordNet {
    /// What a word may be a form of: by the exception lists, and by taking endings off as morphy(7WN) does.
    ///
    /// - Parameter word: A word in lower case.
    /// - Returns: The readings, those whose base form is more common first.
    /// - Throws: ``AugmentationError`` with code `malformedWordNet`.
    func analyses(of word: String) throws(AugmentationError) -> [WordAnalysis] {
        var found: [WordAnalysis] = []
        for partOfSpeech in PartOfSpeech.allCases {
            var seen: Set<UTF8Key> = []
            for (lemma, inflection) in candidates(for: word, as: partOfSpeech) {
                guard seen.insert(UTF8Key(lemma)).inserted, let entry = try entry(for: lemma, as: partOfSpeech)
                else { continue }
                found.append(
                    WordAnalysis(lemma: lemma, partOfSpeech: partOfSpeech, inflection: inflection, entry: entry)
                )
            }
        }
        // The sort has to be stable: readings that are as common stay in the order of the parts of speech.
        return found.enumerated()
            .sorted { ($1.element.entry.taggedSenseCount, $0.offset) < ($0.element.entry.taggedSenseCount, $1.offset) }
            .map(\.element)
    }

    private func candidates(for word: String, as partOfSpeech: PartOfSpeech) -> [(String, Inflection)] {
        let irregular = exceptions[partOfSpeech]?.baseForms(of: word) ?? []
        let bases = [(word, Inflection.base)]
        switch partOfSpeech {
        case .noun:
            return bases + irregular.map { ($0, .plural) }
                + Self.stripped(word, [("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh")])
                .map { ($0, .plural) } + Self.stripped(word, [("ies", "y"), ("s", "")]).map { ($0, .plural) }
        case .verb:
            return bases + irregular.map { ($0, Self.inflection(ofIrregularVerb: word)) }
                + Self.stripped(word, [("ies", "y"), ("es", "e"), ("es", ""), ("s", "")]).map { ($0, .thirdPerson) }
                + Self.stripped(word, [("ied", "y"), ("ed", "e"), ("ed", "")]).map { ($0, .past) }
                + Self.stripped(word, [("ing", "e"), ("ing", "")]).map { ($0, .gerund) }
        case .adjective, .adverb:
            // Whether another word is compared with -er or with more can't be told, so compared words stay.
            return bases
        }
    }

    private static func inflection(ofIrregularVerb form: String) -> Inflection {
        form.hasSuffix("ing") ? .gerund : form.hasSuffix("s") ? .thirdPerson : .past
    }

    private static func stripped(_ word: String, _ endings: [(ending: String, base: String)]) -> [String] {
        endings.compactMap { ending, base in
            guard word.utf8.count > ending.utf8.count + 1, word.hasSuffix(ending) else { return nil }
            return String(word.dropLast(ending.count)) + base
        }
    }
}

// MARK: - Making forms

extension WordNet {
    /// A form of a base form.
    ///
    /// - Parameters:
    ///   - lemma: The base form in lower case, possibly several words with blanks between them.
    ///   - partOfSpeech: Its part of speech.
    ///   - inflection: The form.
    /// - Returns: The form, or `nil` if it can't be told for certain.
    func form(of lemma: String, as partOfSpeech: PartOfSpeech, _ inflection: Inflection) -> String? {
        guard inflection != .base else { return lemma }
        if let blank = lemma.utf8.lastIndex(of: UInt8(ascii: " ")) {
            // Of nouns the last word is inflected; which word of a verb is, can't be told.
            guard partOfSpeech == .noun else { return nil }
            let start = lemma.utf8.index(after: blank)
            return form(of: String(lemma[start...]), as: partOfSpeech, inflection).map { lemma[..<start] + $0 }
        }
        let irregular = (exceptions[partOfSpeech]?.forms(of: lemma) ?? []).filter { form in
            partOfSpeech == .noun || Self.inflection(ofIrregularVerb: form) == inflection
        }
        switch irregular.count {
        case 0: return Self.regularForm(of: lemma, inflection)
        case 1: return irregular[0]
        // Went or gone, indexes or indices: one would have to know more.
        default: return nil
        }
    }

    private static func regularForm(of lemma: String, _ inflection: Inflection) -> String? {
        let letters = Array(lemma.utf8)
        guard letters.count > 1, let last = letters.last else { return nil }
        let endsInConsonantY = last == UInt8(ascii: "y") && !isVowel(letters[letters.count - 2])
        switch inflection {
        case .base: return lemma
        case .plural, .thirdPerson:
            if endsInConsonantY { return lemma.dropLast() + "ies" }
            if ["s", "x", "z", "ch", "sh"].contains(where: { lemma.hasSuffix($0) }) { return lemma + "es" }
            // Potatoes, but photos.
            if last == UInt8(ascii: "o") && !isVowel(letters[letters.count - 2]) {
                return inflection == .plural ? nil : lemma + "es"
            }
            return lemma + "s"
        case .past:
            if endsInConsonantY { return lemma.dropLast() + "ied" }
            return lemma + (last == UInt8(ascii: "e") ? "d" : "ed")
        case .gerund:
            if lemma.hasSuffix("ie") { return lemma.dropLast(2) + "ying" }
            let keepsE = ["ee", "oe", "ye"].contains { lemma.hasSuffix($0) }
            return (last == UInt8(ascii: "e") && !keepsE ? String(lemma.dropLast()) : lemma) + "ing"
        }
    }

    private static func isVowel(_ letter: UInt8) -> Bool {
        "aeiou".utf8.contains(letter)
    }
}
