import StrictJSON

/// Reads JSON Lines of sentences: `tokens` and `tags`, or `text` and `spans`.
///
/// The first line shows which. Offsets of spans count Unicode scalars, as Python does.
struct WordJSONReader {
    /// What the first line settles.
    private enum Form {
        case words(String, tags: String?)
        case text(String, spans: String?)

        var description: String {
            switch self {
            case .words(let words, let tags):
                "JSON Lines, " + [words, tags].compactMap { $0 }.joined(separator: " and ")
            case .text(let text, let spans):
                "JSON Lines, " + [text, spans].compactMap { $0 }.joined(separator: " and ")
            }
        }
    }

    /// Reads the whole file.
    ///
    /// - Throws: ``DataError`` at the first line that cannot be read.
    static func read(_ source: consuming LineReader, options: TableOptions) throws(DataError) -> WordDataset {
        var lines = source
        var builder = WordDatasetBuilder(path: lines.path)
        var form: Form?
        while try lines.next() {
            if lines.isBlank { continue }
            let object = try JSONLine.members(of: lines.wholeLine, path: lines.path)
            let line = WordJSONLine(object: object, line: lines.number, path: lines.path)
            let settled: Form
            if let form {
                settled = form
            } else {
                let names = object.members.map(\.name)
                let (options, followed) = options.following(firstRow: names, areNames: true)
                builder.followed = followed
                settled = try Self.form(of: line, options: options)
            }
            form = settled
            switch settled {
            case .words(let words, let tags):
                let (example, isMatched) = try line.sentence(words, tags, isTagged: options.labelsRequired)
                if !isMatched { builder.unmatchedTexts.add(line.line) }
                try builder.add(example)
            case .text(let name, nil):
                try builder.add(WordExample(text: try line.text(name), line: line.line))
            case .text(let name, let spans?):
                let (example, cutCount) = try line.text(name, spans, isTagged: options.labelsRequired)
                for _ in 0..<cutCount { builder.cutWords.add(line.line) }
                try builder.add(example)
            }
        }
        return try builder.dataset(form?.description ?? "JSON Lines")
    }

    private static func form(of line: WordJSONLine, options: TableOptions) throws(DataError) -> Form {
        let isThere = { (name: String) in line.object[name] != nil }
        let wordName = options.textColumn ?? (WordMembers.words + WordMembers.texts).first(where: isThere)
        guard let wordName, let value = line.object[wordName] else {
            throw line.error(
                .missingColumn,
                options.textColumn.map { "the object has no member '\($0)', which --text-column asks for" }
                    ?? "the object has neither 'tokens' nor 'text'; name the member with --text-column"
            )
        }
        let isText = value.string != nil
        let usual = (isText ? WordMembers.spans : WordMembers.tags).filter { isThere($0) && $0 != wordName }
        let candidates = usual.isEmpty && !isText ? WordMembers.rareTags.filter(isThere) : usual
        if candidates.count > 1 && options.labelColumn == nil {
            throw line.error(
                .ambiguousColumn,
                "the members \(candidates.joined(separator: " and ")) could all be the tags; choose with --label-column"
            )
        }
        let labelName = options.labelColumn ?? candidates.first
        guard let labelName else {
            guard options.labelsRequired else {
                return isText ? .text(wordName, spans: nil) : .words(wordName, tags: nil)
            }
            throw line.error(
                .missingLabel,
                "the object has no '\(isText ? "spans" : "tags")'; name the member with --label-column"
            )
        }
        return isText ? .text(wordName, spans: labelName) : .words(wordName, tags: labelName)
    }
}
