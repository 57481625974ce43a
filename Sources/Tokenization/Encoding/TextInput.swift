/// A text, or two that belong together, to be encoded.
public struct TextInput: Sendable, Hashable {
    /// The first text.
    public var text: String
    /// The second text, if there is one.
    public var pair: String?

    /// Creates an input.
    public init(_ text: String, pair: String? = nil) {
        self.text = text
        self.pair = pair
    }
}
