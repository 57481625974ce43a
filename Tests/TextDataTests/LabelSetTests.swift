import Testing
import TextData

@Suite("LabelSet")
struct LabelSetTests {
    private func labels(_ names: [String]) throws(DataError) -> [String] {
        try LabelSet(names.map { TextExample(text: "", label: $0) }).names
    }

    @Test("orders integers by value and other labels by their bytes")
    func order() throws {
        #expect(try labels(["10", "2", "1", "0", "2"]) == ["0", "1", "2", "10"])
        #expect(try labels(["1", "-1", "0"]) == ["-1", "0", "1"])
        #expect(try labels(["positive", "negative", "Neutral"]) == ["Neutral", "negative", "positive"])
        #expect(try labels(["2", "10", "x"]) == ["10", "2", "x"])
        #expect(try labels(["칭찬", "불만", "z"]) == ["z", "불만", "칭찬"])
        #expect(try labels(["1", "01"]) == ["01", "1"])
    }

    @Test("keeps labels apart that are only canonically equivalent")
    func bytes() throws {
        let set = try LabelSet(names: ["\u{E9}", "e\u{301}"])
        #expect(set.count == 2)
        #expect(set.index(of: "\u{E9}") == 0)
        #expect(set.index(of: "e\u{301}") == 1)
        #expect(try set != LabelSet(names: ["e\u{301}", "\u{E9}"]))
    }

    @Test("refuses sets that nothing can be learnt from")
    func refusals() {
        #expect(throws: DataError.self) { try LabelSet(names: []) }
        #expect(throws: DataError.self) { try LabelSet(names: ["a", "b", "a"]) }
        let error = #expect(throws: DataError.self) {
            try LabelSet([TextExample(text: "x", label: "a")], path: "t.csv")
        }
        #expect(error?.code == .invalidLabelSet)
        // A column of numbers or names, taken for the labels.
        let column = (0...10_000).map { TextExample(text: "x", label: String($0)) }
        #expect(throws: DataError.self) { try LabelSet(column) }
        #expect((try? LabelSet(column.dropLast()))?.count == 10_000)
        #expect(
            error?.description
                == "t.csv: 'a' is the only label; classification needs at least two; check the label column"
        )
        let unlabelled = #expect(throws: DataError.self) {
            try LabelSet([TextExample(text: "x", line: 4)], path: "t.csv")
        }
        #expect(unlabelled?.code == .missingLabel)
        #expect(unlabelled?.line == 4)
    }

    @Test("names the place of an unknown label")
    func unknown() throws {
        let set = try LabelSet(names: ["good", "bad"])
        let dataset = try TextDataset.read(bytes: Array("text,label\na,good\nb,Good\n".utf8), name: "v.csv")
        let error = #expect(throws: DataError.self) { try set.check(dataset) }
        #expect(error?.code == .unknownLabel)
        #expect(
            error?.description == "v.csv:3: the label 'Good' is not one of the labels: 'good', 'bad'"
        )
        #expect(error?.field == "label")
    }
}
