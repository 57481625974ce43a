/// The scripts that texts and vocabularies are told apart by.
enum Script: String, CaseIterable, Sendable {
    case latin = "Latin"
    case hangul = "Hangul"
    case han = "Han"
    case kana = "Kana"
    case cyrillic = "Cyrillic"
    case greek = "Greek"
    case arabic = "Arabic"
    case hebrew = "Hebrew"
    case devanagari = "Devanagari"
    case thai = "Thai"

    /// The script of a letter; `nil` for signs, digits and letters of other scripts.
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A,
            0xC0...0x24F where scalar.value != 0xD7 && scalar.value != 0xF7, 0x1E00...0x1EFF:
            self = .latin
        case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: self = .hangul
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .han
        case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: self = .kana
        case 0x400...0x52F: self = .cyrillic
        case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
        case 0x600...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFC: self = .arabic
        case 0x590...0x5FF: self = .hebrew
        case 0x900...0x97F: self = .devanagari
        case 0xE00...0xE7F: self = .thai
        default: return nil
        }
    }
}

/// How many letters of each script there are in texts, or how many tokens with such letters in a vocabulary.
struct ScriptCounts: Sendable {
    private(set) var counts: [Script: Int] = [:]

    /// Counts the letters of a text.
    mutating func addLetters(of text: String) {
        for scalar in text.unicodeScalars {
            if let script = Script(scalar) { counts[script, default: 0] += 1 }
        }
    }

    /// Counts a token once for the script of its first letter.
    mutating func addToken(_ token: String) {
        if let script = token.unicodeScalars.lazy.compactMap({ Script($0) }).first { counts[script, default: 0] += 1 }
    }

    var total: Int { counts.values.reduce(0, +) }
}
