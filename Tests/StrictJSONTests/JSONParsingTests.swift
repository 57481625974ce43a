import StrictJSON
import TestSupport
import Testing

@Suite("JSON parsing")
struct JSONParsingTests {
    private func parse(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONValue {
        try JSONValue.parse([UInt8](text.utf8), limits: limits)
    }

    @Test("reads every kind of value and keeps order and digits")
    func values() throws {
        let value = try parse(#" {"z": [1, -0, 2.50, 1E+2, 10000000000000000000000], "a": {"b": true}, "": null} "#)
        let object = try #require(value.object)
        #expect(object.members.map(\.name) == ["z", "a", ""])
        let numbers = try #require(value["z"]?.array)
        #expect(numbers.map(\.int) == [1, 0, nil, nil, nil])
        #expect(numbers.map(\.double) == [1, 0, 2.5, 100, 1e22])
        #expect(String(decoding: value.serialized(), as: UTF8.self).contains("2.50,1E+2,10000000000000000000000"))
        #expect(value["a"]?["b"]?.bool == true)
        #expect(value[""]?.isNull == true)
        #expect(value["absent"] == nil)
    }

    @Test(
        "resolves escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\uD83D\uDE00""#, "Aé😀"),
            (#""\u0000x""#, "\u{0}x"),
            (#""x\uFFFF \u2028y""#, "x\u{FFFF} \u{2028}y"),
            (#""한국어 é e\u0301""#, "한국어 é e\u{301}"),
        ]
    )
    func escapes(text: String, expected: String) throws {
        let value = try #require(try parse(text).string)
        #expect(Array(value.utf8) == Array(expected.utf8))
    }

    @Test("tells apart names that are canonically equivalent but differ in bytes")
    func equivalentNames() throws {
        let value = try parse("{\"\u{E9}\": 1, \"e\u{301}\": 2}")
        #expect(value["\u{E9}"]?.int == 1)
        #expect(value["e\u{301}"]?.int == 2)
    }

    @Test(
        "refuses what RFC 8259 does not allow, and says where",
        arguments: [
            ("", JSONError.Code.syntax, 1, 1), ("  ", .syntax, 1, 3), ("[1,]", .syntax, 1, 4),
            ("{\"a\":1,}", .syntax, 1, 8), ("[01]", .syntax, 1, 2), ("[-]", .syntax, 1, 3), ("[1.]", .syntax, 1, 4),
            ("[.5]", .syntax, 1, 2), ("[+1]", .syntax, 1, 2), ("[1e]", .syntax, 1, 4), ("[NaN]", .syntax, 1, 2),
            ("[nul]", .syntax, 1, 2), ("[Infinity]", .syntax, 1, 2), ("{a:1}", .syntax, 1, 2),
            ("{'a':1}", .syntax, 1, 2), ("[1] x", .syntax, 1, 5), ("[1]]", .syntax, 1, 4), ("[1 2]", .syntax, 1, 4),
            ("\u{FEFF}[]", .syntax, 1, 1), ("[\n1,\n  x]", .syntax, 3, 3), ("[\"a\nb\"]", .syntax, 1, 4),
            ("[\"abc", .syntax, 1, 6), ("[\"\\x\"]", .syntax, 1, 3), ("[\"\\u12G4\"]", .syntax, 1, 7),
            ("[\"\\", .syntax, 1, 4), ("{\"a\"}", .syntax, 1, 5), ("{\"a\":}", .syntax, 1, 6),
            ("[/**/]", .syntax, 1, 2),
            ("\u{A0}[]", .syntax, 1, 1), ("{\"a\":1,\"b\":2,\"a\":3}", .duplicateName, 1, 14),
            ("{\"a\":1,\"\\u0061\":3}", .duplicateName, 1, 8), ("[\"\\uD800\"]", .encoding, 1, 3),
            ("[\"\\uDC00\"]", .encoding, 1, 3), ("[\"\\uD800\\u0041\"]", .encoding, 1, 3),
            ("[\"\\uD800\\n\"]", .encoding, 1, 3), ("[\"\\uD83D\\uD83D\"]", .encoding, 1, 3),
        ]
    )
    func refusals(text: String, code: JSONError.Code, line: Int, column: Int) throws {
        let error = try #require(throws: JSONError.self) { _ = try parse(text) }
        #expect(error.code == code)
        #expect((error.line, error.column) == (line, column), "\(error)")
        #expect(error.description.hasPrefix("\(line):\(column): "))
    }

    @Test(
        "refuses malformed UTF-8 at its first byte",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x82], [0xC3],
        ] as [[UInt8]]
    )
    func malformedText(sequence: [UInt8]) throws {
        for prefix in ["", "é", "\\n", "a\\u00e9ü"] {
            let before = [UInt8](ascii: "[\"") + prefix.utf8
            let document = before + sequence + [UInt8](ascii: "\"]")
            let error = try #require(throws: JSONError.self) { _ = try JSONValue.parse(document) }
            #expect(error.code == .encoding)
            #expect(error.byteOffset == before.count)
        }
    }

    @Test("lets the last of two values count where names may come twice")
    func duplicateNames() throws {
        var limits = JSONLimits()
        limits.acceptsDuplicateNames = true
        let value = try parse(#"{"a": 1, "b": 2, "a": 3}"#, limits: limits)
        #expect(value["a"]?.int == 3)
        #expect(value.object?.members.map(\.name) == ["a", "b"])
    }

    @Test("caps the nesting")
    func nesting() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try parse(nested(512)) }
        let error = try #require(throws: JSONError.self) { _ = try parse(nested(513)) }
        #expect(error.code == .nesting)
        var limits = JSONLimits()
        limits.maximumDepth = .max
        #expect(throws: Never.self) { try parse(nested(1024), limits: limits) }
        #expect(throws: JSONError.self) { try parse(nested(1025), limits: limits) }
        limits.maximumDepth = 0
        #expect(throws: Never.self) { try parse("1", limits: limits) }
        #expect(throws: JSONError.self) { try parse("[]", limits: limits) }
        #expect(throws: JSONError.self) { try parse(String(repeating: "[{\"\":", count: 100_000)) }
    }

    @Test("caps the number of values")
    func valueCount() throws {
        var limits = JSONLimits()
        limits.maximumValueCount = 4
        #expect(throws: Never.self) { try parse(#"{"a": [1, 2]}"#, limits: limits) }
        let error = try #require(throws: JSONError.self) { _ = try parse(#"{"a": [1, 2, 3]}"#, limits: limits) }
        #expect(error.code == .valueCount)
    }

    @Test("stops at every cut of a document without a trap")
    func cuts() throws {
        let text = [UInt8](#"{"a": [1.5e-3, "x\u00e9\uD83D\uDE00\n", true, null, {"é": false}]}"#.utf8)
        for count in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONValue.parse(Array(text.prefix(count))) }
        }
    }

    @Test("survives seeded mutations, and what it accepts comes back the same")
    func mutants() throws {
        let original = [UInt8](#"{"a":[1.5e-3,"x\u00e9\uD83D\uDE00\n",true,null,{"é":false,"b":{}}],"c":[]}"#.utf8)
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                default: bytes.insert(bytes.randomElement(using: &generator) ?? 0, at: index)
                }
            }
            guard let value = try? JSONValue.parse(bytes) else { continue }
            let written = value.serialized()
            #expect(try JSONValue.parse(written).serialized() == written)
        }
    }
}

extension [UInt8] {
    fileprivate init(ascii text: StaticString) {
        self = Array(text.description.utf8)
    }
}
