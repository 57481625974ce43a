/// The layout of a data file, found out from the options, the file's name and its first bytes.
enum FileLayout: Sendable, Equatable {
    /// Rows of fields.
    case table(TableDialect)
    /// One JSON object per line.
    case jsonLines
    /// One text per line.
    case lines

    /// What messages call it.
    var description: String {
        switch self {
        case .jsonLines: "JSON Lines"
        case .lines: "one text per line"
        case .table(let dialect):
            switch dialect.delimiter {
            case UInt8(ascii: ","): "CSV, \(dialect.quotingDescription)"
            case UInt8(ascii: ";"): "CSV separated by semicolons, \(dialect.quotingDescription)"
            default: "TSV, \(dialect.quotingDescription)"
            }
        }
    }
}

// MARK: - Finding it out

extension FileLayout {
    /// Finds out a file's layout.
    ///
    /// - Parameters:
    ///   - input: The file, at its beginning.
    ///   - options: What the caller says about it.
    /// - Returns: The layout, and a warning if the meaning of quotes had to be guessed.
    /// - Throws: ``DataError`` with code `unknownFormat` or `unsupportedFile`.
    static func detected(
        in input: borrowing ByteInput,
        options: TableOptions
    ) throws(DataError) -> (layout: FileLayout, warning: DataWarning?) {
        let beginning = input.window[input.position...]
        // Where labels are read a file of words is none for want of them. Texts to be asked about have no labels: any
        // lines would do, unless somebody says how they stand.
        if options.format == .automatic, !options.labelsRequired, !options.namesColumns,
            let words = TaskDetection.fromWords(input, options: options)
        {
            throw taggedWords(words.reason, path: input.path).adding("; if they are texts, say --format lines")
        }
        switch try format(of: beginning, path: input.path, options: options) {
        case .jsonl: return (.jsonLines, nil)
        case .lines: return (.lines, nil)
        case .conll, .conllu:
            let words = TaskDetection.fromWords(input, options: options)
            throw taggedWords(words?.reason ?? "\(options.format.rawValue)", path: input.path)
        case .tsv, .automatic:
            let tab = UInt8(ascii: "\t")
            guard options.quoting == .automatic else {
                return (.table(TableDialect(delimiter: tab, isQuoted: options.quoting == .rfc4180)), nil)
            }
            let evidence = TableDialect.quotingEvidence(beginning: beginning, isWholeFile: input.holdsRestOfFile)
            return (
                .table(TableDialect(delimiter: tab, isQuoted: evidence == .quotesDelimit)),
                warning(of: evidence, path: input.path)
            )
        case .csv:
            let delimiter = TableDialect.delimiterOfCSV(beginning: beginning)
            return (.table(TableDialect(delimiter: delimiter, isQuoted: options.quoting != .none)), nil)
        }
    }

    private static func taggedWords(_ reason: String, path: String) -> DataError {
        DataError(.unsupportedFile, "the file holds tagged words (\(reason))", path: path)
            .adding(", which are data for token-classification", likelyTask: TaskDetection.Contents.words.rawValue)
    }

    private static func warning(of evidence: TableDialect.QuotingEvidence, path: String) -> DataWarning? {
        switch evidence {
        case .irrelevant: nil
        case .quotesAreText:
            DataWarning(
                .quotingGuessed,
                "quotes at the start of fields are read as text; if they are not, say --quoting rfc4180",
                path: path
            )
        case .quotesDelimit:
            DataWarning(
                .quotingGuessed,
                "quotes at the start of fields are read as in RFC 4180; if they are text, say --quoting none",
                path: path
            )
        }
    }

    /// The format, never `automatic`.
    private static func format(
        of beginning: ArraySlice<UInt8>,
        path: String,
        options: TableOptions
    ) throws(DataError) -> TableOptions.Format {
        if options.format != .automatic { return options.format }
        // A name that tagged words often have is no reason not to read the columns that somebody names.
        if let named = TableOptions.Format.named(by: path),
            !(options.namesColumns && [.conll, .conllu].contains(named))
        {
            return named
        }
        let fileExtension = FileName.lowercasedExtension(of: path)
        let firstByte = beginning.first { $0 != 0x20 && !(0x09...0x0D).contains($0) }
        if firstByte == UInt8(ascii: "{") { return .jsonl }
        if firstByte == UInt8(ascii: "["), fileExtension == "json" {
            throw DataError(
                .unsupportedFile,
                "the file is one JSON array; write one object per line instead: jq -c '.[]' FILE.json > FILE.jsonl",
                path: path
            )
        }
        let firstLine = beginning.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        if firstLine.contains(UInt8(ascii: "\t")) { return .tsv }
        let names = firstLine.split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
        if names.count > 1 && names.contains(where: ColumnNames.isKnown) { return .csv }
        if !options.labelsRequired { return .lines }
        throw DataError(
            .unknownFormat,
            "neither the name nor the first line shows the format; say --format csv, tsv or jsonl",
            path: path
        )
    }
}

extension TableOptions.Format {
    /// The format that readers take a file for by its name alone; `nil` where they look at what is in it.
    ///
    /// - Parameter path: The file.
    /// - Returns: The format.
    package static func named(by path: String) -> TableOptions.Format? {
        let fileExtension = FileName.lowercasedExtension(of: path)
        switch fileExtension {
        case "csv": return .csv
        case "tsv", "tab": return .tsv
        case "jsonl", "ndjson": return .jsonl
        case "conllu": return .conllu
        default: return WordLines.fileExtensions.contains(fileExtension) ? .conll : nil
        }
    }
}
