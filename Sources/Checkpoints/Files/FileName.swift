/// Rules for names that come from outside and become paths.
enum FileName {
    /// Whether a relative path stays in its folder on every system: no `..`, no root, no backslash, no drive.
    static func isSafe(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 1_024 else { return false }
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "\\" && scalar != ":"
        }
        return isPlain
            && name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
                .allSatisfy { part in
                    !part.isEmpty && part.count <= 255 && !part.elementsEqual(".".utf8)
                        && !part.elementsEqual("..".utf8)
                }
    }
}
