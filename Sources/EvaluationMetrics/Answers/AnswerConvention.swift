/// An official scorer of answers to questions, by its rules for comparing a predicted answer with a true one.
public enum AnswerConvention: String, Sendable, CaseIterable {
    /// SQuAD 1.1: every question has an answer; answers are compared word by word.
    case squad
    /// SQuAD 2.0: as 1.1, and a question may have no answer, to which the empty answer is right.
    case squad2
    /// KorQuAD 1.0: every question has an answer; answers are compared character by character.
    case korquad
}

// MARK: - Normalising

extension AnswerConvention {
    /// An answer as the scorer compares it.
    ///
    /// For SQuAD: in lower case, without ASCII punctuation, without the articles *a*, *an* and *the*, and with
    /// one blank for any white space. For KorQuAD: quotation marks, angle brackets and parentheses replaced by
    /// blanks, then the same but for the articles, which stay.
    ///
    /// - Parameter answer: The answer.
    /// - Returns: What is left of it.
    public func normalized(_ answer: String) -> String {
        var text = String.UnicodeScalarView()
        for (index, word) in words(of: answer).enumerated() {
            if index > 0 { text.append(" ") }
            text.append(contentsOf: word)
        }
        return String(text)
    }

    /// The words of the normalised answer.
    func words(of answer: String) -> [ArraySlice<Unicode.Scalar>] {
        var scalars = Array(answer.unicodeScalars)
        if self == .korquad { scalars = scalars.map { Self.koreanBrackets.contains($0) ? " " : $0 } }
        scalars = PythonText.lowercased(scalars).filter { !PythonText.isPunctuation($0) }
        if self != .korquad { scalars = Self.withoutArticles(scalars) }
        return scalars.split(whereSeparator: PythonText.isSpace)
    }

    /// What KorQuAD's scorer replaces by blanks.
    private static let koreanBrackets: Set<Unicode.Scalar> = [
        "'", "\"", "《", "》", "<", ">", "〈", "〉", "(", ")", "\u{2018}", "\u{2019}",
    ]

    private static let articles: [[Unicode.Scalar]] = [["a"], ["a", "n"], ["t", "h", "e"]]

    /// The text with a blank for each article that is a whole word, words being what `\w+` matches.
    private static func withoutArticles(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(scalars.count)
        var index = 0
        while index < scalars.count {
            guard PythonText.isWordCharacter(scalars[index]) else {
                result.append(scalars[index])
                index += 1
                continue
            }
            let end = scalars[index...].firstIndex { !PythonText.isWordCharacter($0) } ?? scalars.count
            let word = scalars[index..<end]
            if articles.contains(where: { word.elementsEqual($0) }) {
                result.append(" ")
            } else {
                result += word
            }
            index = end
        }
        return result
    }
}

// MARK: - Comparing

extension AnswerConvention {
    /// How well a predicted answer agrees with a true one.
    ///
    /// - Parameters:
    ///   - prediction: The predicted answer.
    ///   - reference: The true answer; empty for a question without answer in SQuAD 2.0.
    /// - Returns: Whether the two are the same when normalised, as 0 or 1, and the F1, from 0 to 1, of the words
    ///   (in KorQuAD, characters) that they share.
    public func score(prediction: String, reference: String) -> (exactMatch: Double, f1: Double) {
        score(prediction: words(of: prediction), reference: words(of: reference))
    }

    /// The best agreement of a predicted answer with any of the true ones.
    ///
    /// - Parameters:
    ///   - prediction: The predicted answer.
    ///   - references: The true answers. In SQuAD 2.0 those of which nothing is left when normalised don't count,
    ///     and where none is left the empty answer is the true one. In the others no answer at all gives 0, where
    ///     the official scorers stop.
    /// - Returns: The best exact match, and the best F1.
    public func score(prediction: String, references: [String]) -> (exactMatch: Double, f1: Double) {
        let predicted = words(of: prediction)
        var answers = references.map { words(of: $0) }
        if self == .squad2 {
            answers.removeAll(where: \.isEmpty)
            if answers.isEmpty { answers = [[]] }
        }
        return answers.reduce((0, 0)) { best, answer in
            let score = score(prediction: predicted, reference: answer)
            return (max(best.exactMatch, score.exactMatch), max(best.f1, score.f1))
        }
    }

    private func score(
        prediction: [ArraySlice<Unicode.Scalar>],
        reference: [ArraySlice<Unicode.Scalar>]
    ) -> (exactMatch: Double, f1: Double) {
        let isSame = prediction == reference
        if self == .squad2 && (prediction.isEmpty || reference.isEmpty) { return (isSame ? 1 : 0, isSame ? 1 : 0) }
        let f1 =
            self == .korquad
            ? Self.f1(prediction.flatMap { $0 }, reference.flatMap { $0 }) : Self.f1(prediction, reference)
        return (isSame ? 1 : 0, f1)
    }

    /// The F1 of what two lists share, each element counted as often as it occurs in both.
    private static func f1<Element: Hashable>(_ prediction: [Element], _ reference: [Element]) -> Double {
        var counts: [Element: Int] = [:]
        for element in reference { counts[element, default: 0] += 1 }
        var shared = 0
        for element in prediction {
            guard let count = counts[element], count > 0 else { continue }
            counts[element] = count - 1
            shared += 1
        }
        guard shared > 0 else { return 0 }
        let precision = Double(shared) / Double(prediction.count)
        let recall = Double(shared) / Double(reference.count)
        return (2 * precision * recall) / (precision + recall)
    }
}
