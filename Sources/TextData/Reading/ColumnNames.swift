/// The names by which columns are known when the caller names none, in lower case.
enum ColumnNames {
    /// Names of a column of single texts.
    static let text = ["text", "sentence", "review", "document", "comment"]

    /// Names of two columns that make a pair of texts, the first text first.
    static let pairs = [
        ("sentence1", "sentence2"), ("premise", "hypothesis"), ("question1", "question2"),
        ("question", "sentence"), ("#1 string", "#2 string"),
    ]

    /// Names of a column of labels.
    static let label = ["label", "class", "sentiment", "category"]

    /// Names of a column of labels in well-known files, used where no usual name is found.
    static let rareLabel = ["gold_label", "quality"]

    /// Names of a column of numbers, used where labels are numbers.
    static let score = ["score", "label", "similarity", "rating", "stars"]

    /// Names of a column of several labels, used where labels are lists.
    static let labels = ["labels", "label", "tags", "categories", "classes"]

    /// Names of a column of labels of a kind; the usual ones, and where none is found the rare ones.
    static func label(of kind: TableOptions.LabelKind) -> (usual: [String], rare: [String]) {
        switch kind {
        case .name: (label, rareLabel)
        case .number: (score, label)
        case .list: (labels, label)
        }
    }

    /// Whether a name is one of a text's, or of one of a pair's.
    static func isText(_ name: String) -> Bool {
        (text + pairs.flatMap { [$0.0, $0.1] }).contains { matches($0, name) }
    }

    /// Whether a name is one of labels or numbers.
    static func isLabel(_ name: String) -> Bool {
        (label + rareLabel + score + labels).contains { matches($0, name) }
    }

    /// Whether a first row holds one of these names, as a header would.
    static func isKnown(_ name: String) -> Bool {
        let all = text + label + rareLabel + pairs.flatMap { [$0.0, $0.1] }
        return all.contains { matches($0, name) }
    }

    /// Whether a column's name is the one looked for: whatever the case of ASCII letters, and with or without
    /// blanks around it.
    static func matches(_ wanted: String, _ name: String) -> Bool {
        lowercased(wanted).elementsEqual(lowercased(name))
    }

    private static func lowercased(_ name: String) -> [UInt8] {
        name.trimmingASCIIBlanks().utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}

extension String {
    /// The text without blanks, tabs and line ends around it.
    func trimmingASCIIBlanks() -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard let first = utf8.first, let last = utf8.last, isBlank(first) || isBlank(last) else { return self }
        let start = utf8.firstIndex { !isBlank($0) } ?? endIndex
        let end = utf8.lastIndex { !isBlank($0) }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
