import TestSupport
import Testing
import TextData

/// A file that cannot be read, and what must be said about it.
struct BadInput: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let name: String
    let bytes: [UInt8]
    let options: TableOptions
    let code: DataError.Code
    let line: Int?
    let column: Int?

    init(
        _ testDescription: String,
        _ name: String,
        _ content: String,
        _ code: DataError.Code,
        line: Int? = nil,
        column: Int? = nil,
        options: TableOptions = TableOptions()
    ) {
        self.init(testDescription, name, bytes: Array(content.utf8), code, line: line, column: column, options: options)
    }

    init(
        _ testDescription: String,
        _ name: String,
        bytes: [UInt8],
        _ code: DataError.Code,
        line: Int? = nil,
        column: Int? = nil,
        options: TableOptions = TableOptions()
    ) {
        self.testDescription = testDescription
        self.name = name
        self.bytes = bytes
        self.options = options
        self.code = code
        self.line = line
        self.column = column
    }

    static let header = Array("text,label\n".utf8)
    static let unlabelled = TableOptions(labelsRequired: false)

    static let files: [BadInput] = [
        BadInput("an empty file", "a.csv", "", .emptyFile),
        BadInput("nothing but a byte-order mark", "a.csv", "\u{FEFF}", .emptyFile),
        BadInput("only blank lines", "a.csv", "\n\n\r\n", .noExamples),
        BadInput("a header only", "a.csv", "text,label\n", .noExamples),
        BadInput("a header only, without a line end", "a.tsv", "text\tlabel", .noExamples),
        BadInput("a stray byte", "a.csv", bytes: header + [0x61, 0xFF, 0x2C, 0x31], .invalidUTF8, line: 2, column: 2),
        BadInput(
            "Latin-1",
            "a.csv",
            bytes: header + Array("caf".utf8) + [0xE9, 0x2C, 0x31],
            .invalidUTF8,
            line: 2,
            column: 4
        ),
        BadInput(
            "EUC-KR",
            "a.tsv",
            bytes: Array("text\tlabel\n".utf8) + [0xC1, 0xC1, 0xBE, 0xC6],
            .invalidUTF8,
            line: 2,
            column: 1
        ),
        BadInput("an overlong form", "a.csv", bytes: header + [0xC0, 0x80], .invalidUTF8, line: 2, column: 1),
        BadInput("a surrogate", "a.csv", bytes: header + [0xED, 0xA0, 0x80], .invalidUTF8, line: 2, column: 1),
        BadInput(
            "above U+10FFFF",
            "a.csv",
            bytes: header + [0xF4, 0x90, 0x80, 0x80],
            .invalidUTF8,
            line: 2,
            column: 1
        ),
        BadInput(
            "cut off within a character",
            "a.csv",
            bytes: header + [0x61, 0xED, 0x95],
            .invalidUTF8,
            line: 2,
            column: 4
        ),
        BadInput("a NUL", "a.csv", "text,label\ngood,1\nba\0d,0\n", .nulByte, line: 3, column: 3),
        BadInput("UTF-16", "a.csv", bytes: [0xFF, 0xFE, 0x74, 0x00], .unsupportedFile),
        BadInput("UTF-16 without a mark", "a.csv", bytes: [0x74, 0x00, 0x65, 0x00], .nulByte, line: 1, column: 2),
        BadInput("a workbook", "a.csv", bytes: [0x50, 0x4B, 0x03, 0x04, 0x14], .unsupportedFile),
        BadInput("a compressed file", "a.csv", bytes: [0x1F, 0x8B, 0x08], .unsupportedFile),
        BadInput("Parquet", "train", "PAR1…", .unsupportedFile),
        BadInput("a short row", "a.csv", "text,label\ngood,1\nbad\n", .raggedRow, line: 3),
        BadInput("a long row", "a.csv", "text,label\ngood, but long,1\n", .raggedRow, line: 2),
        BadInput("a long row in TSV", "a.tsv", "text\tlabel\ngood\tbut\t1\n", .raggedRow, line: 2),
        BadInput(
            "a row without the column",
            "a.tsv",
            "1\tgood\n0\n",
            .raggedRow,
            line: 2,
            options: TableOptions(textColumn: "2", labelColumn: "1")
        ),
        BadInput(
            "an unclosed quote",
            "a.csv",
            "text,label\ngood,1\nx,\"bad\nworse,2\n",
            .unclosedQuote,
            line: 3,
            column: 3
        ),
        BadInput("text after a quote", "a.csv", "text,label\n\"a\"b,1\n", .textAfterQuote, line: 2, column: 4),
        BadInput(
            "text after a quote on a later line",
            "a.csv",
            "text,label\n\"a\nb\" c,1\n",
            .textAfterQuote,
            line: 3,
            column: 3
        ),
        BadInput(
            "a long field",
            "a.csv",
            "text,label\nshort,1\n" + String(repeating: "x", count: 101) + ",1\n",
            .fieldTooLong,
            line: 3,
            options: TableOptions(maximumFieldByteCount: 100)
        ),
        BadInput(
            "a long quoted field",
            "a.csv",
            "text,label\n\"\n" + String(repeating: "x\n", count: 100) + "\",1\n",
            .fieldTooLong,
            line: 2,
            options: TableOptions(maximumFieldByteCount: 100)
        ),
        BadInput("too many fields", "a.csv", String(repeating: ",", count: 20_000), .tooManyFields, line: 1),
        BadInput("no text column", "a.csv", "index,label\n1,1\n", .missingColumn, line: 1),
        BadInput("no label column", "a.csv", "text,stars\ngood,5\n", .missingColumn, line: 1),
        BadInput("no header", "a.csv", "good film,1\nbad film,0\n", .missingColumn, line: 1),
        BadInput("two text columns", "a.csv", "text,comment,label\na,b,1\n", .ambiguousColumn, line: 1),
        BadInput("one name twice", "a.csv", "text,Text,label\na,b,1\n", .ambiguousColumn, line: 1),
        BadInput("two label columns", "a.csv", "text,class,label\na,b,1\n", .ambiguousColumn, line: 1),
        BadInput(
            "two pairs",
            "a.tsv",
            "sentence1\tsentence2\tpremise\thypothesis\tlabel\na\tb\tc\td\t1\n",
            .ambiguousColumn,
            line: 1
        ),
        BadInput(
            "a column that is not there",
            "a.csv",
            "text,label\na,1\n",
            .missingColumn,
            line: 1,
            options: TableOptions(textColumn: "body")
        ),
        BadInput(
            "a column number too high",
            "a.tsv",
            "a\t1\n",
            .missingColumn,
            line: 1,
            options: TableOptions(textColumn: "3", labelColumn: "2")
        ),
        BadInput(
            "a column number of zero",
            "a.tsv",
            "a\t1\n",
            .missingColumn,
            line: 1,
            options: TableOptions(textColumn: "0", labelColumn: "2")
        ),
        BadInput(
            "a name without header",
            "a.tsv",
            "a\t1\n",
            .missingColumn,
            line: 1,
            options: TableOptions(hasHeader: false, textColumn: "text", labelColumn: "2")
        ),
        BadInput(
            "one column for text and label",
            "a.csv",
            "text,label\na,1\n",
            .ambiguousColumn,
            line: 1,
            options: TableOptions(textColumn: "label")
        ),
        BadInput("an empty label", "a.csv", "text,label\na,1\nb, \n", .missingLabel, line: 3),
        BadInput(
            "JSON that is none",
            "a.jsonl",
            "{\"text\": \"a\", \"label\": 1}\n{\"text\": \"a\",}\n",
            .invalidJSON,
            line: 2,
            column: 14
        ),
        BadInput(
            "a JSON member twice",
            "a.jsonl",
            "{\"text\": \"a\", \"text\": \"b\", \"label\": 1}\n",
            .invalidJSON,
            line: 1
        ),
        BadInput("JSON that is no object", "a.jsonl", "[1]\n", .invalidJSON, line: 1),
        BadInput("a JSON array of objects", "a.json", "[{\"text\": \"a\"}]", .unsupportedFile),
        BadInput("a JSON text that is no string", "a.jsonl", "{\"text\": 1, \"label\": 1}\n", .invalidField, line: 1),
        BadInput(
            "a JSON label with a fraction",
            "a.jsonl",
            "{\"text\": \"a\", \"label\": 1.5}\n",
            .invalidField,
            line: 1
        ),
        BadInput(
            "a JSON label that is null",
            "a.jsonl",
            "{\"text\": \"a\", \"label\": null}\n",
            .missingLabel,
            line: 1
        ),
        BadInput(
            "a JSON line without text",
            "a.jsonl",
            "{\"text\": \"a\", \"label\": 1}\n{\"label\": 1}\n",
            .missingColumn,
            line: 2
        ),
        BadInput("no JSON label", "a.jsonl", "{\"text\": \"a\"}\n", .missingColumn, line: 1),
        BadInput("plain text where labels are needed", "a.txt", "good film\nbad film\n", .unknownFormat),
        BadInput(
            "lines where labels are needed",
            "a.txt",
            "good\n",
            .missingColumn,
            options: TableOptions(format: .lines)
        ),
    ]
}

@Suite("bad input")
struct BadInputTests {
    @Test("is refused with its place", arguments: BadInput.files)
    func refusal(_ input: BadInput) throws {
        let error = #expect(throws: DataError.self) {
            try TextDataset.read(bytes: input.bytes, name: input.name, options: input.options)
        }
        #expect(error?.code == input.code)
        #expect(error?.line == input.line)
        if input.column != nil { #expect(error?.column == input.column) }
        #expect(error?.path == input.name)
        #expect(error?.description.contains("\n") == false)

        let folder = try TemporaryFolder()
        let path = try folder.write(input.bytes, to: input.name)
        let fromFile = #expect(throws: DataError.self) { try TextDataset.read(path, options: input.options) }
        #expect(fromFile?.code == input.code)
        #expect(fromFile?.line == input.line)
    }

    @Test("says what columns there are and which flag chooses")
    func columns() {
        let error = #expect(throws: DataError.self) { try examples("Kundentext,Kategorie,label\na,b,1\n") }
        #expect(
            error?.description
                == "data.csv:1: no column is called 'text', 'sentence', 'review', 'document', 'comment'; name the text's "
                + "with --text-column. Columns found: 'Kundentext', 'Kategorie', 'label'"
        )
    }

    @Test("says how the columns of a file without header can be named")
    func columnNumbers() {
        let error = #expect(throws: DataError.self) {
            try examples("gj04\t1\t\tThe sailors rode the breeze clear\n", "a.tsv")
        }
        #expect(
            error?.message
                == "none of the columns of the first row has a known name; name them with --text-column NAME and "
                + "--label-column NAME, or, if the row is no header, say --no-header and give their numbers. Columns found: 1 ('gj04'), 2 ('1'), 3 (''), 4 ('The sailors rode the bre…')"
        )
    }

    @Test("names the byte that begins a broken sequence, not the good one after it")
    func brokenSequence() {
        let bytes = Array("text,label\ncaf".utf8) + [0xE9] + Array(",x\n".utf8)
        let error = #expect(throws: DataError.self) { try TextDataset.read(bytes: bytes, name: "a.csv") }
        #expect(error?.description.hasPrefix("a.csv:2:4: byte 0xE9 is not UTF-8") == true)
    }

    @Test("does not take a header of unknown names for a missing one, unless told that there is none")
    func unknownNames() {
        let text = "id,verdict,body\n1,good,a film\n"
        let error = #expect(throws: DataError.self) { try examples(text, "a.csv") }
        #expect(error?.message.hasPrefix("none of the columns of the first row has a known name") == true)
        #expect(error?.message.hasSuffix("1 ('id'), 2 ('verdict'), 3 ('body')") == true)
        let label = #expect(throws: DataError.self) { try examples(text, "a.csv", TableOptions(textColumn: "3")) }
        #expect(label?.message.contains("--label-column NAME") == true)
        let declared = #expect(throws: DataError.self) { try examples(text, "a.csv", TableOptions(hasHeader: false)) }
        #expect(declared?.message.hasPrefix("the file has no header") == true)
    }

    @Test("tells why a path cannot be read")
    func paths() throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: DataError.self) { try TextDataset.read(folder.path("none.csv")) }
        #expect(missing?.code == .unreadableFile)
        #expect(missing?.message == "there is no such file; check the path")
        let directory = #expect(throws: DataError.self) { try TextDataset.read(folder.path) }
        #expect(directory?.code == .unreadableFile)
        #expect(directory?.message == "this is a folder; name the file in it")
    }
}
