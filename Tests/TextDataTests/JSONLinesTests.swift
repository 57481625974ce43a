import Testing
import TextData

@Suite("JSON Lines")
struct JSONLinesTests {
    @Test(
        "takes strings, integers and Booleans for labels",
        arguments: [("\"x\"", "x"), ("3", "3"), ("-1", "-1"), ("true", "true"), ("false", "false"), ("\" y \"", "y")]
    )
    func labels(_ written: String, _ label: String) throws {
        let read = try examples("{\"text\": \"a\", \"label\": \(written)}", "a.jsonl")
        #expect(read.map(\.label) == [label])
    }

    @Test("resolves escapes, passes over blank lines and knows the lines")
    func lines() throws {
        let content =
            "{\"label\": 1, \"Text\": \"a\\n\\u00e9\\ud83d\\ude00\"}\r\n\n{\"Text\": \"b, \\\"c\\\"\", \"label\": 0}"
        let read = try examples(content, "a.jsonl")
        #expect(read.map(\.text) == ["a\né😀", "b, \"c\""])
        #expect(read.map(\.line) == [1, 3])
    }

    @Test("reads pairs")
    func pairs() throws {
        let read = try examples("{\"premise\": \"a\", \"hypothesis\": \"b\", \"label\": \"neutral\"}", "a.jsonl")
        #expect(read.map(\.pair) == ["b"])
    }
}
