import TestSupport
import Testing
import TextData

@Suite("Texts with numbers")
struct ScoredTextTests {
    private func scores(_ content: String, _ name: String) throws -> [Double] {
        let dataset = try ScoredTextDataset.read(bytes: Array(content.utf8), name: name)
        return try dataset.examples.map { try dataset.score(of: $0) }
    }

    @Test("are found by the number's usual names, and numbers are read as they are written")
    func reading() throws {
        #expect(try scores("text,score\na,1\nb,-2.5\nc, 3e-1 \n", "a.csv") == [1, -2.5, 0.3])
        #expect(try scores("sentence1\tsentence2\tsimilarity\na\tb\t5.000\n", "a.tsv") == [5])
        #expect(
            try scores("{\"text\": \"a\", \"label\": 2.75}\n{\"text\": \"b\", \"label\": \"4\"}", "a.jsonl") == [
                2.75, 4,
            ]
        )
    }

    @Test("have no strata")
    func strata() throws {
        let dataset = ScoredTextDataset(examples: [
            TextExample(text: "a", label: "1"), TextExample(text: "b", label: "2"),
        ])
        #expect(dataset.stratum(of: dataset.examples[0]) == dataset.stratum(of: dataset.examples[1]))
    }

    static let faults: [BadInput] = [
        BadInput("a word", "a.csv", "text,score\na,1\nb,good\n", .invalidField, line: 3),
        BadInput("a decimal comma", "a.tsv", "text\tscore\na\t1,5\n", .invalidField, line: 2),
        BadInput("not a number", "a.csv", "text,score\na,nan\n", .invalidField, line: 2),
        BadInput("infinity", "a.csv", "text,score\na,inf\n", .invalidField, line: 2),
        BadInput("a number too large", "a.csv", "text,score\na,1e999\n", .invalidField, line: 2),
        BadInput("a hexadecimal number", "a.csv", "text,score\na,0x10\n", .invalidField, line: 2),
        BadInput("an empty field", "a.csv", "text,score\na,1\nb,\n", .missingLabel, line: 3),
        BadInput("no column of numbers", "a.csv", "text,other\na,1\n", .missingColumn, line: 1),
        BadInput("two columns of numbers", "a.csv", "text,score,rating\na,1,2\n", .ambiguousColumn, line: 1),
        BadInput("a Boolean in JSON", "a.jsonl", "{\"text\": \"a\", \"score\": true}", .invalidField, line: 1),
        BadInput("an array in JSON", "a.jsonl", "{\"text\": \"a\", \"score\": [1]}", .invalidField, line: 1),
        BadInput("null in JSON", "a.jsonl", "{\"text\": \"a\", \"score\": null}", .missingLabel, line: 1),
        BadInput("an unclosed quote", "a.csv", "text,score\n\"a,1\nb,2\n", .unclosedQuote, line: 2),
    ]

    @Test("whose numbers are none are refused with their line", arguments: faults)
    func refusal(_ input: BadInput) throws {
        let error = try #require(
            throws: DataError.self,
            performing: { try scores(String(decoding: input.bytes, as: UTF8.self), input.name) }
        )
        #expect(error.code == input.code, "\(error)")
        #expect(error.line == input.line, "\(error)")
    }

    @Test("rows with too few fields are passed over and counted where that is asked for")
    func shortRows() throws {
        var options = TableOptions(quoting: TableOptions.Quoting.none)
        options.skipsShortRows = true
        let dataset = try ScoredTextDataset.read(
            bytes: Array("text\tscore\na\t1\nb\nc\t2\n".utf8),
            name: "a.tsv",
            options: options
        )
        #expect(dataset.examples.map(\.text) == ["a", "c"])
        #expect(dataset.warnings.map(\.line) == [3])
    }
}
