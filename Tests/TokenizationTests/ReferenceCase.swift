import StrictJSON
import TestSupport
import Testing
import Tokenization

/// The fixture of small tokenizers and of what Hugging Face's library makes of texts.
struct ReferenceFixture: Sendable {
    /// An input, the options, and the encodings wanted; `nil` where the input is to be refused.
    struct Case: Sendable, CustomTestStringConvertible {
        var tokenizer: String
        var inputs: [JSONValue]
        var options: JSONValue
        var encodings: [JSONValue]?

        var testDescription: String {
            let input = JSONValue.array(inputs).serialized()
            return "\(tokenizer) \(String(decoding: input + options.serialized(), as: UTF8.self))"
        }
    }

    static let shared = Result { try ReferenceFixture() }

    let vocabulary: [[UInt8]]
    let tokenizers: [String: Tokenizer]
    let cases: [Case]
    let decodings: [JSONValue]

    private init() throws {
        let document = try TestData.jsonFixture("encodings.json")
        vocabulary = (document["vocabulary"]?.array ?? []).compactMap { $0.string.map { Array($0.utf8) } }
        var tokenizers: [String: Tokenizer] = [:]
        for member in document["tokenizers"]?.object?.members ?? [] {
            let files = ["tokenizer.json": Self.completed(member.value, vocabulary: vocabulary).serialized()]
            tokenizers[member.name] = try ModelFolder(files: files).tokenizer()
        }
        self.tokenizers = tokenizers
        cases = (document["cases"]?.array ?? []).map { value in
            Case(
                tokenizer: value["tokenizer"]?.string ?? "",
                inputs: value["inputs"]?.array ?? [],
                options: value["options"] ?? .null,
                encodings: value["encodings"]?.array
            )
        }
        decodings = document["decodings"]?.array ?? []
    }

    /// A `tokenizer.json` with the fixture's vocabulary put in.
    static func completed(_ document: JSONValue, vocabulary: [[UInt8]]) -> JSONValue {
        var members = JSONObject()
        for (id, token) in vocabulary.enumerated() {
            members[String(decoding: token, as: UTF8.self)] = JSONValue(id)
        }
        var model = document["model"]?.object ?? JSONObject()
        model["vocab"] = .object(members)
        var completed = document.object ?? JSONObject()
        completed["model"] = .object(model)
        return .object(completed)
    }

    func tokenizer(_ name: String) throws -> Tokenizer {
        guard let tokenizer = tokenizers[name] else { throw MissingTokenizer(name: name) }
        return tokenizer
    }

    struct MissingTokenizer: Error {
        var name: String
    }
}

extension ReferenceFixture.Case {
    /// Encodes the input as the case says.
    func encode(with tokenizer: Tokenizer) throws -> [Encoding] {
        let encodingOptions = EncodingOptions(
            maximumLength: options["length"]?.int,
            truncation: options["strategy"]?.string.flatMap(TruncationStrategy.init) ?? .longestFirst,
            stride: options["stride"]?.int ?? 0,
            addsSpecialTokens: !(options["bare"]?.bool ?? false),
            returnsOverflow: true
        )
        guard options["words"]?.bool ?? false else {
            return try tokenizer.encode(
                inputs[0].string ?? "",
                pair: inputs.count > 1 ? inputs[1].string : nil,
                options: encodingOptions
            )
        }
        let words = inputs.map { ($0.array ?? []).compactMap(\.string) }
        return try tokenizer.encode(
            words: words[0],
            pair: words.count > 1 ? words[1] : nil,
            options: encodingOptions
        )
    }

    /// Whether an encoding is the one wanted.
    static func matches(_ encoding: Encoding, _ wanted: JSONValue) -> Bool {
        encoding.ids.map(Int.init) == integers(wanted["ids"])
            && encoding.typeIDs.map(Int.init) == integers(wanted["typeIDs"])
            && encoding.offsets.map { [$0.lowerBound, $0.upperBound] } == pairs(wanted["offsets"])
            && (wanted["byteOffsets"] == nil
                || encoding.byteOffsets.map { [$0.lowerBound, $0.upperBound] } == pairs(wanted["byteOffsets"]))
            && encoding.wordIDs == (wanted["wordIDs"]?.array ?? []).map(\.int)
            && encoding.sequenceIDs == (wanted["sequenceIDs"]?.array ?? []).map(\.int)
            && encoding.specialTokensMask == encoding.sequenceIDs.map { $0 == nil }
    }

    private static func integers(_ value: JSONValue?) -> [Int?] {
        (value?.array ?? []).map(\.int)
    }

    private static func pairs(_ value: JSONValue?) -> [[Int?]] {
        (value?.array ?? []).map { integers($0) }
    }
}
