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
        let beginning = input.window[input.position...].prefix(WordLines.byteCount)
        if beginning.isEmpty { throw DataError(.emptyFile, "the file is empty", path: input.path) }
        let layout = try layout(of: beginning, path: input.path, options: options)
        if options.labelsRequired && (layout == .table || layout == .lines) {
            throw DataError(
                .unsupportedFile,
                "a file of texts, as for text-classification, has no tag for each word; write one word and its tag per "
                    + "line (CoNLL), or JSON Lines with 'tokens' and 'tags' or with 'text' and 'spans'",
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
        let lines = WordLines(beginning)
        switch options.format {
        case .conll: return .columns
        case .tsv: return lines.areTexts ? .table : .columns
        case .conllu: return .conllu
        case .jsonl: return .jsonLines
        // What comes from standard input is called lines.
        case .lines: return WordMembers.begin(beginning) ? .jsonLines : .lines
        case .csv: return .table
        default: break
        }
        let named = TableOptions.Format.named(by: path)
        switch named {
        case .conllu: return .conllu
        case .jsonl: return .jsonLines
        case .csv: return .table
        default: break
        }
        let firstByte = beginning.first { !isBlankByte($0) && $0 != 0x0A && $0 != 0x0D }
        if firstByte == UInt8(ascii: "{") { return .jsonLines }
        if FileName.lowercasedExtension(of: path) == "json" {
            throw DataError(
                .unsupportedFile,
                "the file is JSON but not one object per line; write it so: jq -c '.[]' FILE.json > FILE.jsonl",
                path: path
            )
        }
        if lines.lookLikeCoNLLU { return .conllu }
        if named == .conll { return .columns }
        if lines.areTexts { return .table }
        if named == .tsv { return .columns }
        // Texts of one length might be taken for columns where no tags are needed.
        if lines.beginDocument || lines.endInTags || options.labelsRequired && lines.haveEqualColumns {
            return .columns
        }
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
