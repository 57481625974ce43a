/// What the name of a file says.
package enum FileName {
    /// What stands behind the last dot of a path's last part, in lower case; empty if there is none.
    package static func lowercasedExtension(of path: String) -> String {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return "" }
        return String(Substring(name[name.index(after: dot)...])).lowercased()
    }
}
