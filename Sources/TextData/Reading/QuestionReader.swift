import StrictJSON

/// Reads the questions of a file, whatever its form.
struct QuestionReader {
    private let path: String
    private let options: TableOptions
    private var parser: QuestionParser
    private var examples: [QuestionExample] = []
    private var version: String?

    /// A reader of a file that is called `path` in errors.
    init(path: String, options: TableOptions) {
        self.path = path
        self.options = options
        parser = QuestionParser(answersRequired: options.labelsRequired)
    }

    /// The questions of a file.
    ///
    /// - Throws: ``DataError`` at the first question that cannot be read.
    consuming func dataset(of source: consuming ByteInput) throws(DataError) -> QuestionDataset {
        var input = source
        guard try input.fill() else { throw DataError(.emptyFile, "the file is empty", path: path) }
        let format = try readAll(from: &input)
        if examples.isEmpty { throw DataError(.noExamples, "the file holds no questions", path: path) }
        return QuestionDataset(
            path: path,
            examples: examples,
            formatDescription: format,
            version: version,
            report: parser.finishedReport(examples)
        )
    }

    private mutating func readAll(from input: inout ByteInput) throws(DataError) -> String {
        // What comes from standard input is called lines.
        guard [.automatic, .jsonl, .lines].contains(options.format) else {
            throw DataError(
                .unsupportedFile,
                "questions are read from SQuAD's JSON or from JSON Lines, not from \(options.format.rawValue)",
                path: path
            )
        }
        if try isJSONLines(&input) {
            try readLines(from: &input)
            return "JSON Lines, one question each"
        }
        let bytes = try restOfFile(&input)
        guard let first = bytes.first(where: { $0 > 0x20 }), [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(first)
        else {
            throw DataError(
                .invalidJSON,
                "the file is not JSON; questions are read from SQuAD's JSON, or from JSON Lines with "
                    + "'\(QuestionMembers.question)', '\(QuestionMembers.context)' and 'answers'",
                path: path,
                line: input.line
            )
        }
        let root = try PlacedJSON.document(
            JSONSource(path: path, bytes: bytes, firstLine: input.line),
            called: "the file"
        )
        return try readDocument(root)
    }

    /// Whether each line is a document of its own.
    ///
    /// Within one document no line that ends an object is followed by one that begins one: a comma is between them.
    private func isJSONLines(_ input: inout ByteInput) throws(DataError) -> Bool {
        if options.format == .jsonl || FileName.lowercasedExtension(of: path) == "jsonl" { return true }
        var index = input.position
        var lastByte: UInt8?
        var hasLineEnded = false
        // A first line longer than the window is far longer than a question: that is a document.
        while index < input.window.count {
            let byte = input.window[index]
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                hasLineEnded = lastByte != nil
            } else if byte > 0x20 {
                if hasLineEnded { return lastByte == UInt8(ascii: "}") && byte == UInt8(ascii: "{") }
                lastByte = byte
            }
            index += 1
        }
        return false
    }

    private func restOfFile(_ input: inout ByteInput) throws(DataError) -> [UInt8] {
        var bytes: [UInt8] = []
        while try input.fill() {
            bytes += input.window[input.position...]
            input.position = input.window.count
        }
        return bytes
    }
}

// MARK: - Forms

extension QuestionReader {
    private mutating func readLines(from input: inout ByteInput) throws(DataError) {
        // The input holds no NUL, so a line split at NUL is one field.
        let splitter = TableSplitter(
            dialect: TableDialect(delimiter: 0, isQuoted: false),
            maximumFieldByteCount: options.maximumFieldByteCount
        )
        var record = TableRecord()
        while try splitter.readRecord(from: &input, into: &record) {
            if record.bytes.allSatisfy({ $0 <= 0x20 }) { continue }
            let source = JSONSource(path: path, bytes: record.bytes, firstLine: record.line)
            let object = try PlacedJSON.document(source, called: "the line")
            if object.value.object == nil {
                throw object.error(
                    .invalidJSON,
                    "the line is not a JSON object; write {\"question\": …, \"context\": …, \"answers\": …}"
                )
            }
            try addRecord(object, line: record.line)
        }
    }

    /// Reads a whole document, and says in words what it is.
    private mutating func readDocument(_ root: PlacedJSON) throws(DataError) -> String {
        if root.value.array != nil {
            for record in try root.elements() { try addRecord(record, line: 0) }
            return "JSON, a list of questions"
        }
        if root.value.object != nil, root.member(QuestionMembers.question) != nil {
            try addRecord(root, line: root.line)
            return "JSON, one question"
        }
        guard root.value.object != nil, let data = root.member(QuestionMembers.data) else {
            throw root.error(
                .missingColumn,
                "this is neither SQuAD's JSON, an object with '\(QuestionMembers.data)', nor one question per line",
                field: QuestionMembers.data
            )
        }
        for entry in try data.elements() { try addEntry(entry) }
        let stated = root.member("version")?.value
        version = stated?.string ?? stated?.double.map { "\($0)" }
        return "SQuAD JSON" + (version.map { ", version \($0)" } ?? "")
    }

    /// Reads an element of `data`: an article with its paragraphs, or a question as the datasets library keeps it.
    private mutating func addEntry(_ entry: PlacedJSON) throws(DataError) {
        try entry.requireObject()
        if entry.member(QuestionMembers.paragraphs) == nil, entry.member(QuestionMembers.question) != nil {
            return try addRecord(entry, line: 0)
        }
        let title = try entry.member("title").map { (title) throws(DataError) in try title.string() }
        for paragraph in try entry.required(QuestionMembers.paragraphs).elements() {
            try paragraph.requireObject()
            let context = try paragraph.required(QuestionMembers.context).string()
            let locator = AnswerLocator(context)
            for question in try paragraph.required(QuestionMembers.questions).elements() {
                try question.requireObject()
                var example = try parser.example(question, context: context, locator: locator, line: 0)
                example.title = title
                examples.append(example)
            }
        }
    }

    /// Reads a question that brings its own context.
    private mutating func addRecord(_ record: PlacedJSON, line: Int) throws(DataError) {
        try record.requireObject()
        let context = try record.required(QuestionMembers.context).string()
        examples.append(
            try parser.example(record, context: context, locator: AnswerLocator(context), line: line)
        )
    }
}
