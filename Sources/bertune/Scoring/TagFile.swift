import EvaluationMetrics

/// The tags of a file: CoNLL columns, or JSON Lines with a list `tags`.
struct TagFile {
    /// A token's columns, of which the last is its tag.
    private struct Row {
        let fields: [String]
        let line: Int
    }

    let path: String
    private let sentences: [[Row]]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - followsConlleval: Whether the lines are what `conlleval` reads: a line `-DOCSTART-` is a token like any
    ///     other, and one that begins with `-X-` ends the sentence. Else the first is passed over.
    /// - Throws: `InputError` at the first line that can't be read.
    init(path: String, followsConlleval: Bool) throws {
        self.path = path
        let bytes = try InputText.bytes(of: path)
        let lines = try InputText.lines(of: bytes, path: path)
        if InputText.isJSONLines(bytes, path: path) {
            sentences = try lines.filter { !InputText.trimmed($0.text).isEmpty }.map { line in
                try Self.tags(of: line, path: path).map { Row(fields: [$0], line: line.number) }
            }
        } else {
            sentences = try Self.sentences(lines, path: path, followsConlleval: followsConlleval)
        }
        if sentences.isEmpty { throw InputError(path: path, message: "the file holds no sentences") }
    }

    private static func tags(of line: (text: String, number: Int), path: String) throws -> [String] {
        let object = try InputText.object(line, path: path)
        guard let list = (object["tags"] ?? object["labels"])?.array else {
            throw InputError(path: path, line: line.number, message: "there is no list 'tags'")
        }
        let tags = list.compactMap(\.string)
        guard tags.count == list.count else {
            throw InputError(path: path, line: line.number, message: "a tag is no text")
        }
        return tags
    }

    private static func sentences(
        _ lines: [(text: String, number: Int)],
        path: String,
        followsConlleval: Bool
    ) throws -> [[Row]] {
        var sentences: [[Row]] = []
        var sentence: [Row] = []
        var width: Int?
        for line in lines {
            let fields = line.text.split { $0 == " " || $0 == "\t" }.map(String.init)
            guard let first = fields.first, !(followsConlleval && first == "-X-") else {
                if !sentence.isEmpty { sentences.append(sentence) }
                sentence = []
                continue
            }
            if !followsConlleval && first == "-DOCSTART-" { continue }
            if let width, width != fields.count {
                throw InputError(
                    path: path,
                    line: line.number,
                    message: "the line has \(fields.count) columns where earlier ones have \(width)"
                )
            }
            width = fields.count
            if followsConlleval && fields.count < 2 {
                throw InputError(
                    path: path,
                    line: line.number,
                    message: "the line has one column; without --references the last two are the true and the "
                        + "predicted tag"
                )
            }
            sentence.append(Row(fields: fields, line: line.number))
        }
        if !sentence.isEmpty { sentences.append(sentence) }
        return sentences
    }

    /// The tags of a column, counted from the last.
    private func tags(fromLast index: Int) -> [[String]] {
        sentences.map { $0.map { $0.fields[$0.fields.count - 1 - index] } }
    }

    /// Scores this file's last column by another file's last column, or by its own last but one.
    ///
    /// - Parameters:
    ///   - references: The file with the true tags, if it is another.
    ///   - scheme: The scheme to hold tags to, if there is one.
    /// - Returns: The figures.
    /// - Throws: `InputError` if the files don't match, or for a tag that is none of the scheme.
    func score(references: TagFile?, scheme: EntityScheme?) throws -> ScoreResult {
        try references?.requireMatch(self)
        let (trueTags, predictedTags) = (references?.tags(fromLast: 0) ?? tags(fromLast: 1), tags(fromLast: 0))
        let metrics: EntityMetrics
        if let scheme {
            do {
                metrics = try EntityMetrics(references: trueTags, predictions: predictedTags, strict: scheme)
            } catch {
                let file = error.isPrediction ? self : references ?? self
                throw InputError(
                    path: file.path,
                    line: file.sentences[error.sentence][error.token].line,
                    message: error.message
                )
            }
        } else {
            metrics = EntityMetrics(references: trueTags, predictions: predictedTags)
        }
        return ScoreResult(
            "tokens",
            count: metrics.tokenCount,
            values: metrics.values,
            rowTitle: "type",
            rows: metrics.byType
        )
    }

    /// Refuses predictions that are not of the same sentences.
    private func requireMatch(_ predictions: TagFile) throws {
        for (own, other) in zip(sentences, predictions.sentences) where own.count != other.count {
            throw InputError(
                path: predictions.path,
                line: other.first?.line,
                message: "the sentence has \(other.count) tags, but \(own.count) in \(path)"
                    + (own.first.map { ", line \($0.line)" } ?? "")
            )
        }
        if sentences.count != predictions.sentences.count {
            throw InputError(
                path: predictions.path,
                message: "there are \(predictions.sentences.count) sentences, but \(sentences.count) in \(path)"
            )
        }
    }
}
