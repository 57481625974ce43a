import TestSupport
import Testing
import TextData

@Suite("WordDataset")
struct WordReadingTests {
    private func read(
        _ content: String,
        _ name: String,
        options: TableOptions = TableOptions()
    ) throws -> WordDataset {
        try WordDataset.read(bytes: Array(content.utf8), name: name, options: options)
    }

    static let conll = """
        -DOCSTART- -X- -X- O

        EU NNP B-NP B-ORG
        rejects VBZ B-VP O
        German JJ B-NP B-MISC

        Peter NNP B-NP B-PER
        Blackburn NNP I-NP I-PER


        -DOCSTART- -X- -X- O
        . . O O
        """

    @Test("reads columns separated by blanks; words in the first, tags in the last")
    func columns() throws {
        let dataset = try read(Self.conll, "a.txt")
        #expect(dataset.examples.map(\.words) == [["EU", "rejects", "German"], ["Peter", "Blackburn"], ["."]])
        #expect(dataset.examples.map(\.tags) == [["B-ORG", "O", "B-MISC"], ["B-PER", "I-PER"], ["O"]])
        #expect(dataset.examples.map(\.line) == [3, 7, 12])
        #expect(dataset.tagScheme == .bio)
        #expect(dataset.hasEntities)
        #expect(dataset.wordCount == 6)
        #expect(dataset.warnings.isEmpty)
        #expect(
            dataset.formatDescription
                == "CoNLL, 4 columns separated by blanks, words in column 1, tags in column 4, BIO"
        )
        let subset = dataset.subset([2, 0])
        #expect(subset.examples.map(\.line) == [12, 3])
        #expect(subset.tagScheme == .bio)
    }

    @Test("reads other columns by number, tabs, CRLF, a mark at the start, and words that hold blanks")
    func otherColumns() throws {
        let options = TableOptions(textColumn: "2", labelColumn: "3")
        let dataset = try read("\u{FEFF}1\tNew York\tNNP\t_\r\n2\t.\t.\t_\r\n\r\n", "a.conll", options: options)
        #expect(dataset.examples.map(\.words) == [["New York", "."]])
        #expect(dataset.examples.map(\.tags) == [["NNP", "."]])
        #expect(dataset.tagScheme == .plain)
        #expect(!dataset.hasEntities)
    }

    @Test("reads a header where there is one")
    func header() throws {
        let dataset = try read("Word\tPOS\tTag\nParis\tNNP\tB-LOC\n", "a.tsv")
        #expect(dataset.examples[0].tags == ["B-LOC"])
        let parts = try read("Word\tPOS\tTag\nParis\tNNP\tB-LOC\n", "a.tsv", options: TableOptions(labelColumn: "pos"))
        #expect(parts.examples[0].tags == ["NNP"])
    }

    @Test("reads KLUE's characters: comments are none, white space is text between words")
    func characters() throws {
        let content = "## id : x\n## a-1\t<a b:PS> c\na\tB-PS\n \tI-PS\nb\tI-PS\n \tO\nc\tO\n\n## a-2\tx\nx\tO\n"
        let dataset = try read(content, "a.tsv")
        #expect(dataset.examples.map(\.words) == [["a", "b", "c"], ["x"]])
        #expect(dataset.examples[0].tags == ["B-PS", "I-PS", "O"])
        #expect(dataset.examples[0].text == "a b c")
        #expect(dataset.examples[0].wordRanges == [0..<1, 2..<3, 4..<5])
        #expect(dataset.formatDescription.contains("2 of white space"))
        let onBlank = try read("## id : x\na\tO\n \tB-PS\nb\tI-PS\nc\tI-PS\n", "a.tsv").examples[0]
        #expect(onBlank.tags == ["O", "B-PS", "I-PS"])
        // Elsewhere such a line is a word.
        #expect(try read("a\tO\n## \tB-X\n", "a.tsv").examples[0].words == ["a", "## "])
    }

    static let conllu = """
        # newdoc id = a
        # sent_id = 1
        # text = I don't  go.
        1\tI\tI\tPRON\tPRP\t_\t4\tnsubj\t_\t_
        2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
        2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
        3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
        4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
        4.1\tx\tx\tX\tX\t_\t_\t_\t_\t_
        5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

        1-2\tdu\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|X=Y
        1\tde\tde\tADP\tIN\t_\t0\troot\t_\t_
        2\tle\tle\tDET\tDT\t_\t0\tdet\t_\t_
        3\t!\t!\tPUNCT\t.\t_\t0\tpunct\t_\t_

        """

    @Test("reads CoNLL-U: words, their UPOS, and the text they stand in")
    func universalDependencies() throws {
        let dataset = try read(Self.conllu, "a.txt")
        #expect(dataset.examples.map(\.words) == [["I", "do", "n't", "go", "."], ["de", "le", "!"]])
        #expect(dataset.examples[0].tags == ["PRON", "AUX", "PART", "VERB", "PUNCT"])
        #expect(dataset.examples[0].text == "I don't  go.")
        #expect(dataset.examples[0].wordRanges == [0..<1, 2..<4, 4..<7, 9..<11, 11..<12])
        #expect(dataset.examples[1].text == "du!")
        #expect(dataset.examples[1].wordRanges == [0..<2, 0..<2, 2..<3])
        #expect(dataset.examples.map(\.line) == [4, 13])
        #expect(dataset.tagScheme == .plain)
        #expect(dataset.warnings.isEmpty)
        let xpos = try read(Self.conllu, "a.conllu", options: TableOptions(labelColumn: "xpos"))
        #expect(xpos.examples[1].tags == ["IN", "DT", "."])
    }

    @Test("a text that its words do not make up is put together anew, and said")
    func unmatchedText() throws {
        let content = "# text = other\n1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n2\tb\tb\tX\tX\t_\t0\troot\t_\t_\n"
        let dataset = try read(content, "a.conllu")
        #expect(dataset.examples[0].text == "a b")
        #expect(dataset.warnings.map(\.code) == [.unmatchedTexts])
        #expect(dataset.warnings[0].line == 2)
    }

    @Test("reads JSON Lines of words and tags")
    func wordsAndTags() throws {
        let content = """
            {"id": "0", "tokens": ["EU", "\\u200b"], "pos_tags": [1, 2], "ner_tags": ["B-ORG", "O"]}

            {"tokens": [], "ner_tags": []}
            {"tokens": ["a", "b"], "ner_tags": ["O", "O"], "text": " a  b"}
            """
        let dataset = try read(content, "a.jsonl")
        #expect(dataset.examples.map(\.words) == [["EU", "\u{200b}"], [], ["a", "b"]])
        #expect(dataset.examples.map(\.tags) == [["B-ORG", "O"], [], ["O", "O"]])
        #expect(dataset.examples[2].wordRanges == [1..<2, 4..<5])
        #expect(dataset.warnings.map(\.code) == [.emptyTexts])
        #expect(dataset.formatDescription == "JSON Lines, tokens and ner_tags, BIO")
        let parts = try read(content, "a.jsonl", options: TableOptions(labelColumn: "pos_tags", labelsRequired: false))
        #expect(parts.examples[0].tags == ["1", "2"])
        #expect(parts.warnings.map(\.code).contains(.numericTags))
    }

    @Test("reads JSON Lines of texts and spans, by Unicode characters")
    func spans() throws {
        let content = """
            {"text": "😀 Ann Lee, of New York.", "spans": [{"start": 2, "end": 9, "label": "PER"}, [14, 22, "LOC"]]}
            {"text": "서울에서 왔다", "spans": [{"start": 0, "end": 2, "label": "LOC"}]}
            {"text": "none", "spans": []}
            """
        let dataset = try read(content, "a.jsonl")
        #expect(dataset.examples[0].words == ["😀", "Ann", "Lee", ",", "of", "New", "York", "."])
        #expect(dataset.examples[0].tags == ["O", "B-PER", "I-PER", "O", "O", "B-LOC", "I-LOC", "O"])
        // A border within a word makes the words finer rather than losing anything.
        #expect(dataset.examples[1].words == ["서울", "에서", "왔다"])
        #expect(dataset.examples[1].tags == ["B-LOC", "O", "O"])
        #expect(dataset.examples[1].wordRanges == [0..<2, 2..<4, 5..<7])
        #expect(dataset.examples[2].tags == ["O"])
        #expect(dataset.warnings.map(\.code) == [.cutWords])
        #expect(dataset.warnings[0].line == 2)
        #expect(dataset.warnings[0].count == 1)
    }

    @Test("neighbouring spans of one label stay two")
    func neighbours() throws {
        let content = #"{"text": "ab cd", "entities": [[3, 5, "X"], [0, 1, "X"], [1, 2, "X"]]}"#
        let example = try read(content, "a.jsonl").examples[0]
        #expect(example.words == ["a", "b", "cd"])
        #expect(example.tags == ["B-X", "B-X", "B-X"])
    }

    @Test("reads texts without tags where none are needed")
    func texts() throws {
        let options = TableOptions(labelsRequired: false)
        let lines = try read("It's 中文, no?\n\nEnd\n", "a.txt", options: options)
        #expect(lines.examples.map(\.words) == [["It", "'", "s", "中", "文", ",", "no", "?"], [], ["End"]])
        #expect(lines.examples[0].wordRanges?[3] == 5..<6)
        #expect(lines.tagScheme == nil)
        #expect(try read("text,x\n\"a, b\",1\n", "a.csv", options: options).examples[0].words == ["a", ",", "b"])
        #expect(try read(#"{"text": "a b"}"#, "a", options: options).examples[0].words == ["a", "b"])
        #expect(try read(Self.conll, "a.txt", options: options).examples[0].tags == ["B-ORG", "O", "B-MISC"])
        #expect(try read("a b\nc d\n\ne f\n", "a.txt", options: options).examples.count == 4)
    }
}
