import TestSupport

/// A WordNet of a few words, in the very format of the real one, made in a folder of its own.
struct TinyWordNet {
    let folder: TemporaryFolder

    private static let licence = "  1 This is a licence.  \n  2 Its lines begin with blanks.  \n"

    /// Synsets by part of speech: their words, and which of these are common.
    private static let synsets: [(partOfSpeech: String, letter: String, synsets: [[String]])] = [
        (
            "noun", "n",
            [
                ["film", "movie", "motion_picture"], ["film", "thin_layer"], ["box", "case"], ["city", "town"],
                ["Alien"],
                ["child", "kid"], ["car", "auto"], ["hour", "time_unit"],
            ]
        ),
        (
            "verb", "v",
            [["like", "love"], ["begin", "start"], ["stop", "halt"], ["carry", "transport"], ["go", "move"]]
        ),
        ("adj", "a", [["good", "fine"], ["ready", "ready_to_hand(p)", "handy(a)"], ["odd", "unusual", "strange"]]),
        ("adv", "r", [["quickly", "rapidly"]]),
    ]

    init() throws {
        folder = try TemporaryFolder()
        for (name, letter, synsets) in Self.synsets {
            var data = Self.licence
            var senses: [String: [Int]] = [:]
            for synset in synsets {
                let offset = data.utf8.count
                let digits = String(offset)
                let padded = String(repeating: "0", count: 8 - digits.count) + digits
                let count = String(synset.count, radix: 16)
                data += "\(padded) 03 \(letter) \(count.count == 1 ? "0" : "")\(count) "
                data += synset.map { "\($0) 0" }.joined(separator: " ") + " 000 | gloss; \"example\"  \n"
                for word in synset {
                    let key = word.prefix { $0 != "(" }.lowercased()
                    senses[key, default: []].append(offset)
                }
            }
            let lines = senses.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { word, offsets in
                let digits = offsets.map { offset in
                    String(repeating: "0", count: 8 - String(offset).count) + String(offset)
                }
                return "\(word) \(letter) \(offsets.count) 2 @ ~ \(offsets.count) 1 \(digits.joined(separator: " "))  "
            }
            try folder.write(data.utf8, to: "data.\(name)")
            try folder.write((Self.licence + lines.joined(separator: "\n") + "\n").utf8, to: "index.\(name)")
        }
        try folder.write("children child\n".utf8, to: "noun.exc")
        try folder.write(
            "began begin\nbegun begin\nbeginning begin\nstopped stop\nstopping stop\nwent go\ngone go\n".utf8,
            to: "verb.exc"
        )
        try folder.write("better good\n".utf8, to: "adj.exc")
        try folder.write("".utf8, to: "adv.exc")
    }
}
