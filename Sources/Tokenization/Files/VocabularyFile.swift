/// `vocab.txt`: a token a line, the first having id 0.
///
/// Lines end at the byte 0x0A and nowhere else, and nothing is trimmed: real vocabularies hold U+2028 and U+0085
/// as tokens, and readers that take these for line ends number all later tokens wrongly. Only where every line
/// ends in CR LF, as after a round trip through Windows, is the CR part of the line end.
enum VocabularyFile {
    /// The tokens of a file's contents, in the order of their ids.
    static func tokens(in bytes: [UInt8]) -> [[UInt8]] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        let carriageReturn = UInt8(ascii: "\r")
        if lines.allSatisfy({ $0.last == carriageReturn }) {
            for index in lines.indices { lines[index].removeLast() }
        }
        return lines
    }

    /// The file's contents for a vocabulary: what WordPiece may produce, without tokens that are only added.
    static func bytes(of vocabulary: Vocabulary) -> [UInt8] {
        var bytes: [UInt8] = []
        for id in 0..<Int32(vocabulary.modelTokenCount) {
            bytes += vocabulary.bytes(of: id) ?? []
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// Whether a vocabulary without a configuration beside it was made for lower-cased text.
    ///
    /// A vocabulary of cased text holds the capital letters of the ASCII alphabet; one of lower-cased text has
    /// no use for them.
    static func isLowercased(_ tokens: [[UInt8]]) -> Bool {
        !tokens.contains { $0.count == 1 && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0[0]) }
    }
}
