public import StrictJSON

/// An example that can be written as a line of a JSON Lines file, as its own reader reads it.
public protocol JSONLineExample: Sendable {
    /// The object on the line.
    var jsonLine: JSONObject { get }
}

extension TextExample: JSONLineExample {
    /// `text` or, of a pair, `sentence1` and `sentence2`; and `label` or `labels`, if there are any.
    public var jsonLine: JSONObject {
        var members: [JSONObject.Member] = []
        if let pair {
            members = [.init("sentence1", .string(text)), .init("sentence2", .string(pair))]
        } else {
            members = [.init("text", .string(text))]
        }
        if let labels { members.append(.init("labels", .array(labels.map(JSONValue.string)))) }
        if let label { members.append(.init("label", .string(label))) }
        return JSONObject(members)
    }
}
