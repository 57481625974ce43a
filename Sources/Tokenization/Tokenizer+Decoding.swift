extension Tokenizer {
    /// Joins tokens to a readable text, as Hugging Face's `tokenizers` does; ids that do not exist are left out.
    ///
    /// - Parameters:
    ///   - ids: The tokens.
    ///   - skipSpecialTokens: Whether special tokens are left out.
    /// - Returns: The text, in which blanks before punctuation are closed up.
    public func decode(_ ids: [Int32], skipSpecialTokens: Bool) -> String {
        let special = Set(addedTokens.filter(\.token.isSpecial).map(\.id))
        let prefix = Array(configuration.continuationPrefix.utf8)
        var text: [UInt8] = []
        var isFirst = true
        for id in ids where !(skipSpecialTokens && special.contains(id)) {
            guard let token = vocabulary.bytes(of: id) else { continue }
            var piece: [UInt8] = []
            if !isFirst, token.starts(with: prefix) {
                piece += token.dropFirst(prefix.count)
            } else {
                if !isFirst { piece.append(UInt8(ascii: " ")) }
                piece += token
            }
            isFirst = false
            for (spaced, closed) in Self.closings where piece.count >= spaced.count {
                piece = piece.replacing(spaced, with: closed)
            }
            text += piece
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What English spelling closes up, in the order in which it is looked for.
    private static let closings: [(spaced: [UInt8], closed: [UInt8])] = [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }
}
