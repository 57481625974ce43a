import TestSupport
import Testing
import TextData

/// The texts and labels of a file given as a string.
func examples(
    _ content: String,
    _ name: String = "data.csv",
    _ options: TableOptions = TableOptions()
) throws -> StoredList<TextExample> {
    try TextDataset.read(bytes: Array(content.utf8), name: name, options: options).examples
}

/// A file's column, whatever its name.
func column(_ column: String, of bytes: [UInt8], _ name: String, quoting: TableOptions.Quoting = .automatic) throws
    -> [String]
{
    let options = TableOptions(quoting: quoting, hasHeader: true, textColumn: column, labelsRequired: false)
    return try TextDataset.read(bytes: bytes, name: name, options: options).examples.map(\.text)
}

@Suite("CSV and TSV")
struct TableReadingTests {
    /// What is written, and the two fields of its one row.
    static let rows: [(String, [String])] = [
        ("good film,positive\n", ["good film", "positive"]),
        ("good film,positive", ["good film", "positive"]),
        ("good film,positive\r\n", ["good film", "positive"]),
        ("\"good, film\",positive\n", ["good, film", "positive"]),
        ("\"a \"\"good\"\" film\",positive\n", ["a \"good\" film", "positive"]),
        ("\"\"\"good\"\"\",positive\n", ["\"good\"", "positive"]),
        ("\"two\nlines\",positive\n", ["two\nlines", "positive"]),
        ("\"two\r\nlines\",positive\r\n", ["two\r\nlines", "positive"]),
        ("\"\",positive\n", ["", "positive"]),
        (",positive\n", ["", "positive"]),
        ("good film,\"positive\"", ["good film", "positive"]),
        ("  good film ,  positive \n", ["  good film ", "positive"]),
        ("a 5\" disk,positive\n", ["a 5\" disk", "positive"]),
        ("\u{301}e,positive\n", ["\u{301}e", "positive"]),
        ("a\rb,positive\n", ["a\rb", "positive"]),
        ("\"\u{FE0F}\",positive\n", ["\u{FE0F}", "positive"]),
        ("좋은 영화,positive\n", ["좋은 영화", "positive"]),
        ("\n\ngood film,positive\n\n\n", ["good film", "positive"]),
    ]

    @Test("reads a row as RFC 4180 has it", arguments: rows)
    func row(_ written: String, _ fields: [String]) throws {
        let read = try examples("text,label\n" + written)
        #expect(read.count == 1)
        #expect(read.first.map { Array($0.text.utf8) } == Array(fields[0].utf8))
        #expect(read.first?.label == fields[1])
    }

    @Test("keeps quotes in TSV without quoting")
    func quotesAsTheyAre() throws {
        let dataset = try TextDataset.read(
            bytes: Array("sentence\tlabel\n\"Yes,\" he said\t1\n\"open\t0\n\"\"\t1\n".utf8),
            name: "a.tsv"
        )
        #expect(dataset.examples.map(\.text) == ["\"Yes,\" he said", "\"open", "\"\""])
        #expect(dataset.warnings.map(\.code) == [.quotingGuessed])
        #expect(dataset.formatDescription == "TSV, quotes as they are, header")
    }

    @Test("finds out that a TSV file is quoted")
    func quotedTSV() throws {
        let dataset = try TextDataset.read(
            bytes: Array("text\tlabel\n\"a\ttab\"\t1\nplain\t0\n\"a \"\"quote\"\"\"\t1\n".utf8),
            name: "a.tsv"
        )
        #expect(dataset.examples.map(\.text) == ["a\ttab", "plain", "a \"quote\""])
        #expect(dataset.warnings.map(\.code) == [.quotingGuessed])
    }

    @Test("does as it is told about quotes", arguments: [TableOptions.Quoting.rfc4180, .none])
    func quoting(_ quoting: TableOptions.Quoting) throws {
        let read = try examples("text\tlabel\n\"a\"\t1\n", "a.tsv", TableOptions(quoting: quoting))
        #expect(read.map(\.text) == [quoting == .none ? "\"a\"" : "a"])
    }

    @Test("knows the lines of rows that span several")
    func lines() throws {
        let read = try examples("text,label\n\"one\ntwo\r\nthree\",a\n\nfour,b\n")
        #expect(read.map(\.line) == [2, 6])
    }

    @Test("takes a carriage return alone for a line end only where there is no line feed")
    func carriageReturns() throws {
        let read = try examples("text,label\rgood,a\r\"b\rad\",b\r")
        #expect(read.map(\.text) == ["good", "b\rad"])
        #expect(read.map(\.line) == [2, 3])
    }

    @Test("skips a byte-order mark", arguments: ["a.csv", "a.jsonl"])
    func byteOrderMark(_ name: String) throws {
        let content = name == "a.csv" ? "text,label\ngood,1\n" : "{\"text\": \"good\", \"label\": 1}\n"
        let read = try examples("\u{FEFF}" + content, name)
        #expect(read.map(\.text) == ["good"])
    }

    @Test("sees semicolons and tabs in CSV", arguments: [";", "\t"])
    func delimiters(_ delimiter: String) throws {
        let read = try examples("text\(delimiter)label\nwell, good\(delimiter)1\n")
        #expect(read.map(\.text) == ["well, good"])
    }

    @Test("takes a semicolon in a text for text")
    func semicolonInText() throws {
        let read = try examples("Good; very good\nBad\n", "data.csv", TableOptions(labelsRequired: false))
        #expect(read.map(\.text) == ["Good; very good", "Bad"])
    }

    @Test(
        "tells the format by the name or the first line",
        arguments: [
            ("a.txt", "text\tlabel\ngood\t1\n", "TSV, quotes as they are, header"),
            ("a", "text,label\ngood,1\n", "CSV, quoted as in RFC 4180, header"),
            ("a.CSV", "text,label\ngood,1\n", "CSV, quoted as in RFC 4180, header"),
            ("b.csv/a.tsv", "text\tlabel\ngood\t1\n", "TSV, quotes as they are, header"),
            ("a.json", "\n {\"text\": \"good\", \"label\": \"1\"}\n", "JSON Lines"),
        ]
    )
    func format(_ name: String, _ content: String, _ description: String) throws {
        let dataset = try TextDataset.read(bytes: Array(content.utf8), name: name)
        #expect(dataset.formatDescription == description)
        #expect(dataset.examples.map(\.text) == ["good"])
    }

    @Test("reads plain lines where no labels are needed, empty ones too")
    func plainLines() throws {
        let dataset = try TextDataset.read(
            bytes: Array("One, two\n\n\"three\"\n".utf8),
            name: "a.txt",
            options: TableOptions(labelsRequired: false)
        )
        #expect(dataset.examples.map(\.text) == ["One, two", "", "\"three\""])
        #expect(dataset.examples.map(\.line) == [1, 2, 3])
        #expect(dataset.warnings.map(\.code) == [.emptyTexts])
        #expect(dataset.warnings.map(\.description) == ["a.txt:2: 1 text is empty, the first on line 2"])
    }

    @Test("reads uneven rows of a file without header that is not quoted, and says so")
    func unevenRows() throws {
        let options = TableOptions(hasHeader: false, textColumn: "2", labelColumn: "1")
        let dataset = try TextDataset.read(
            bytes: Array("1\tgood\n0\tbad\tsource\n".utf8),
            name: "a.tsv",
            options: options
        )
        #expect(dataset.examples.map(\.text) == ["good", "bad"])
        #expect(dataset.warnings.map(\.code) == [.unevenRows])
    }

    @Test("says that a first row without a known name was read as an example", arguments: [true, false])
    func headerGuess(labelsRequired: Bool) throws {
        let bytes = Array("utterance,intent\ngood,1\n".utf8)
        var options = TableOptions(textColumn: "1", labelColumn: "2", labelsRequired: labelsRequired)
        let dataset = try TextDataset.read(bytes: bytes, name: "a.csv", options: options)
        #expect(dataset.examples.map(\.text) == ["utterance", "good"])
        #expect(dataset.warnings.map(\.code) == [.headerGuessed])
        #expect(dataset.warnings.first?.description.hasPrefix("a.csv:1: the first row, 'utterance', is read") == true)
        for hasHeader in [true, false] {
            options.hasHeader = hasHeader
            #expect(try TextDataset.read(bytes: bytes, name: "a.csv", options: options).warnings.isEmpty)
        }
    }

    @Test("says so with the first batch of a file that is read in batches")
    func headerGuessOfBatches() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("utterance\ngood\nbad\n".utf8, to: "a.csv")
        var warnings: [[DataWarning.Code]] = []
        try TextDataset.forEachBatch(path, options: TableOptions(labelsRequired: false), count: 2) {
            warnings.append($0.warnings.map(\.code))
        }
        #expect(warnings == [[.headerGuessed], []])
    }

    @Test("reads from a file what it reads from memory")
    func file() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array("text,label\ngood,1\nbad,0\n".utf8), to: "a.csv")
        let dataset = try TextDataset.read(path)
        #expect(dataset.examples.map(\.text) == ["good", "bad"])
        #expect(dataset.path == path)
    }
}
