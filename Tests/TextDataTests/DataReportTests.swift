import StrictJSON
import TestSupport
import Testing
import TextData
import Tokenization

@Suite("data report")
struct DataReportTests {
    private func split(_ name: String, _ examples: [TextExample]) -> DataSplit {
        DataSplit(name, TextDataset(examples: examples, name: "\(name).csv"))
    }

    private func report(_ splits: [DataSplit], areNumbers: Bool = false) throws -> DataReport {
        try DataReport(splits, areNumbers: areNumbers, reading: nil)
    }

    @Test("a distribution by nearest rank")
    func distribution() throws {
        #expect(Distribution([]) == nil)
        let one = try #require(Distribution([7]))
        #expect([one.minimum, one.median, one.percentile95, one.maximum] == [7, 7, 7, 7])
        let hundred = try #require(Distribution(Array((1...100).reversed())))
        #expect([hundred.minimum, hundred.median, hundred.percentile95, hundred.maximum] == [1, 50, 95, 100])
        let twenty = try #require(Distribution(Array(1...21)))
        #expect([twenty.median, twenty.percentile95] == [11, 20])
    }

    @Test("finds repetitions, contradictions and leaks, and where")
    func repetitions() throws {
        let training = split(
            "training",
            [
                .init(text: "a", label: "1", line: 2), .init(text: "b", label: "0", line: 3),
                .init(text: "a", label: "1", line: 4), .init(text: "a", label: "0", line: 5),
                .init(text: "a", pair: "b", label: "0", line: 6),
            ]
        )
        let validation = split(
            "validation",
            [.init(text: "b", label: "0", line: 2), .init(text: "c", label: "1", line: 3)]
        )
        let test = split("test", [.init(text: "c", label: "1", line: 9), .init(text: "b", label: "0", line: 10)])
        let findings = try report([training, validation, test]).findings
        #expect(findings.map(\.code) == [.contradictingLabels, .repeatedTexts, .sharedTexts, .sharedTexts])
        #expect(findings.map(\.line) == [5, 4, 2, 9])
        #expect(findings.map(\.count) == [1, 1, 1, 2])
        #expect(findings[2].message.contains("in the training data (training.csv)"))
        #expect(findings[3].message.contains("in the validation data (validation.csv)"))
    }

    @Test("counts classes, and says where they are lopsided, rare, alone or new")
    func classes() throws {
        let many = (0..<95).map { TextExample(text: "t\($0)", label: "no") }
        let few = (0..<4).map { TextExample(text: "u\($0)", label: "yes") }
        let training = split("training", many + few + [TextExample(text: "v", label: "maybe")])
        let validation = split("validation", [TextExample(text: "w", label: "never")])
        let report = try report([training, validation])
        #expect(report.findings.map(\.code) == [.rareLabels, .unbalancedLabels, .unknownLabels])
        #expect(report.lines.contains("  classes     3: 'no' 95 (95.0 %), 'yes' 4 (4.0 %), 'maybe' 1 (1.0 %)"))
        let alone = try self.report([split("training", many)])
        #expect(alone.findings.first?.message.contains("nothing to learn") == true)
    }

    @Test("numbers are summed up as numbers")
    func numbers() throws {
        let training = split("training", [.init(text: "a", label: "0.5"), .init(text: "b", label: "4")])
        let report = try report([training], areNumbers: true)
        #expect(report.findings.isEmpty)
        #expect(report.lines.contains("  numbers     0.5 to 4.0, mean 2.25"))
        #expect(report.lines.last == "Nothing is amiss.")
    }

    @Test("words and questions are checked by their entities and answers")
    func otherKinds() throws {
        let words = WordDataset(examples: [
            WordExample(words: ["New", "York", "is", "big"], tags: ["B-LOC", "I-LOC", "O", "O"], line: 1),
            WordExample(words: ["Bill", "in", "Rome"], tags: ["B-PER", "O", "B-LOC"], line: 6),
            WordExample(words: ["Bill", "in", "Rome"], tags: ["O", "O", "B-LOC"], line: 10),
        ])
        let report = try report([DataSplit("training", words)])
        #expect(report.lines.contains { $0.hasPrefix("  classes     2: 'LOC' 3 (75.0 %), 'PER' 1") })
        #expect(report.findings.map(\.code) == [.rareLabels, .contradictingLabels])
        let questions = QuestionDataset(examples: [
            QuestionExample(id: "1", question: "a?", context: "b c", answers: [.init(text: "b", start: 0)], line: 1),
            QuestionExample(id: "2", question: "a?", context: "b c", isImpossible: true, line: 2),
        ])
        let other = try self.report([DataSplit("training", questions)])
        #expect(other.findings.map(\.code) == [.contradictingLabels])
    }

    @Test("the report for programs says the same")
    func json() throws {
        let training = split(
            "training",
            [.init(text: "a", label: "1", line: 2), .init(text: "a", label: "0", line: 3)]
        )
        let json = JSONValue.object(try report([training]).json)
        #expect(json["files"]?.array?.first?["classes"]?["1"]?.int == 1)
        #expect(json["findings"]?.array?.first?["code"]?.string == "contradictingLabels")
        #expect(json["findings"]?.array?.first?["line"]?.int == 3)
    }

    @Test("points at labels that are to be numbers and are none")
    func faultyNumbers() throws {
        let training = split(
            "training",
            [.init(text: "a", label: "1.5", line: 2), .init(text: "b", label: "n/a", line: 3)]
        )
        let findings = try DataReport([training], areNumbers: true, reading: nil).findings
        #expect(findings.map(\.code) == [.faultyNumbers])
        #expect(findings.first?.line == 3)
    }

    @Test("says that files of pairs and of single texts don't go together")
    func mixedPairs() throws {
        let single = split("training", [.init(text: "a", label: "1"), .init(text: "b", label: "0")])
        let pairs = split(
            "validation",
            [.init(text: "a", pair: "c", label: "1"), .init(text: "d", pair: "e", label: "0")]
        )
        #expect(try DataReport([single, pairs], areNumbers: false, reading: nil).findings.map(\.code) == [.mixedPairs])
        #expect(try DataReport([pairs, pairs], areNumbers: true, reading: nil).findings.map(\.code) != [.mixedPairs])
    }

    // MARK: - Tokens

    /// A tokenizer of an invented English vocabulary, large enough to be judged.
    private func tokenizer() throws -> Tokenizer {
        let folder = try TemporaryFolder()
        var words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "film"]
        let letters = Array("abcdefghijklmnopqrstuvwxyz").map { String($0) }
        for first in letters {
            for second in letters { for third in letters.prefix(8) { words.append(first + second + third) } }
        }
        words += letters.flatMap { [$0, "##" + $0] }
        try folder.write(words.joined(separator: "\n").utf8, to: "vocab.txt")
        try folder.write(
            "{\"do_lower_case\": true, \"tokenizer_class\": \"BertTokenizer\"}".utf8,
            to: "tokenizer_config.json"
        )
        return try Tokenizer(folder: folder.path)
    }

    @Test("says how long examples are in tokens and what becomes of long ones")
    func lengths() throws {
        let training = split(
            "training",
            [.init(text: "good film", label: "1", line: 2), .init(text: "film", label: "0", line: 3)]
        )
        func report(splits: Bool, maximumLength: Int) throws -> DataReport {
            try DataReport(
                [training],
                areNumbers: false,
                reading: .init(
                    tokenizer: try tokenizer(),
                    maximumLength: maximumLength,
                    splitsLongExamples: splits
                )
            )
        }
        #expect(try report(splits: false, maximumLength: 4).findings.isEmpty)
        #expect(
            try report(splits: false, maximumLength: 4).lines.contains {
                $0.hasPrefix("  tokens      3 to 4, median 3")
            }
        )
        let cut = try #require(try report(splits: false, maximumLength: 3).findings.first)
        #expect(cut.code == .longExamples)
        #expect(cut.line == 2)
        #expect(cut.message.contains("are cut"))
        #expect(try report(splits: true, maximumLength: 3).findings.first?.message.contains("windows") == true)
    }

    @Test("Korean texts with an English vocabulary are said to be that")
    func language() throws {
        let training = split(
            "training",
            [.init(text: "배송이 언제 오나요", label: "1"), .init(text: "환불해 주세요 please", label: "0")]
        )
        let report = try DataReport(
            [training],
            areNumbers: false,
            reading: .init(tokenizer: try tokenizer(), maximumLength: 32, splitsLongExamples: false)
        )
        #expect(report.findings.map(\.code) == [.foreignScript, .unknownTokens])
        #expect(
            report.findings.first?.message.contains("Hangul, and the model's vocabulary has 0 pieces of it") == true
        )
    }
}
