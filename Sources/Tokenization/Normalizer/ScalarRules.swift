/// The steps of BERT's normaliser and word splitter, applied to a single scalar.
struct ScalarRules {
    private let options: NormalizationOptions
    private var known: [[UInt8]: UInt32] = [:]

    init(options: NormalizationOptions) {
        self.options = options
    }

    /// Every scalar with which something happens, but for what holds for whole ranges at once: Chinese
    /// characters, Hangul syllables, and what is dropped.
    func exceptions() -> [UInt32] {
        var scalars: [UInt32] = []
        for set in [UnicodeProperties.whitespace, UnicodeProperties.punctuation] {
            for range in set.ranges { scalars += range }
        }
        if options.lowercases {
            scalars.append(0x130)
            for run in stride(from: 0, to: UnicodeTables.lowercase.count, by: 4) {
                let table = UnicodeTables.lowercase
                scalars += stride(from: table[run], through: table[run + 1], by: Int(table[run + 2]))
            }
        }
        if options.doesStripAccents {
            for range in UnicodeProperties.nonspacing.ranges { scalars += range }
            for run in stride(from: 0, to: UnicodeTables.combiningClasses.count, by: 3) {
                scalars += UnicodeTables.combiningClasses[run]...UnicodeTables.combiningClasses[run + 1]
            }
            scalars += UnicodeProperties.decomposable
        }
        return scalars
    }

    /// The bits of a scalar's ``ScalarActions/Action``.
    ///
    /// - Parameters:
    ///   - scalar: The scalar.
    ///   - replacements: Where new replacements are appended.
    /// - Returns: The kind, and the length and position of the replacement if there is one.
    mutating func action(for scalar: UInt32, replacements: inout [UInt8]) -> UInt32 {
        if options.cleansText {
            if UnicodeProperties.dropped.contains(scalar) { return ScalarActions.Kind.dropped.rawValue }
            if UnicodeProperties.whitespace.contains(scalar) { return ScalarActions.Kind.space.rawValue }
        }
        var outputs: [UInt32] = []
        var canMove = false
        let lower = options.lowercases
        let strip = options.doesStripAccents
        let emit = { (output: UInt32) in
            if strip {
                guard !UnicodeProperties.nonspacing.contains(output) else { return }
                if UnicodeProperties.combiningClass(of: output) != 0 { canMove = true }
            }
            if lower { UnicodeProperties.lowercase(output) { outputs.append($0) } } else { outputs.append(output) }
        }
        if strip { UnicodeProperties.decompose(scalar, emit) } else { emit(scalar) }
        if canMove { return ScalarActions.Kind.contextual.rawValue }
        return bits(of: scalar, outputs: outputs, replacements: &replacements)
    }

    private mutating func bits(of scalar: UInt32, outputs: [UInt32], replacements: inout [UInt8]) -> UInt32 {
        guard let first = outputs.first else { return ScalarActions.Kind.dropped.rawValue }
        let isChinese = options.separatesChineseCharacters && UnicodeProperties.chinese.contains(scalar)
        let splits = outputs.contains { UnicodeProperties.whitespace.contains($0) || isPunctuation($0) }
        if outputs.count > 1, splits || isChinese { return ScalarActions.Kind.contextual.rawValue }
        if UnicodeProperties.whitespace.contains(first) { return ScalarActions.Kind.space.rawValue }
        let isIsolated = isChinese || splits
        if outputs == [scalar] {
            return (isIsolated ? ScalarActions.Kind.isolated : .word).rawValue
        }
        var bytes: [UInt8] = []
        for output in outputs { UTF8Scalar.append(output, to: &bytes) }
        guard bytes.count < 32 else { return ScalarActions.Kind.contextual.rawValue }
        let position = known[bytes] ?? UInt32(replacements.count)
        if known[bytes] == nil {
            known[bytes] = position
            replacements += bytes
        }
        let kind: ScalarActions.Kind = isIsolated ? .replacedIsolated : .replacedWord
        return kind.rawValue | UInt32(bytes.count) << 3 | position << 8
    }

    private func isPunctuation(_ scalar: UInt32) -> Bool {
        UnicodeProperties.punctuation.contains(scalar)
    }
}
