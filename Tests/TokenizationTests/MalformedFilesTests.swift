import StrictJSON
import TestSupport
import Testing
import Tokenization

@Suite("Malformed files are refused")
struct MalformedFilesTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var files: [String: [UInt8]]
        var code: TokenizationError.Code
        var mention: String

        init(_ name: String, _ files: [String: String], _ code: TokenizationError.Code, _ mention: String) {
            testDescription = name
            self.files = files.mapValues { Array($0.utf8) }
            self.code = code
            self.mention = mention
        }
    }

    private static let vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n"

    private static func document(
        normalizer: String = #"{"type": "BertNormalizer"}"#,
        preTokenizer: String = #"{"type": "BertPreTokenizer"}"#,
        postProcessor: String = "null",
        added: String = "[]",
        model: String = #"{"type": "WordPiece", "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3}}"#
    ) -> [String: String] {
        [
            "tokenizer.json": """
            {"normalizer": \(normalizer), "pre_tokenizer": \(preTokenizer), "post_processor": \(postProcessor),
            "added_tokens": \(added), "model": \(model)}
            """
        ]
    }

    static let faults: [Fault] = [
        Fault("nothing there", [:], .fileNotReadable, "neither"),
        Fault("empty vocab.txt", ["vocab.txt": ""], .invalidVocabulary, "empty"),
        Fault("no [UNK]", ["vocab.txt": "[PAD]\n[CLS]\n[SEP]\n"], .missingToken, "[UNK]"),
        Fault("no [SEP]", ["vocab.txt": "[PAD]\n[CLS]\n[UNK]\n"], .missingToken, "[SEP]"),
        Fault("no JSON", ["tokenizer.json": "{\"model\": }"], .malformedFile, "tokenizer.json:1:"),
        Fault("no object", ["tokenizer.json": "[]"], .malformedFile, "object"),
        Fault("empty file", ["tokenizer.json": ""], .malformedFile, "tokenizer.json"),
        Fault("no model", ["tokenizer.json": "{}"], .malformedFile, "model"),
        Fault("BPE", document(model: #"{"type": "BPE", "vocab": {}, "merges": []}"#), .unsupportedTokenizer, "BPE"),
        Fault("BPE unnamed", document(model: #"{"vocab": {}, "merges": []}"#), .unsupportedTokenizer, "BPE"),
        Fault("Unigram", document(model: #"{"type": "Unigram", "vocab": []}"#), .unsupportedTokenizer, "Unigram"),
        Fault("vocab no object", document(model: #"{"vocab": []}"#), .malformedFile, "model.vocab"),
        Fault("no tokens", document(model: #"{"vocab": {}}"#), .invalidVocabulary, "empty"),
        Fault("gap", document(model: #"{"vocab": {"[UNK]": 0, "a": 2}}"#), .invalidVocabulary, "id 1"),
        Fault("id twice", document(model: #"{"vocab": {"[UNK]": 0, "a": 0}}"#), .invalidVocabulary, "id 0"),
        Fault("negative id", document(model: #"{"vocab": {"[UNK]": -1}}"#), .malformedFile, "whole number"),
        Fault("fractional id", document(model: #"{"vocab": {"[UNK]": 0.5}}"#), .malformedFile, "whole number"),
        Fault("id no number", document(model: #"{"vocab": {"[UNK]": "0"}}"#), .malformedFile, "whole number"),
        Fault("huge id", document(model: #"{"vocab": {"[UNK]": 9e99}}"#), .malformedFile, "whole number"),
        Fault("absurd id", document(model: #"{"vocab": {"[UNK]": 99999999999}}"#), .malformedFile, "whole number"),
        Fault(
            "word length",
            document(model: #"{"vocab": {"[UNK]": 0}, "max_input_chars_per_word": -1}"#),
            .malformedFile,
            "max_input_chars_per_word"
        ),
        Fault("normalizer", document(normalizer: #"{"type": "NFC"}"#), .unsupportedTokenizer, "NFC"),
        Fault(
            "normalizer flag",
            document(normalizer: #"{"type": "BertNormalizer", "lowercase": 1}"#),
            .malformedFile,
            "normalizer.lowercase"
        ),
        Fault("pre-tokenizer", document(preTokenizer: #"{"type": "ByteLevel"}"#), .unsupportedTokenizer, "ByteLevel"),
        Fault("no pre-tokenizer", document(preTokenizer: "null"), .unsupportedTokenizer, "BertPreTokenizer"),
        Fault(
            "post-processor",
            document(postProcessor: #"{"type": "RobertaProcessing"}"#),
            .unsupportedTokenizer,
            "RobertaProcessing"
        ),
        Fault(
            "template",
            document(postProcessor: #"{"type": "TemplateProcessing", "single": [], "pair": []}"#),
            .malformedFile,
            "post_processor"
        ),
        Fault(
            "template token",
            document(
                postProcessor: #"""
                    {"type": "TemplateProcessing", "pair": [{"Sequence": {"id": "A", "type_id": 0}},
                    {"Sequence": {"id": "B", "type_id": 1}}], "single": [{"SpecialToken": {"id": "<x>", "type_id": 0}},
                    {"Sequence": {"id": "A", "type_id": 0}}]}
                    """#
            ),
            .missingToken,
            "<x>"
        ),
        Fault("added without id", document(added: #"[{"content": "x"}]"#), .malformedFile, "added_tokens[0]"),
        Fault("added without text", document(added: #"[{"id": 4}]"#), .malformedFile, "content"),
        Fault("added gap", document(added: #"[{"id": 9, "content": "x"}]"#), .invalidVocabulary, "gap"),
        Fault("added elsewhere", document(added: #"[{"id": 1, "content": "x"}]"#), .missingToken, "\"x\""),
        Fault(
            "settings no JSON",
            ["vocab.txt": vocabulary, "tokenizer_config.json": "{,}"],
            .malformedFile,
            "tokenizer_config.json:1:2"
        ),
        Fault(
            "flag no Boolean",
            ["vocab.txt": vocabulary, "tokenizer_config.json": #"{"do_lower_case": "yes"}"#],
            .malformedFile,
            "do_lower_case"
        ),
        Fault(
            "length",
            ["vocab.txt": vocabulary, "tokenizer_config.json": #"{"model_max_length": -5}"#],
            .malformedFile,
            "model_max_length"
        ),
        Fault(
            "other class",
            ["vocab.txt": vocabulary, "tokenizer_config.json": #"{"tokenizer_class": "BertJapaneseTokenizer"}"#],
            .unsupportedTokenizer,
            "BertJapaneseTokenizer"
        ),
        Fault(
            "token elsewhere",
            [
                "vocab.txt": vocabulary,
                "tokenizer_config.json": #"{"added_tokens_decoder": {"5": {"content": "b"}}}"#,
            ],
            .malformedFile,
            "id 5"
        ),
    ]

    @Test("with a message that names the fault", arguments: faults)
    func refuses(fault: Fault) throws {
        let folder = try ModelFolder(files: fault.files)
        let error = #expect(throws: TokenizationError.self) { try folder.tokenizer() }
        #expect(error?.code == fault.code)
        #expect(error?.description.contains(fault.mention) ?? false, "\(error?.description ?? "")")
        #expect(error?.description.contains(folder.path) ?? false, "\(error?.description ?? "")")
    }

    @Test("bytes that are no UTF-8, with the line")
    func refusesInvalidUTF8() throws {
        let bytes = Array("[PAD]\n[UNK]\n".utf8) + [0xC3, 0x28, 0x0A]
        let folder = try ModelFolder(files: ["vocab.txt": bytes])
        let error = #expect(throws: TokenizationError.self) { try folder.tokenizer() }
        #expect(error?.code == .invalidVocabulary && error?.line == 3)
    }

    @Test("a folder in a file's place")
    func refusesFolder() throws {
        let folder = try ModelFolder(files: [:])
        let error = #expect(throws: TokenizationError.self) { try Tokenizer(folder: folder.path + "/absent") }
        #expect(error?.code == .fileNotReadable)
    }

    @Test("options that cannot be met", arguments: [(2, 0), (1, 0), (-1, 0), (8, -1), (8, 7)])
    func refusesOptions(length: Int, stride: Int) throws {
        let tokenizer = try ReferenceFixture.shared.get().tokenizer("uncased")
        let options = EncodingOptions(maximumLength: length, stride: stride)
        let error = #expect(throws: TokenizationError.self) {
            try tokenizer.encode("a b c d e f g", pair: "a b c d e f g", options: options)
        }
        #expect(error?.code == .invalidOptions)
    }
}
