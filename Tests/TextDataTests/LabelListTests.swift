import TestSupport
import Testing
import TextData

@Suite("Lists of labels")
struct LabelListTests {
    private func read(
        _ content: String,
        _ name: String,
        _ change: (inout TableOptions) -> Void = { _ in }
    ) throws -> MultiLabelDataset {
        var options = TableOptions()
        change(&options)
        return try MultiLabelDataset.read(bytes: Array(content.utf8), name: name, options: options)
    }

    @Test("stand in JSON arrays, an empty one for no label")
    func json() throws {
        let content = """
            {"text": "a", "labels": ["x", " y "]}
            {"text": "b", "labels": []}
            {"text": "c", "labels": [3]}
            """
        #expect(try read(content, "a.jsonl").examples.map(\.labels) == [["x", "y"], [], ["3"]])
    }

    @Test("stand in one field with bars between them, an empty one for no label")
    func separated() throws {
        let content = "text,labels\na,x|y\nb,\nc,\"z \"\n"
        #expect(try read(content, "a.csv").examples.map(\.labels) == [["x", "y"], [], ["z"]])
        let other = try read("text\tlabel\na\tx; y\n", "a.tsv") { $0.labelSeparator = "; " }
        #expect(other.examples.map(\.labels) == [["x", "y"]])
    }

    @Test("stand in a column each", arguments: [["insult", "toxic"], ["all"]])
    func columns(_ names: [String]) throws {
        let content = "text,toxic,insult\na,1,0\nb,0,0\nc,1,1\n"
        let dataset = try read(content, "a.csv") { $0.labelColumns = names }
        #expect(dataset.examples.map { Set($0.labels ?? ["?"]) } == [["toxic"], [], ["toxic", "insult"]])
        let labels = try LabelSet(dataset)
        #expect(labels.names == (names == ["all"] ? ["toxic", "insult"] : names))
        #expect(try labels.flags(of: dataset.examples[0], path: nil) == labels.names.map { $0 == "toxic" })
    }

    @Test("stand in a member each of JSON objects")
    func members() throws {
        let content =
            "{\"text\": \"a\", \"toxic\": true, \"insult\": 0}\n{\"text\": \"b\", \"toxic\": 0, \"insult\": 1}"
        let dataset = try read(content, "a.jsonl") { $0.labelColumns = ["toxic", "insult"] }
        #expect(dataset.examples.map(\.labels) == [["toxic"], ["insult"]])
    }

    @Test("are collected in the order of their bytes")
    func labelSet() throws {
        let dataset = try read("text,labels\na,z|b\nb,\nc,a\n", "a.csv")
        #expect(try LabelSet(dataset).names == ["a", "b", "z"])
        #expect(dataset.stratum(of: dataset.examples[0]) == "b")
        #expect(dataset.stratum(of: dataset.examples[1]) == "")
    }

    @Test("need not be there to be predicted")
    func unlabelled() throws {
        let dataset = try read("text,other\na,b\n", "a.csv") { $0.labelsRequired = false }
        #expect(dataset.examples.map(\.labels) == [nil])
    }

    @Test("that repeat texts or are rare are noted")
    func warnings() throws {
        let training = try read("text,labels\na,x|y\na,y|x\na,x\nb,y\nc,z\n", "a.csv")
        let warnings = try DataChecks.warnings(training: training, labels: LabelSet(names: ["w", "x", "y", "z"]))
        #expect(warnings.map(\.code) == [.contradictingLabels, .repeatedTexts, .absentLabels, .rareLabels])
    }

    static let faults: [BadInput] = [
        BadInput("no column of labels", "a.csv", "text,stars\na,1\n", .missingColumn, line: 1),
        BadInput("two columns of labels", "a.csv", "text,labels,tags\na,x,y\n", .ambiguousColumn, line: 1),
        BadInput("a separator at the end", "a.csv", "text,labels\na,x\nb,x|\n", .missingLabel, line: 3),
        BadInput("two separators", "a.csv", "text,labels\na,x||y\n", .missingLabel, line: 2),
        BadInput("a label twice", "a.csv", "text,labels\na,x|y|x\n", .invalidField, line: 2),
        BadInput("a string in JSON", "a.jsonl", "{\"text\": \"a\", \"labels\": \"x\"}", .invalidField, line: 1),
        BadInput("an object in JSON", "a.jsonl", "{\"text\": \"a\", \"labels\": {\"x\": 1}}", .invalidField, line: 1),
        BadInput("a list in a list", "a.jsonl", "{\"text\": \"a\", \"labels\": [[\"x\"]]}", .invalidField, line: 1),
        BadInput(
            "no labels in JSON",
            "a.jsonl",
            "{\"text\": \"a\", \"labels\": []}\n{\"text\": \"b\"}",
            .missingLabel,
            line: 2
        ),
        BadInput("null for labels", "a.jsonl", "{\"text\": \"a\", \"labels\": null}", .missingLabel, line: 1),
        BadInput(
            "an array that is not closed",
            "a.jsonl",
            "{\"text\": \"a\", \"labels\": [\"x\"}",
            .invalidJSON,
            line: 1
        ),
        BadInput(
            "a count in a label's column",
            "a.csv",
            "text,x,y\na,0,1\nb,2,0\n",
            .invalidField,
            line: 3,
            options: columns
        ),
        BadInput(
            "a label's column that isn't there",
            "a.csv",
            "text,x\na,0\n",
            .missingColumn,
            line: 1,
            options: columns
        ),
        BadInput("an empty label's column", "a.csv", "text,x,y\na,,1\n", .invalidField, line: 2, options: columns),
        BadInput(
            "the text's column for a label's",
            "a.csv",
            "x,y\na,1\n",
            .ambiguousColumn,
            line: 1,
            options: textTwice
        ),
        BadInput("a row cut short", "a.csv", "text,labels\na,x\nb\n", .raggedRow, line: 3),
    ]

    private static var columns: TableOptions {
        var options = TableOptions()
        options.labelColumns = ["x", "y"]
        return options
    }

    private static var textTwice: TableOptions {
        var options = columns
        options.textColumn = "x"
        return options
    }

    @Test("that can't be read are refused with their line", arguments: faults)
    func refusal(_ input: BadInput) throws {
        let error = try #require(
            throws: DataError.self,
            performing: {
                try MultiLabelDataset.read(bytes: input.bytes, name: input.name, options: input.options)
            }
        )
        #expect(error.code == input.code, "\(error)")
        #expect(error.line == input.line, "\(error)")
    }
}
