import StrictJSON
import TestSupport
import Testing
import Tokenization

@Suite("Encodings are Hugging Face's")
struct EncodingParityTests {
    @Test(
        "texts, pairs, words, added tokens, truncation",
        arguments: ["uncased", "cased", "accented", "stripped", "raw", "added"]
    )
    func agrees(name: String) throws {
        let fixture = try ReferenceFixture.shared.get()
        let tokenizer = try fixture.tokenizer(name)
        let cases = fixture.cases.filter { $0.tokenizer == name }
        #expect(!cases.isEmpty)
        for one in cases {
            guard let wanted = one.encodings else {
                #expect(throws: TokenizationError.self, "\(one.testDescription)") { try one.encode(with: tokenizer) }
                continue
            }
            let encodings = try one.encode(with: tokenizer)
            #expect(encodings.count == wanted.count, "\(one.testDescription)")
            for (encoding, wanted) in zip(encodings, wanted) {
                #expect(ReferenceFixture.Case.matches(encoding, wanted), "\(one.testDescription)")
            }
        }
    }

    @Test("one pass over the bytes and the general way give the same", arguments: ["uncased", "cased", "raw"])
    func waysAgree(name: String) throws {
        let fixture = try ReferenceFixture.shared.get()
        let tokenizer = try fixture.tokenizer(name)
        // A token looked for in the normalised text forces the general way; this one occurs nowhere.
        var configuration = tokenizer.configuration
        configuration.addedTokens.append(AddedToken("qqzzqq", isNormalized: true, isSpecial: false))
        let general = try Tokenizer(
            vocabulary: Vocabulary(tokens: fixture.vocabulary, addedTokens: [Array("qqzzqq".utf8)]),
            configuration: configuration
        )
        for one in fixture.cases where one.tokenizer == name && one.inputs.count == 1 {
            guard let text = one.inputs[0].string else { continue }
            #expect(try tokenizer.encode(text) == general.encode(text), "\(one.testDescription)")
        }
    }

    @Test("the number of tokens cut is that of both texts")
    func countsTruncatedTokens() throws {
        let tokenizer = try ReferenceFixture.shared.get().tokenizer("uncased")
        let options = EncodingOptions(maximumLength: 13, stride: 2, returnsOverflow: true)
        let encodings = try tokenizer.encode(
            String(repeating: "a ", count: 10),
            pair: String(repeating: "b ", count: 20),
            options: options
        )
        #expect(encodings.allSatisfy { $0.truncatedTokenCount == 20 })
        #expect(try tokenizer.encode("hello world")[0].truncatedTokenCount == 0)
    }

    @Test("tokens have the vocabulary's texts")
    func namesTokens() throws {
        let tokenizer = try ReferenceFixture.shared.get().tokenizer("uncased")
        let tokens = try tokenizer.encode("UNwanted runninGX")[0].tokens(in: tokenizer.vocabulary)
        #expect(tokens == ["[CLS]", "un", "##want", "##ed", "runn", "##ing", "##x", "[SEP]"])
    }

    @Test("places can be left out")
    func leavesOutPlaces() throws {
        let tokenizer = try ReferenceFixture.shared.get().tokenizer("uncased")
        let whole = try tokenizer.encode("hello world", pair: "a b")[0]
        let slim = try tokenizer.encode("hello world", pair: "a b", options: EncodingOptions(recordsPlaces: false))[0]
        #expect(slim.ids == whole.ids && slim.typeIDs == whole.typeIDs)
        #expect(slim.offsets.isEmpty && slim.byteOffsets.isEmpty && slim.wordIDs.isEmpty)
    }

    @Test("decoding joins tokens as the library does")
    func decodes() throws {
        let fixture = try ReferenceFixture.shared.get()
        let tokenizer = try fixture.tokenizer("uncased")
        for one in fixture.decodings {
            let ids = (one["ids"]?.array ?? []).compactMap { $0.int.map(Int32.init) }
            let text = tokenizer.decode(ids, skipSpecialTokens: one["skip"]?.bool ?? false)
            #expect(text.utf8.elementsEqual((one["text"]?.string ?? "").utf8), "\(ids)")
        }
        #expect(!fixture.decodings.isEmpty)
    }
}
