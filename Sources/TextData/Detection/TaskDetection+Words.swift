extension TaskDetection {
    /// What the name or the first lines of a file show, if it holds tagged words.
    static func fromWords(_ input: borrowing ByteInput, options: TableOptions) -> TaskDetection? {
        let task = "token-classification"
        switch options.format {
        case .conll, .conllu: return TaskDetection(task, "the format that --format names")
        case .automatic, .tsv: break
        case .csv, .jsonl, .lines: return nil
        }
        let fileExtension = FileLayout.lowercasedExtension(of: input.path)
        if ["conll", "conllu", "bio", "iob", "iob1", "iob2", "bioes", "ner"].contains(fileExtension) {
            return TaskDetection(task, "the name ends in .\(fileExtension)")
        }
        guard fileExtension != "csv" else { return nil }
        let rows = Rows(input.window[input.position...].prefix(1 << 16))
        if rows.beginsDocument { return TaskDetection(task, "a line -DOCSTART-") }
        if rows.lookLikeCoNLLU {
            return TaskDetection(task, "ten columns and the number of a word in the first, as in CoNLL-U")
        }
        if rows.endInTags {
            return TaskDetection(
                task,
                "one word a line, tags such as \(rows.exampleTag ?? "O") behind it, blank lines between"
            )
        }
        return nil
    }
}

/// The first whole lines of a file, cut at white space.
private struct Rows {
    private let rows: [[ArraySlice<UInt8>]]
    private let hasBlankLine: Bool

    init(_ beginning: ArraySlice<UInt8>) {
        let lines = beginning.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }.prefix(400)
        // The last line may be cut off.
        let whole = lines.count > 1 ? lines.dropLast() : lines
        hasBlankLine = whole.contains { $0.allSatisfy { $0 <= 0x20 } }
        rows = whole.map { $0.split { $0 == 0x20 || $0 == 0x09 } }.filter { row in
            row.first.map { !$0.elementsEqual("#".utf8) && !$0.elementsEqual("##".utf8) } ?? false
        }
    }

    var beginsDocument: Bool {
        rows.first?.first?.elementsEqual("-DOCSTART-".utf8) ?? false
    }

    var lookLikeCoNLLU: Bool {
        guard let first = rows.first, first.count >= 10, let id = first.first else { return false }
        return id.elementsEqual("1".utf8) || id.starts(with: "1-".utf8)
    }

    /// Whether all lines end in a tag of an entity, with a word before it as a rule, and there are blank lines.
    var endInTags: Bool {
        // The word may be a blank: KLUE's files have a character a line.
        hasBlankLine && !rows.isEmpty && rows.allSatisfy { $0.last.flatMap(Self.tag) != nil }
            && rows.count { $0.count > 1 } * 2 > rows.count
    }

    /// A tag that is not `O`.
    var exampleTag: String? {
        rows.lazy.compactMap { $0.last.flatMap(Self.tag) }.first { $0.position != .outside }.map { "B-\($0.type)" }
    }

    private static func tag(_ bytes: ArraySlice<UInt8>) -> EntityTag? {
        EntityTag(String(decoding: bytes, as: UTF8.self))
    }
}
