/// What Python's `str` methods do to text, scalar by scalar, as the official scorers rely on it.
///
/// Unicode's tables come with the Swift runtime as they come with Python; the two can differ only for characters
/// that were added after the older of their versions.
enum PythonText {
    /// The text in lower case, as `str.lower()` has it: full mappings, and `ς` for a capital sigma that ends a word.
    static func lowercased(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var lowercased: [Unicode.Scalar] = []
        lowercased.reserveCapacity(scalars.count)
        for (index, scalar) in scalars.enumerated() {
            if scalar.isASCII {
                let isCapital = (0x41...0x5A).contains(scalar.value)
                lowercased.append(isCapital ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar)
            } else if scalar == "\u{3A3}" {
                lowercased.append(isFinalSigma(at: index, in: scalars) ? "\u{3C2}" : "\u{3C3}")
            } else {
                lowercased += scalar.properties.lowercaseMapping.unicodeScalars
            }
        }
        return lowercased
    }

    /// Whether a letter stands before a sigma and none after it, apart from what Unicode calls case-ignorable.
    private static func isFinalSigma(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
        guard before?.properties.isCased == true else { return false }
        let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
        return after?.properties.isCased != true
    }

    /// Whether `str.split()` splits at a character: Unicode's white space, and the four ASCII separators.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
            true
        default: false
        }
    }

    /// Whether a character is one of `string.punctuation`, which is ASCII's alone.
    static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// Whether a regular expression's `\w` matches a character: a letter, anything with a numeric value, or `_`.
    static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: scalar == "_" || scalar.properties.numericType != nil
        }
    }
}
