import Foundation
import TestSupport
import Testing
import Tokenization

@Suite("Vocabulary")
struct VocabularyTests {
    static let specialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

    @Test("keeps tokens apart that String takes for equal")
    func comparesBytes() throws {
        let tokens = ["\u{2329}", "\u{3008}", "\u{45D}", "\u{438}\u{300}", "\u{C5}", "\u{212B}", "A\u{30A}"]
        let vocabulary = try Vocabulary(tokens: tokens.map { Array($0.utf8) })
        for (id, token) in tokens.enumerated() {
            #expect(vocabulary.id(of: token) == Int32(id))
            #expect(vocabulary.bytes(of: Int32(id)).map(Array.init) == Array(token.utf8))
        }
        #expect(vocabulary.id(of: "a") == nil)
        #expect(vocabulary.bytes(of: -1) == nil && vocabulary.token(7) == nil)
    }

    @Test("of vocab.txt: lines end at line feeds only and nothing is trimmed")
    func splitsAtLineFeeds() throws {
        let tokens = Self.specialTokens + ["\u{2028}", "##\u{2028}", "\u{85}", " x ", "", "a\rb", "\u{A0}", "z"]
        let tokenizer = try ModelFolder(files: ["vocab.txt": ModelFolder.lines(tokens)]).tokenizer()
        #expect(tokenizer.vocabulary.count == tokens.count)
        for (id, token) in tokens.enumerated() {
            #expect(tokenizer.vocabulary.bytes(of: Int32(id)).map(Array.init) == Array(token.utf8))
        }
    }

    @Test("of vocab.txt with CR LF at every line drops the CR")
    func acceptsCarriageReturns() throws {
        let folder = try ModelFolder(files: ["vocab.txt": ModelFolder.lines(Self.specialTokens + ["a"], end: "\r\n")])
        #expect(try folder.tokenizer().vocabulary.id(of: "a") == 5)
    }

    @Test("of vocab.txt without a last line end")
    func acceptsMissingLineEnd() throws {
        let folder = try ModelFolder(files: ["vocab.txt": ModelFolder.lines(Self.specialTokens + ["a"]).dropLast()])
        #expect(try folder.tokenizer().vocabulary.count == 6)
    }

    @Test("with a token twice gives its text the later id and keeps both when saved")
    func keepsDuplicates() throws {
        let tokens = Self.specialTokens + ["a", "b", "a", "c"]
        let tokenizer = try ModelFolder(files: ["vocab.txt": ModelFolder.lines(tokens)]).tokenizer()
        #expect(tokenizer.vocabulary.id(of: "a") == 7)
        #expect(tokenizer.vocabulary.token(5) == "a")
        let again = try ModelFolder(files: saved(tokenizer)).tokenizer()
        #expect(again.vocabulary.count == tokens.count)
        #expect(again.vocabulary.id(of: "a") == 7 && again.vocabulary.token(5) == "a")
    }

    @Test(
        "of real models survives reading, writing and reading",
        .enabled(if: TestData.shared("vocab") != nil, "needs the shared vocabularies"),
        arguments: [
            "bert-base-uncased", "bert-base-cased", "bert-base-multilingual-cased", "bert-base-chinese", "koelectra",
        ]
    )
    func survivesRoundTrip(name: String) throws {
        let path = try #require(TestData.shared("vocab/" + name))
        let lines = Array(try Data(contentsOf: URL(fileURLWithPath: path + "/vocab.txt")))
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        let tokens = lines.last?.isEmpty ?? false ? lines.dropLast() : lines[...]
        let tokenizer = try Tokenizer(folder: path)
        let files = saved(tokenizer)
        let folders = [
            try ModelFolder(files: files), try ModelFolder(files: files.filter { $0.key == "tokenizer.json" }),
            try ModelFolder(files: files.filter { $0.key != "tokenizer.json" }),
        ]
        for vocabulary in try [tokenizer] + folders.map({ try $0.tokenizer() }) {
            #expect(vocabulary.vocabulary.count == tokens.count)
            #expect(vocabulary.configuration.normalization == tokenizer.configuration.normalization)
            for (id, token) in tokens.enumerated() {
                guard vocabulary.vocabulary.bytes(of: Int32(id)).map(Array.init) == token,
                    vocabulary.vocabulary.id(ofBytes: token) == Int32(id)
                else {
                    Issue.record("id \(id) is lost")
                    break
                }
            }
        }
    }
}

/// The files that a tokenizer saves, by name.
func saved(_ tokenizer: Tokenizer) -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: tokenizer.savedFiles().map { ($0.name, $0.bytes) })
}
