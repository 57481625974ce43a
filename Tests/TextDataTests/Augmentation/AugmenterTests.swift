import StrictJSON
import TestSupport
import Testing
import TextData

@Suite("augmenter")
struct AugmenterTests {
    private let tiny: TinyWordNet
    private let finder: SynonymFinder
    private let examples = [
        TextExample(text: "a good film about children", label: "1", line: 2),
        TextExample(text: "the city stopped, quickly", pair: "it went well", label: "0", line: 3),
        TextExample(text: "", label: "0", line: 4),
        TextExample(text: "...", label: "1", line: 5),
    ]

    init() throws {
        tiny = try TinyWordNet()
        finder = SynonymFinder(try WordNet(folder: tiny.folder.path))
    }

    private func augmented(
        _ examples: [TextExample],
        _ method: any WordAugmentation,
        copies: Int = 1,
        seed: UInt64 = 1
    ) async throws -> (texts: [[String]], report: AugmentationReport, added: [TextExample]) {
        let augmenter = Augmenter(.words(method), options: AugmentationOptions(copies: copies, seed: seed))
        let (added, report) = try await augmenter.augmented(examples)
        return (added.map(\.contents), report, added)
    }

    @Test("replaces by synonyms, keeps labels, and counts what it leaves out")
    func synonyms() async throws {
        let result = try await augmented(examples, SynonymReplacement(finder, rate: 1))
        #expect(result.added.map(\.label) == ["1", "0"])
        #expect(result.added.map(\.line) == [2, 3])
        #expect(["a fine movie about kids", "a fine motion picture about kids"].contains(result.texts[0][0]))
        #expect(result.texts[1] == ["the town halted, rapidly", "it went well"])
        #expect(result.report.addedCount == 2)
        #expect(result.report.unchangedCount == 2)
        #expect("\(result.report)" == "synonyms: 2 examples made from 4; left out: 2 in which nothing could be changed")
    }

    @Test("copies that repeat one another are left out")
    func repetitions() async throws {
        let result = try await augmented([examples[1]], SynonymReplacement(finder, rate: 1), copies: 5)
        #expect(result.added.count == 1)
        #expect(result.report.repeatedCount == 4)
    }

    @Test("what stands in the validation data is not made anew")
    func leaks() async throws {
        let augmenter = Augmenter(.words(SynonymReplacement(finder, rate: 1)))
        let held = TextExample(text: "the town halted, rapidly", pair: "it went well", label: "0")
        let (added, report) = try await augmenter.augmented([examples[1]], avoiding: [held])
        #expect(added.isEmpty)
        #expect(report.repeatedCount == 1)
    }

    @Test("the same seed makes the same examples, and an example's do not depend on its neighbours' ")
    func determinism() async throws {
        let method = EasyAugmentation(synonyms: finder)
        let first = try await augmented(examples, method, copies: 8, seed: 3)
        #expect(try await augmented(examples, method, copies: 8, seed: 3).texts == first.texts)
        #expect(try await augmented(examples, method, copies: 8, seed: 4).texts != first.texts)
        let alone = try await augmented([examples[0]], method, copies: 8, seed: 3)
        #expect(Array(first.texts.prefix(alone.texts.count)) == alone.texts)
    }

    @Test("swapping keeps the words, deleting some of them, inserting adds synonyms")
    func operations() async throws {
        let words = examples[0].text.split(separator: " ").sorted()
        func texts(_ rates: EasyAugmentation.Rates, copies: Int = 20) async throws -> [[Substring]] {
            let synonyms = rates.needsSynonyms ? finder : nil
            let method = EasyAugmentation(rates: rates, synonyms: synonyms)
            return try await augmented([examples[0]], method, copies: copies).texts.map { $0[0].split(separator: " ") }
        }
        var rates = EasyAugmentation.Rates(replacement: 0, insertion: 0, swap: 0.2, deletion: 0)
        let swapped = try await texts(rates)
        #expect(!swapped.isEmpty)
        #expect(swapped.allSatisfy { $0.sorted() == words })
        rates = EasyAugmentation.Rates(replacement: 0, insertion: 0, swap: 0, deletion: 0.5)
        let deleted = try await texts(rates)
        #expect(!deleted.isEmpty)
        #expect(deleted.allSatisfy { !$0.isEmpty && $0.count < words.count && Set($0).isSubset(of: words) })
        rates = EasyAugmentation.Rates(replacement: 0, insertion: 0.2, swap: 0, deletion: 0)
        let inserted = try await texts(rates)
        #expect(!inserted.isEmpty)
        #expect(inserted.allSatisfy { $0.count > words.count && Set(words).isSubset(of: $0) })
    }

    @Test("deletion never empties a text, and spares a text of one word")
    func deletion() async throws {
        let rates = EasyAugmentation.Rates(replacement: 0, insertion: 0, swap: 0, deletion: 0.999)
        let method = EasyAugmentation(rates: rates, synonyms: nil)
        let result = try await augmented([TextExample(text: "one"), TextExample(text: "one two")], method, copies: 20)
        #expect(Set(result.texts.map { $0[0] }) == ["two"])
        #expect(result.report.repeatedCount > 0)
    }

    @Test("an example as a line of JSON reads back as itself")
    func jsonLines() throws {
        let lines = [examples[1], TextExample(text: "a \"b\"\n", pair: "c", label: "0")].map {
            String(decoding: JSONValueBytes.serialized($0), as: UTF8.self)
        }
        let read = try TextDataset.read(bytes: Array(lines.joined(separator: "\n").utf8), name: "x.jsonl")
        #expect(read.examples.map(\.contents) == [examples[1].contents, ["a \"b\"\n", "c"]])
        #expect(read.examples.map(\.label) == ["0", "0"])
    }
}

private enum JSONValueBytes {
    static func serialized(_ example: TextExample) -> [UInt8] {
        JSONValue.object(example.jsonLine).serialized()
    }
}
