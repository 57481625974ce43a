import TestSupport
import Testing
import TextData

/// The columns of the training data are followed in files like them, and in no others.
@Suite("columns of an earlier file")
struct RememberedColumnsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var name = "a.csv"
        let content: String
        let remembered: RememberedColumns
        let texts: [String]
        /// What is said of it; `nil` for nothing.
        let note: String?
    }

    private static let numbered = RememberedColumns(text: "2", label: "1", hasHeader: false)
    private static let named = RememberedColumns(text: "body", label: "mood")

    static let cases = [
        Case(
            testDescription: "numbers hold for a table as wide",
            content: "x,good film\ny,bad\n",
            remembered: numbered,
            texts: ["good film", "bad"],
            note: "as in training: --no-header --text-column 2; the first row, 'good film', is read as an example"
        ),
        Case(
            testDescription: "numbers hold no longer where columns have usual names",
            content: "text,customer\ngood,7\n",
            remembered: numbered,
            texts: ["good"],
            note: nil
        ),
        Case(
            testDescription: "numbers hold no longer where there are fewer columns",
            content: "good\nbad\n",
            remembered: numbered,
            texts: ["good", "bad"],
            note: "the first row, 'good', is read as an example; say --header"
        ),
        Case(
            testDescription: "GLUE's test data have other columns than its training data",
            name: "a.tsv",
            content: "index\tsentence\n0\tgood\n",
            remembered: RememberedColumns(text: "4", label: "2", hasHeader: false),
            texts: ["good"],
            note: nil
        ),
        Case(
            testDescription: "numbers say nothing of a file of another kind",
            content: "good\n",
            remembered: RememberedColumns(text: "1", hasHeader: false, holdsPlaces: false),
            texts: ["good"],
            note: "say --header"
        ),
        Case(
            testDescription: "numbers say nothing of members",
            name: "a.jsonl",
            content: #"{"id": "7", "text": "good"}"#,
            remembered: numbered,
            texts: ["good"],
            note: nil
        ),
        Case(
            testDescription: "names hold for a file that has them, whatever its width",
            content: "id,BODY,text\n7,good,bad\n",
            remembered: named,
            texts: ["good"],
            note: "as in training: --text-column body"
        ),
        Case(
            testDescription: "names hold for members",
            name: "a.jsonl",
            content: #"{"text": "bad", "body": "good"}"#,
            remembered: named,
            texts: ["good"],
            note: "as in training: --text-column body"
        ),
        Case(
            testDescription: "other names are looked for",
            content: "text,label\ngood,1\n",
            remembered: named,
            texts: ["good"],
            note: nil
        ),
    ]

    @Test("hold where the file has them", arguments: cases)
    func texts(example: Case) throws {
        var options = TableOptions(labelsRequired: false)
        options.remembered = example.remembered
        let dataset = try TextDataset.read(bytes: Array(example.content.utf8), name: example.name, options: options)
        #expect(dataset.examples.map(\.text) == example.texts)
        let notes = dataset.warnings.map(\.message)
        #expect(notes.count == (example.note == nil ? 0 : 1), "\(notes)")
        #expect(notes.first?.contains(example.note ?? "") ?? true, "\(notes)")
    }

    @Test("give way to what the caller says")
    func asked() throws {
        var options = TableOptions(textColumn: "body", labelsRequired: false)
        options.remembered = Self.numbered
        let dataset = try TextDataset.read(bytes: Array("id,body\n1,good\n".utf8), name: "a.csv", options: options)
        #expect(dataset.examples.map(\.text) == ["good"])
        #expect(dataset.warnings.isEmpty)
    }

    @Test("are told where no columns are found")
    func refusal() {
        var options = TableOptions()
        options.remembered = Self.named
        let error = #expect(throws: DataError.self) {
            try TextDataset.read(bytes: Array("a,b\n1,2\n".utf8), name: "a.csv", options: options)
        }
        #expect(error?.code == .missingColumn)
        #expect(error?.message.contains("; in training it was --text-column body --label-column mood") == true)
    }

    @Test(
        "that are a label each hold where all are there",
        arguments: [
            (["x", "y"], "text,y,x\ngood,1,0\n", ["y"]), (["x", "z"], "text,labels\ngood,x|z\n", ["x", "z"]),
            (["all"], "text,x,y\ngood,1,1\n", ["x", "y"]), (["all"], "text,id,labels\ngood,7,x\n", ["x"]),
        ]
    )
    func labels(remembered: [String], content: String, labels: [String]) throws {
        var options = TableOptions()
        options.remembered = RememberedColumns(labels: remembered)
        let dataset = try MultiLabelDataset.read(bytes: Array(content.utf8), name: "a.csv", options: options)
        #expect(dataset.examples.map(\.labels) == [labels])
    }

    @Test("hold for tagged words")
    func words() throws {
        var options = TableOptions()
        options.remembered = RememberedColumns(text: "2", label: "3")
        let rows = "1 Ann B-PER x\n2 ran O x\n\n"
        let dataset = try WordDataset.read(bytes: Array(rows.utf8), name: "a.conll", options: options)
        #expect(dataset.examples.map(\.words) == [["Ann", "ran"]])
        #expect(dataset.examples.map(\.tags) == [["B-PER", "O"]])
        #expect(dataset.warnings.map(\.message) == ["as in training: --text-column 2 --label-column 3"])
        let narrow = try WordDataset.read(bytes: Array("Ann B-PER\n".utf8), name: "a.conll", options: options)
        #expect(narrow.examples.map(\.words) == [["Ann"]])
        #expect(narrow.warnings.isEmpty)
    }

    @Test("a number is a name where the row has names", arguments: [("2", "body"), ("3", "3"), ("body", "body")])
    func naming(column: String, name: String) throws {
        let row = try FirstRow(bytes: Array("id, body \n1,good\n".utf8), name: "a.csv", options: TableOptions())
        #expect(row.name(of: column) == name)
    }
}
