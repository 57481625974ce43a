/// The layout of a file of tagged words, found out from the options, the file's name and its first lines.
enum WordFileLayout: Equatable {
    /// One word per line, its columns separated by tabs or else by blanks; a blank line ends a sentence.
    case columns
    /// CoNLL-U: ten columns, comments, multiword tokens.
    case conllu
    /// One JSON object per line.
    case jsonLines
    /// One text per line.
    case lines
    /// A table of texts, which has no tags.
    case table

    /// No more of the file is looked at than this.
    private static let beginningByteCount = 1 << 16

    /// Finds out a file's layout.
    ///
    /// - Parameters:
    ///   - input: The file, at its beginning.
    ///   - options: What the caller says about it.
    /// - Returns: The layout.
    /// - Throws: ``DataError`` with code `unknownFormat` or `unsupportedFile`.
    static func detected(
        in input: borrowing ByteInput,
        options: TableOptions
    ) throws(DataError) -> WordFileLayout {
        let beginning = input.window[input.position...].prefix(beginningByteCount)
        if beginning.isEmpty { throw DataError(.emptyFile, "the file is empty", path: input.path) }
        let layout = try layout(of: beginning, path: input.path, options: options)
        if options.labelsRequired && (layout == .table || layout == .lines) {
            throw DataError(
                .unsupportedFile,
                "a file of texts has no tag for each word; write one word and its tag per line (CoNLL), or JSON Lines "
                    + "with 'tokens' and 'tags' or with 'text' and 'spans'",
                path: input.path
            )
        }
        return layout
    }

    private static func layout(
        of beginning: ArraySlice<UInt8>,
        path: String,
        options: TableOptions
    ) throws(DataError) -> WordFileLayout {
        switch options.format {
        case .conll, .tsv: return .columns
        case .conllu: return .conllu
        case .jsonl: return .jsonLines
        case .lines: return .lines
        case .csv: return .table
        default: break
        }
        let fileExtension = FileLayout.lowercasedExtension(of: path)
        switch fileExtension {
        case "conllu": return .conllu
        case "jsonl", "ndjson": return .jsonLines
        case "csv": return .table
        default: break
        }
        let firstByte = beginning.first { !isBlankByte($0) && $0 != 0x0A && $0 != 0x0D }
        if firstByte == UInt8(ascii: "{") { return .jsonLines }
        if fileExtension == "json" {
            throw DataError(
                .unsupportedFile,
                "the file is JSON but not one object per line; write it so: jq -c '.[]' FILE.json > FILE.jsonl",
                path: path
            )
        }
        let lines = Lines(beginning)
        if lines.lookLikeCoNLLU { return .conllu }
        if ["conll", "bio", "iob", "iob1", "iob2", "bioes", "ner", "pos", "tsv", "tab"].contains(fileExtension) {
            return .columns
        }
        if options.labelsRequired ? lines.haveEqualColumns : lines.lookTagged { return .columns }
        if !options.labelsRequired { return .lines }
        throw DataError(
            .unknownFormat,
            "neither the name nor the first lines show the format; say --format conll, conllu or jsonl",
            path: path
        )
    }
}

extension WordFileLayout {
    /// The options to read the file as texts without tags; `nil` if it is none.
    func textOptions(_ options: TableOptions) -> TableOptions? {
        var options = options
        switch self {
        case .table: return options
        case .lines:
            options.format = .lines
            return options
        case .columns, .conllu, .jsonLines: return nil
        }
    }
}

// MARK: - Looking at the first lines

/// The first whole lines of a file, cut at white space.
private struct Lines {
    private let rows: [[ArraySlice<UInt8>]]
    private let hasBlankLine: Bool

    init(_ beginning: ArraySlice<UInt8>) {
        let lines = beginning.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }.prefix(200)
        // The last line may be cut off.
        let whole = lines.count > 1 ? lines.dropLast() : lines
        let rows = whole.map { $0.split(whereSeparator: isBlankByte) }
        hasBlankLine = rows.contains { $0.isEmpty }
        self.rows = rows.filter { !$0.isEmpty && $0.first != Array("-DOCSTART-".utf8)[...] }
    }

    /// Whether a first line that is no comment has ten columns and begins with the number of a word.
    var lookLikeCoNLLU: Bool {
        let first = rows.first { $0.first?.first != UInt8(ascii: "#") }
        guard let first, first.count >= 10, let id = first.first else { return false }
        return id.elementsEqual("1".utf8) || id.elementsEqual("0.1".utf8) || id.starts(with: "1-".utf8)
    }

    /// Whether each line has as many columns as the others, and more than one.
    var haveEqualColumns: Bool {
        guard let first = rows.first, first.count > 1 else { return false }
        return rows.allSatisfy { $0.count == first.count }
    }

    /// Whether lines of equal columns end in tags of entities: texts of one length might be taken for columns.
    var lookTagged: Bool {
        haveEqualColumns && hasBlankLine
            && rows.allSatisfy { $0.last.flatMap { EntityTag(String(decoding: $0, as: UTF8.self)) } != nil }
    }
}
