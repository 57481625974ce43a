import Testing
import TextData

extension BadInput {
    static let word = #"{"tokens": ["a"], "tags": ["O"]}"# + "\n"
    static let span = #"{"text": "a b", "spans": [[0, 1, "X"]]}"# + "\n"
    static let row = "1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n"

    static let columns: [BadInput] = [
        BadInput("an empty file", "a.conll", "", .emptyFile),
        BadInput("only blank lines", "a.conll", "\n \n\t\n", .noExamples),
        BadInput("only document lines", "a.conll", "-DOCSTART- O\n\n", .noExamples),
        BadInput("a word without a tag", "a.conll", "a O\nb\n", .raggedRow, line: 2),
        BadInput("a column too many", "a.conll", "a O\nb c O\n", .raggedRow, line: 2),
        BadInput("blanks where the others have tabs", "a.conll", "a\tO\n\nb O\n", .raggedRow, line: 3),
        BadInput("words alone", "a.conll", "a\nb\n", .missingColumn, line: 1),
        BadInput("an empty tag", "a.conll", "a\tO\nb\t\n", .missingLabel, line: 2),
        BadInput("an empty word", "a.conll", "a\tO\n\tO\n", .missingWord, line: 2),
        BadInput("a tag of another form", "a.conll", "a B-X\nb I-X\nc B_X\n", .invalidTag, line: 3),
        BadInput("a tag without a type", "a.conll", "a B-X\nb I-X\n\nc B-\n", .invalidTag, line: 4),
        BadInput(
            "a column that is not there",
            "a.conll",
            "a O\n",
            .missingColumn,
            line: 1,
            options: TableOptions(labelColumn: "3")
        ),
        BadInput(
            "a column by a name that it has not",
            "a.conll",
            "\na O\n",
            .missingColumn,
            line: 2,
            options: TableOptions(textColumn: "word")
        ),
        BadInput(
            "one column for both",
            "a.conll",
            "a O\n",
            .ambiguousColumn,
            line: 1,
            options: TableOptions(textColumn: "2", labelColumn: "2")
        ),
        BadInput("a stray byte", "a.conll", bytes: [0x61, 0x20, 0x4F, 0x0A, 0xFF], .invalidUTF8, line: 2, column: 1),
        BadInput("a NUL", "a.conll", "a O\n\0 O\n", .nulByte, line: 2, column: 1),
        BadInput("UTF-16", "a.conll", bytes: [0xFF, 0xFE, 0x61, 0x00], .unsupportedFile),
        BadInput(
            "an endless line",
            "a.conll",
            "a O\n" + String(repeating: "b", count: 100) + " O\n",
            .fieldTooLong,
            line: 2,
            options: TableOptions(maximumFieldByteCount: 64)
        ),
        BadInput("lines of prose", "a.txt", "It is one text.\nAnd here another.\n", .unknownFormat),
        BadInput("a table of texts", "a.csv", "text,label\na,b\n", .unsupportedFile),
    ]

    static let universal: [BadInput] = [
        BadInput("an empty file", "a.conllu", "", .emptyFile),
        BadInput("comments alone", "a.conllu", "# text = a\n\n", .noExamples),
        BadInput("nine columns", "a.conllu", row + "2\tb\tb\tX\tX\t_\t0\troot\t_\n", .raggedRow, line: 2),
        BadInput("blanks for tabs", "a.conllu", "1 a a X X _ 0 root _ _\n", .raggedRow, line: 1),
        BadInput("a word left out", "a.conllu", row + "3\tb\tb\tX\tX\t_\t0\troot\t_\t_\n", .invalidField, line: 2),
        BadInput("no blank line between sentences", "a.conllu", row + row, .invalidField, line: 2),
        BadInput("no number", "a.conllu", "x\ta\ta\tX\tX\t_\t0\troot\t_\t_\n", .invalidField, line: 1),
        BadInput("the number nought", "a.conllu", "0\ta\ta\tX\tX\t_\t0\troot\t_\t_\n", .invalidField, line: 1),
        BadInput("a range backwards", "a.conllu", "2-1\tab\t_\t_\t_\t_\t_\t_\t_\t_\n", .invalidField, line: 1),
        BadInput("a range elsewhere", "a.conllu", row + "3-4\tab\t_\t_\t_\t_\t_\t_\t_\t_\n", .invalidField, line: 2),
        BadInput("a range cut short", "a.conllu", "1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n" + row, .invalidField, line: 2),
        BadInput("no form", "a.conllu", "1\t\ta\tX\tX\t_\t0\troot\t_\t_\n", .missingWord, line: 1),
        BadInput("no tag", "a.conllu", row + "2\tb\tb\t_\tX\t_\t0\troot\t_\t_\n", .missingLabel, line: 2),
        BadInput("no such column", "a.conllu", row, .missingColumn, options: TableOptions(labelColumn: "ner")),
        BadInput(
            "Latin-1",
            "a.conllu",
            bytes: Array(row.utf8) + [0x32, 0x09, 0xE9, 0x09],
            .invalidUTF8,
            line: 2,
            column: 3
        ),
    ]

    static let wordLines: [BadInput] = [
        BadInput("blank lines alone", "a.jsonl", "\n\n", .noExamples),
        BadInput("no JSON", "a.jsonl", word + #"{"tokens": ["a"], "tags": ["O"}"#, .invalidJSON, line: 2, column: 31),
        BadInput("an array", "a.jsonl", word + #"["a"]"#, .invalidJSON, line: 2),
        BadInput("neither words nor text", "a.jsonl", #"{"x": 1}"#, .missingColumn, line: 1),
        BadInput("no tags", "a.jsonl", #"{"tokens": ["a"]}"#, .missingLabel, line: 1),
        BadInput("no tags on a later line", "a.jsonl", word + #"{"tokens": ["a"]}"#, .missingLabel, line: 2),
        BadInput("no words on a later line", "a.jsonl", word + #"{"tags": ["a"]}"#, .missingColumn, line: 2),
        BadInput("a tag too few", "a.jsonl", word + #"{"tokens": ["a", "b"], "tags": ["O"]}"#, .invalidField, line: 2),
        BadInput(
            "a word that is null",
            "a.jsonl",
            word + #"{"tokens": [null], "tags": ["O"]}"#,
            .invalidField,
            line: 2
        ),
        BadInput("an empty word", "a.jsonl", word + #"{"tokens": [""], "tags": ["O"]}"#, .missingWord, line: 2),
        BadInput("a tag that is a list", "a.jsonl", word + #"{"tokens": ["a"], "tags": [[]]}"#, .invalidField, line: 2),
        BadInput("an empty tag", "a.jsonl", word + #"{"tokens": ["a"], "tags": [" "]}"#, .missingLabel, line: 2),
        BadInput(
            "words that are a string",
            "a.jsonl",
            word + #"{"tokens": "a", "tags": ["O"]}"#,
            .invalidField,
            line: 2
        ),
        BadInput(
            "two lists of tags",
            "a.jsonl",
            #"{"tokens": [], "tags": [], "ner_tags": []}"#,
            .ambiguousColumn,
            line: 1
        ),
        BadInput("one member twice", "a.jsonl", #"{"tokens": [], "tokens": []}"#, .invalidJSON, line: 1, column: 16),
        BadInput("one document of many lines", "a.json", "[\n{}\n]", .unsupportedFile),
    ]

    static let spanLines: [BadInput] = [
        BadInput("no spans", "a.jsonl", #"{"text": "a"}"#, .missingLabel, line: 1),
        BadInput("no spans on a later line", "a.jsonl", span + #"{"text": "a"}"#, .missingLabel, line: 2),
        BadInput("no text", "a.jsonl", span + #"{"spans": []}"#, .missingColumn, line: 2),
        BadInput("a text that is a number", "a.jsonl", span + #"{"text": 1, "spans": []}"#, .invalidField, line: 2),
        BadInput("spans that are an object", "a.jsonl", span + #"{"text": "a", "spans": {}}"#, .invalidField, line: 2),
        BadInput("a span of two parts", "a.jsonl", #"{"text": "a", "spans": [[0, 1]]}"#, .invalidSpan, line: 1),
        BadInput(
            "a span without label",
            "a.jsonl",
            #"{"text": "a", "spans": [{"start": 0, "end": 1}]}"#,
            .invalidSpan,
            line: 1
        ),
        BadInput("a fraction", "a.jsonl", #"{"text": "ab", "spans": [[0.5, 1, "X"]]}"#, .invalidSpan, line: 1),
        BadInput("a number beyond all", "a.jsonl", #"{"text": "a", "spans": [[0, 1e99, "X"]]}"#, .invalidSpan, line: 1),
        BadInput(
            "an end behind the text",
            "a.jsonl",
            span + #"{"text": "😀", "spans": [[0, 2, "X"]]}"#,
            .invalidSpan,
            line: 2
        ),
        BadInput("a start before it", "a.jsonl", #"{"text": "a", "spans": [[-1, 1, "X"]]}"#, .invalidSpan, line: 1),
        BadInput("nothing marked", "a.jsonl", #"{"text": "a", "spans": [[1, 1, "X"]]}"#, .invalidSpan, line: 1),
        BadInput("a span backwards", "a.jsonl", #"{"text": "abc", "spans": [[2, 1, "X"]]}"#, .invalidSpan, line: 1),
        BadInput("white space marked", "a.jsonl", #"{"text": "a b", "spans": [[1, 2, "X"]]}"#, .invalidSpan, line: 1),
        BadInput(
            "spans that overlap",
            "a.jsonl",
            #"{"text": "abc", "spans": [[1, 3, "X"], [0, 2, "Y"]]}"#,
            .invalidSpan,
            line: 1
        ),
        BadInput(
            "one span twice",
            "a.jsonl",
            #"{"text": "a", "spans": [[0, 1, "X"], [0, 1, "X"]]}"#,
            .invalidSpan,
            line: 1
        ),
    ]
}

@Suite("files of words that cannot be read")
struct WordBadInputTests {
    @Test(
        "are refused in one line that names the place",
        arguments: BadInput.columns + BadInput.universal + BadInput.wordLines + BadInput.spanLines
    )
    func refused(_ input: BadInput) throws {
        let error = try #require(throws: DataError.self) {
            try WordDataset.read(bytes: input.bytes, name: input.name, options: input.options)
        }
        #expect(error.code == input.code, "\(error)")
        #expect(error.line == input.line, "\(error)")
        #expect(error.column == input.column, "\(error)")
        let place = [input.name, input.line.map(String.init), input.column.map(String.init)].compactMap { $0 }
        #expect(error.description.hasPrefix(place.joined(separator: ":") + ": "))
        #expect(!error.description.contains("\n"))
    }

    @Test("a file of tagged words is no table of texts", arguments: [TableOptions.Format.conll, .conllu])
    func otherTask(_ format: TableOptions.Format) throws {
        let error = #expect(throws: DataError.self) {
            try TextDataset.read(bytes: Array("a O\n".utf8), name: "a", options: TableOptions(format: format))
        }
        #expect(error?.code == .unsupportedFile)
    }

    @Test("a file that is not there")
    func missing() {
        let error = #expect(throws: DataError.self) { try WordDataset.read("/nowhere/a.conll") }
        #expect(error?.code == .unreadableFile)
    }
}
