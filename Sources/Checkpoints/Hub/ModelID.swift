/// The name of a model on the Hub, `organisation/name` or, for the oldest models, `name` alone.
struct ModelID {
    let text: String

    /// An id, or `nil` if the Hub could not have such a model; nothing that leads out of a folder is an id.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), text.utf8.count <= 192, parts.allSatisfy(Self.isName) else { return nil }
        self.text = text
    }

    private static func isName(_ part: Substring.UTF8View.SubSequence) -> Bool {
        isName(Array(part))
    }

    private static func isName(_ part: [UInt8]) -> Bool {
        let ends: [UInt8?] = [UInt8(ascii: "-"), UInt8(ascii: ".")]
        guard (1...96).contains(part.count), !ends.contains(part.first), !ends.contains(part.last) else { return false }
        let isPlain = part.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        // The cache writes the slash as two hyphens.
        return isPlain && !zip(part, part.dropFirst()).contains { $0 == $1 && ends.contains($0) }
    }
}
