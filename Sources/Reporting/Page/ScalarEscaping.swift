internal import Mustache

/// Escaping for HTML that looks at every Unicode scalar.
///
/// swift-mustache's own goes by characters, of which one may be a `<` together with a mark before or behind it: as such it
/// would reach the page.
struct ScalarEscaping: MustacheContentType {
    /// The name by which templates ask for it.
    static let name = "BERTUNE"

    func escapeText(_ text: String) -> String {
        Self.escaped(text)
    }

    /// A text that is no element, no attribute's end and no entity in HTML.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
