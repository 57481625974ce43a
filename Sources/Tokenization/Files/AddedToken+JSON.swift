import StrictJSON

extension AddedToken {
    /// Reads a token and its flags; flags that are missing are off.
    init(json: JSONValue, field: String) throws(TokenizationError) {
        guard let content = json["content"]?.string, !content.isEmpty else {
            throw TokenizationError(.malformedFile, "needs its text as \"content\"", field: field)
        }
        self.init(content, isNormalized: false, isSpecial: false)
        for (name, path) in Self.flags {
            guard let value = json[name] else { continue }
            guard let flag = value.bool else {
                throw TokenizationError(.malformedFile, "must be true or false", field: "\(field).\(name)")
            }
            self[keyPath: path] = flag
        }
    }

    /// The members of the token's JSON form, in the order in which Hugging Face writes them.
    var jsonMembers: [JSONObject.Member] {
        [JSONObject.Member("content", .string(content))]
            + Self.flags.map { JSONObject.Member($0.name, .bool(self[keyPath: $0.path])) }
    }

    private static var flags: [(name: String, path: WritableKeyPath<AddedToken, Bool>)] {
        [
            ("single_word", \.isSingleWord), ("lstrip", \.stripsLeft), ("rstrip", \.stripsRight),
            ("normalized", \.isNormalized), ("special", \.isSpecial),
        ]
    }
}
