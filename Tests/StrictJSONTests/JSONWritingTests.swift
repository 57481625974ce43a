import StrictJSON
import Testing

@Suite("JSON writing")
struct JSONWritingTests {
    private func text(_ value: JSONValue, pretty: Bool = false) -> String {
        String(decoding: value.serialized(pretty: pretty), as: UTF8.self)
    }

    @Test("writes values in one line")
    func compact() {
        let value: JSONValue = ["b": [1, true, nil], "a": [:], "é한": "\u{1}\u{1F}\u{7F}\"\\/\n😀", "c": []]
        #expect(text(value) == #"{"b":[1,true,null],"a":{},"é한":"\u0001\u001f"# + "\u{7F}" + #"\"\\/\n😀","c":[]}"#)
    }

    @Test("writes members on lines of their own")
    func pretty() {
        let value: JSONValue = ["b": [1, ["x": nil]], "a": [:], "c": []]
        let expected = """
            {
              "b": [
                1,
                {
                  "x": null
                }
              ],
              "a": {},
              "c": []
            }
            """
        #expect(text(value, pretty: true) == expected)
    }

    @Test("writes doubles that read back the same")
    func doubles() throws {
        for double in [0.1, -0.0, 1e-12, .leastNonzeroMagnitude, 1.7976931348623157e308, 2e-5, 1e16, 123456789.25] {
            let read = try JSONValue.parse(JSONValue(double).serialized()).double
            #expect(read?.bitPattern == double.bitPattern)
        }
        #expect(JSONValue(Double.nan).isNull)
        #expect(JSONNumber(Double.infinity) == nil)
    }
}
