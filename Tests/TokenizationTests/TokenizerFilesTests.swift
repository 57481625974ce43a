import StrictJSON
import TestSupport
import Testing
import Tokenization

@Suite("Tokenizer files")
struct TokenizerFilesTests {
    private static let special = VocabularyTests.specialTokens

    @Test("saved files give the same tokenizer", arguments: ["uncased", "cased", "stripped", "added"])
    func survivesSaving(name: String) throws {
        let fixture = try ReferenceFixture.shared.get()
        let tokenizer = try fixture.tokenizer(name)
        let files = saved(tokenizer)
        #expect(
            files.keys.sorted() == [
                "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt",
            ]
        )
        let whole = try ModelFolder(files: files).tokenizer()
        let withoutJSON = try ModelFolder(files: files.filter { $0.key != "tokenizer.json" }).tokenizer()
        for again in [whole, withoutJSON] {
            #expect(again.vocabulary.count == tokenizer.vocabulary.count)
            for one in fixture.cases where one.tokenizer == name && one.inputs.count == 1 {
                guard let text = one.inputs[0].string else { continue }
                #expect(try again.encode(text) == tokenizer.encode(text), "\(one.testDescription)")
            }
        }
    }

    @Test("the longest input is kept, and unknown where the file says 1e30")
    func readsMaximumLength() throws {
        let folder = try ModelFolder(files: ["vocab.txt": ModelFolder.lines(Self.special)])
        let tokenizer = try folder.tokenizer()
        #expect(tokenizer.maximumLength == nil)
        for (text, length) in [("512", 512), ("1e30", nil), ("1000000000000000019884624838656", nil), ("null", nil)] {
            try folder.write(Array(#"{"model_max_length": \#(text)}"#.utf8), to: "tokenizer_config.json")
            #expect(try folder.tokenizer().maximumLength == length)
        }
        for file in tokenizer.savedFiles(maximumLength: 128) { try folder.write(file.bytes, to: file.name) }
        #expect(try folder.tokenizer().maximumLength == 128)
    }

    @Test("lower-casing is told from the vocabulary where no file says")
    func guessesLowercasing() throws {
        let uncased = try ModelFolder(files: ["vocab.txt": ModelFolder.lines(Self.special + ["a"])]).tokenizer()
        #expect(uncased.configuration.normalization.lowercases)
        let cased = try ModelFolder(files: ["vocab.txt": ModelFolder.lines(Self.special + ["A"])])
        #expect(!(try cased.tokenizer().configuration.normalization.lowercases))
        try cased.write(Array(#"{"do_lower_case": true}"#.utf8), to: "tokenizer_config.json")
        #expect(try cased.tokenizer().configuration.normalization.lowercases)
    }

    @Test("special tokens may have other names")
    func readsSpecialTokens() throws {
        let folder = try ModelFolder(files: [
            "vocab.txt": ModelFolder.lines(["<p>", "<u>", "<c>", "<s>", "a"]),
            "tokenizer_config.json": Array(#"{"cls_token": {"content": "<c>"}, "sep_token": "<s>"}"#.utf8),
            "special_tokens_map.json": Array(#"{"unk_token": "<u>", "pad_token": "<p>", "cls_token": "x"}"#.utf8),
        ])
        let tokenizer = try folder.tokenizer()
        #expect(try tokenizer.encode("a b<s>")[0].ids == [2, 4, 1, 3, 3])
        #expect(tokenizer.paddingTokenID == 0 && tokenizer.maskTokenID == nil)
    }

    @Test("tokens beyond vocab.txt come from added_tokens_decoder")
    func readsAddedTokens() throws {
        let decoder =
            #"{"added_tokens_decoder": {"6": {"content": "<e>", "special": true}, "0": {"content": "[PAD]"}}}"#
        let tokenizer = try ModelFolder(files: [
            "vocab.txt": ModelFolder.lines(Self.special + ["a"]), "tokenizer_config.json": Array(decoder.utf8),
        ]).tokenizer()
        #expect(try tokenizer.encode("a<e>a")[0].ids == [2, 5, 6, 5, 3])
        #expect(tokenizer.vocabulary.count == 7 && tokenizer.vocabulary.modelTokenCount == 6)
    }

    @Test("old BertProcessing is read")
    func readsBertProcessing() throws {
        let document = #"""
            {"normalizer": {"type": "BertNormalizer", "lowercase": true}, "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
             "model": {"unk_token": "[UNK]", "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 4}}}
            """#
        let tokenizer = try ModelFolder(files: ["tokenizer.json": Array(document.utf8)]).tokenizer()
        #expect(try tokenizer.encode("A", pair: "a")[0].typeIDs == [0, 0, 0, 1, 1])
    }
}
