extension Tokenizer {
    /// Encodes a text, or a pair of texts.
    ///
    /// - Parameters:
    ///   - text: The first text.
    ///   - pair: The second text, if there is one.
    ///   - options: Length, truncation, and what is returned.
    /// - Returns: The encoding; behind it the overflow windows, if they are asked for.
    /// - Throws: ``TokenizationError`` with code `invalidOptions` if the options cannot be met, `inputTooLong`
    ///   if a text has 2 GiB or more.
    public func encode(
        _ text: String,
        pair: String? = nil,
        options: EncodingOptions = EncodingOptions()
    ) throws(TokenizationError) -> [Encoding] {
        var workspace = TextSplitter.Workspace()
        return try encode(TextInput(text, pair: pair), options: options, workspace: &workspace)
    }

    /// Encodes words that have been cut already, or a pair of such lists.
    ///
    /// Each word is normalised and cut further as a text of its own would be. Word ids are positions in the
    /// list, and offsets count from the start of the word.
    ///
    /// - Parameters:
    ///   - words: The words of the first text.
    ///   - pair: The words of the second text, if there is one.
    ///   - options: Length, truncation, and what is returned.
    /// - Returns: The encoding; behind it the overflow windows, if they are asked for.
    /// - Throws: ``TokenizationError`` as ``encode(_:pair:options:)`` does.
    public func encode(
        words: [String],
        pair: [String]? = nil,
        options: EncodingOptions = EncodingOptions()
    ) throws(TokenizationError) -> [Encoding] {
        var workspace = TextSplitter.Workspace()
        workspace.isOneWord = true
        for (index, word) in words.enumerated() {
            workspace.wordIndex = Int32(truncatingIfNeeded: index)
            try appendTokens(of: word, to: &workspace)
        }
        let firstCount = workspace.tokens.count
        for (index, word) in (pair ?? []).enumerated() {
            workspace.wordIndex = Int32(truncatingIfNeeded: index)
            try appendTokens(of: word, to: &workspace)
        }
        return try assembler.encodings(
            first: workspace.tokens[..<firstCount],
            second: pair == nil ? nil : workspace.tokens[firstCount...],
            options: options
        )
    }

    func encode(
        _ input: TextInput,
        options: EncodingOptions,
        workspace: inout TextSplitter.Workspace
    ) throws(TokenizationError) -> [Encoding] {
        workspace.tokens.removeAll(keepingCapacity: true)
        workspace.wordIndex = 0
        try appendTokens(of: input.text, to: &workspace)
        let firstCount = workspace.tokens.count
        if let pair = input.pair {
            workspace.wordIndex = 0
            try appendTokens(of: pair, to: &workspace)
        }
        return try assembler.encodings(
            first: workspace.tokens[..<firstCount],
            second: input.pair == nil ? nil : workspace.tokens[firstCount...],
            options: options
        )
    }

    private func appendTokens(
        of text: String,
        to workspace: inout TextSplitter.Workspace
    ) throws(TokenizationError) {
        guard text.utf8.count < Int(Int32.max) else {
            throw TokenizationError(.inputTooLong, "a text has \(text.utf8.count) bytes; cut it below 2 GiB")
        }
        // The buffer is taken out so that the text can be read while the workspace is written.
        var bytes = workspace.text
        workspace.text = []
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: text.utf8)
        splitter.appendTokens(of: bytes.span, to: &workspace)
        workspace.text = bytes
    }
}
