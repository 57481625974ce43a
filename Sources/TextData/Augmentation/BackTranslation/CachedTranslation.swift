/// Translates batch by batch, asking nothing twice.
struct CachedTranslation {
    let translator: any Translator
    let cache: TranslationCache?
    let progress: ((String) -> Void)?

    /// Translates what no cache holds, each distinct text once.
    func translated(
        _ texts: [String],
        from source: String,
        to target: String
    ) async throws(AugmentationError) -> [String] {
        var known: [UTF8Key: String] = [:]
        var missing: [String] = []
        for text in texts where known[UTF8Key(text)] == nil {
            // A line is what commands take, and what comes back from a server may have lost its line ends anyway.
            let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
            let stored = isBlank ? text : cache?.translation(of: text, from: source, to: target, by: translator)
            known[UTF8Key(text)] = stored ?? ""
            if stored == nil { missing.append(text) }
        }
        for start in stride(from: 0, to: missing.count, by: translator.batchSize) {
            let batch = Array(missing[start..<min(start + translator.batchSize, missing.count)])
            let answers = try await translator.translated(batch.map(Self.onOneLine), from: source, to: target)
            guard answers.count == batch.count else {
                throw AugmentationError(
                    .badTranslation,
                    "\(answers.count) texts came back for \(batch.count); every text must give one",
                    path: translator.identity
                )
            }
            for (text, answer) in zip(batch, answers) {
                try cache?.store(answer, for: text, from: source, to: target, by: translator)
                known[UTF8Key(text)] = answer
            }
            try cache?.synchronize()
            let way = source.isEmpty ? "there and back" : "\(source) to \(target)"
            progress?("\(way): \(start + batch.count) of \(missing.count) texts translated")
        }
        return texts.map { known[UTF8Key($0)] ?? $0 }
    }

    private static func onOneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { Self.lineEnds.contains($0) ? " " : $0 }))
    }

    private static let lineEnds: Set<Unicode.Scalar> = [
        "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}",
    ]
}
