import Testing
import TextData

@Suite("columns")
struct ColumnTests {
    @Test(
        "are found by their usual names, in any case and place",
        arguments: [
            ("text,label", "text", nil, "label"),
            ("id,Document,LABEL", "Document", nil, "LABEL"),
            ("Sentiment,Review", "Review", nil, "Sentiment"),
            ("category, comment ", "comment", nil, "category"),
            ("class,sentence", "sentence", nil, "class"),
            ("index,sentence1,sentence2,label", "sentence1", "sentence2", "label"),
            ("premise,hypothesis,label", "premise", "hypothesis", "label"),
            ("question1,question2,label", "question1", "question2", "label"),
            ("index,question,sentence,label", "question", "sentence", "label"),
            ("Quality,#1 ID,#2 ID,#1 String,#2 String", "#1 String", "#2 String", "Quality"),
            ("sentence1,sentence2,gold_label", "sentence1", "sentence2", "gold_label"),
            ("gold_label,label,text", "text", nil, "label"),
        ] as [(String, String, String?, String)]
    )
    func usualNames(_ header: String, _ text: String, _ pair: String?, _ label: String) throws {
        let row = header.split(separator: ",").map { "value of \($0)" }.joined(separator: ",")
        let dataset = try TextDataset.read(bytes: Array("\(header)\n\(row)\n".utf8), name: "a.csv")
        #expect(dataset.columns.text == text)
        #expect(dataset.columns.pair == pair)
        #expect(dataset.columns.label == label)
        #expect(dataset.examples.first?.text.contains(text) == true)
        #expect(dataset.examples.first?.pair?.contains(pair ?? "none") == (pair == nil ? nil : true))
        #expect(dataset.hasPairs == (pair != nil))
    }

    @Test("are taken as named, where usual names would mean others")
    func given() throws {
        let options = TableOptions(textColumn: "BODY", pairColumn: "text", labelColumn: "stars")
        let read = try examples("text,label,body,stars\na,b,c,d\n", "a.csv", options)
        #expect(read.map { [$0.text, $0.pair, $0.label] } == [["c", "a", "d"]])
    }

    @Test("are numbered where there is no header")
    func numbers() throws {
        let options = TableOptions(textColumn: "4", labelColumn: "2")
        let dataset = try TextDataset.read(
            bytes: Array("gj04\t1\t\tGood.\ngj04\t0\t*\tBad are.\n".utf8),
            name: "a.tsv",
            options: options
        )
        #expect(dataset.examples.map(\.text) == ["Good.", "Bad are."])
        #expect(dataset.examples.map(\.label) == ["1", "0"])
        #expect(dataset.examples.map(\.line) == [1, 2])
        #expect(dataset.columns.text == "column 4")
        #expect(dataset.formatDescription == "TSV, quotes as they are, no header")
    }

    @Test("may be numbered beside a header too")
    func numbersBesideHeader() throws {
        let options = TableOptions(hasHeader: true, textColumn: "2", labelColumn: "1")
        let dataset = try TextDataset.read(bytes: Array("a,b\n1,good\n".utf8), name: "a.csv", options: options)
        #expect(dataset.examples.map(\.text) == ["good"])
        #expect(dataset.columns.text == "b")
    }

    @Test("need no label where none is needed")
    func unlabelled() throws {
        let options = TableOptions(labelsRequired: false)
        #expect(try examples("index,sentence\n0,good\n", "a.csv", options).map(\.label) == [nil])
        #expect(try examples("sentence,label\ngood,\n", "a.csv", options).map(\.label) == [nil])
        #expect(try examples("sentence\ngood\n\n", "a.csv", options).map(\.text) == ["good", ""])
        #expect(try examples("{\"text\": \"a\", \"label\": null}\n", "a.jsonl", options).map(\.label) == [nil])
        #expect(
            try examples("{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \"b\"}", "a.jsonl", options).map(\.label) == [
                "x", nil,
            ]
        )
    }
}
