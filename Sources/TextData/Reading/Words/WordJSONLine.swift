import StrictJSON

/// The JSON object on one line of a file, and the sentence it makes.
struct WordJSONLine {
    let object: JSONObject
    let line: Int
    let path: String

    func error(_ code: DataError.Code, _ message: String, _ field: String? = nil) -> DataError {
        DataError(code, message, path: path, line: line, field: field)
    }

    /// The string under a name.
    func text(_ name: String) throws(DataError) -> String {
        try JSONLine(object: object, line: line, path: path).text(name)
    }

    /// The elements of an array under a name; `nil` if there is none, or null.
    private func elements(_ name: String) throws(DataError) -> [JSONValue]? {
        switch object[name] {
        case nil, .null: return nil
        case .array(let elements): return elements
        default: throw error(.invalidField, "'\(name)' is not an array", name)
        }
    }

    private func missing(_ name: String) -> DataError {
        error(
            .missingLabel,
            "the object has no '\(name)', which other lines have; leave the line out or fill it in",
            name
        )
    }
}

// MARK: - Words and tags

extension WordJSONLine {
    /// The sentence of a list of words and a list of tags.
    ///
    /// - Parameters:
    ///   - wordsName: The member with the words.
    ///   - tagsName: The member with the tags, if there is one.
    ///   - isTagged: Whether there must be tags.
    /// - Returns: The sentence, and whether its words make up the member `text`, if there is one.
    /// - Throws: ``DataError`` with code `missingColumn`, `missingLabel`, `missingWord` or `invalidField`.
    func sentence(
        _ wordsName: String,
        _ tagsName: String?,
        isTagged: Bool
    ) throws(DataError) -> (example: WordExample, isMatched: Bool) {
        guard let values = try elements(wordsName) else {
            throw error(.missingColumn, "the object has no member '\(wordsName)', which earlier lines have", wordsName)
        }
        var words: [String] = []
        for (index, value) in values.enumerated() {
            guard let word = value.string else {
                throw error(.invalidField, "'\(wordsName)': element \(index + 1) is not a string", wordsName)
            }
            guard !word.isEmpty else {
                throw error(.missingWord, "'\(wordsName)': element \(index + 1) is empty; fill it in", wordsName)
            }
            words.append(word)
        }
        let tags = try tagsName.flatMap { (name) throws(DataError) in try self.tags(name, of: words, isTagged: isTagged)
        }
        var example = WordExample(words: words, tags: tags, line: line)
        guard wordsName != "text", let text = object["text"]?.string else { return (example, true) }
        guard let ranges = TextAlignment.ranges(of: words, in: text) else { return (example, false) }
        example = WordExample(words: words, tags: tags, text: text, wordRanges: ranges, line: line)
        return (example, true)
    }

    private func tags(_ name: String, of words: [String], isTagged: Bool) throws(DataError) -> [String]? {
        guard let values = try elements(name) else {
            guard isTagged else { return nil }
            throw missing(name)
        }
        guard values.count == words.count else {
            throw error(
                .invalidField,
                "'\(name)' has \(values.count) tags for \(words.count) words; there must be one for each",
                name
            )
        }
        var tags: [String] = []
        for (index, value) in values.enumerated() {
            guard let tag = (value.string ?? value.int.map { String($0) })?.trimmingASCIIBlanks() else {
                throw error(.invalidField, "'\(name)': element \(index + 1) is neither a string nor an integer", name)
            }
            guard !tag.isEmpty else {
                throw error(.missingLabel, "'\(name)': element \(index + 1) is empty; fill it in", name)
            }
            tags.append(tag)
        }
        return tags
    }
}

// MARK: - Text and spans

extension WordJSONLine {
    /// The sentence of a text and its marked stretches.
    ///
    /// - Parameters:
    ///   - textName: The member with the text.
    ///   - spansName: The member with the stretches.
    ///   - isTagged: Whether there must be some, if only an empty list.
    /// - Returns: The sentence, and how many borders of stretches lie within words.
    /// - Throws: ``DataError`` with code `missingColumn`, `missingLabel`, `invalidField` or `invalidSpan`.
    func text(
        _ textName: String,
        _ spansName: String,
        isTagged: Bool
    ) throws(DataError) -> (example: WordExample, cutCount: Int) {
        let text = try self.text(textName)
        guard let values = try elements(spansName) else {
            guard isTagged else { return (WordExample(text: text, line: line), 0) }
            throw error(
                .missingLabel,
                "the object has no '\(spansName)'; write an empty list for a text without any",
                spansName
            )
        }
        let scalars = Array(text.unicodeScalars)
        var spans: [TagSpan] = []
        for (index, value) in values.enumerated() {
            spans.append(try span(value, number: index + 1, in: scalars, spansName))
        }
        spans.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        for (earlier, later) in zip(spans, spans.dropFirst()) where later.range.lowerBound < earlier.range.upperBound {
            throw error(
                .invalidSpan,
                "the spans \(describe(earlier)) and \(describe(later)) overlap, and a word has one tag only; remove one",
                spansName
            )
        }
        return WordExample.tagged(text: text, spans: spans, line: line)
    }

    private func describe(_ span: TagSpan) -> String {
        "\(span.range.lowerBound)-\(span.range.upperBound) (\(span.label))"
    }

    /// A stretch: an object of `start`, `end` and `label`, or an array of these three.
    private func span(
        _ value: JSONValue,
        number: Int,
        in text: [Unicode.Scalar],
        _ name: String
    ) throws(DataError) -> TagSpan {
        let parts: [JSONValue?]
        if let array = value.array {
            parts = array.count == 3 ? array : []
        } else {
            let label = ["label", "type", "entity", "entity_group", "tag"].lazy.compactMap { value[$0] }.first
            parts = [value["start"], value["end"], label]
        }
        guard parts.count == 3, let start = parts[0]?.int, let end = parts[1]?.int,
            let label = parts[2]?.string?.trimmingASCIIBlanks(), !label.isEmpty
        else {
            throw error(
                .invalidSpan,
                "'\(name)': element \(number) is neither {\"start\": …, \"end\": …, \"label\": …} nor [start, end, label]",
                name
            )
        }
        guard 0 <= start, start < end, end <= text.count else {
            throw error(
                .invalidSpan,
                "'\(name)': element \(number) reaches from \(start) to \(end), which is no stretch of a text of "
                    + "\(text.count) characters; offsets count Unicode characters from 0, the end not included",
                name
            )
        }
        guard !text[start..<end].allSatisfy(\.properties.isWhitespace) else {
            throw error(
                .invalidSpan,
                "'\(name)': element \(number), from \(start) to \(end), marks white space only",
                name
            )
        }
        return TagSpan(range: start..<end, label: label)
    }
}
