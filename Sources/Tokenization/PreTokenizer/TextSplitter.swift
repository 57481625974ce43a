/// Takes one text from bytes to tokens: added tokens, normaliser, words, WordPiece.
struct TextSplitter: Sendable {
    /// What is kept from text to text so that nothing is allocated for each.
    struct Workspace {
        /// The tokens found so far.
        var tokens: [PendingToken] = []
        var word = Word()
        /// The index that the next word gets.
        var wordIndex: Int32 = 0
        /// Whether all words of a text share one index, because the text is a word of the caller's.
        var isOneWord = false
        /// The number of Unicode scalars before the current place.
        var scalarIndex: Int32 = 0
        /// The text's UTF-8.
        var text: [UInt8] = []
    }

    let options: NormalizationOptions
    private let actions: ScalarActions
    private let wordPiece: WordPiece
    /// Tokens looked for in the text as it stands.
    private let literalTokens: AddedTokenMatcher
    /// Tokens looked for in the normalised text.
    let normalizedTokens: AddedTokenMatcher

    init(options: NormalizationOptions, wordPiece: WordPiece, addedTokens: [(token: AddedToken, id: Int32)]) {
        self.options = options
        self.wordPiece = wordPiece
        actions = ScalarActions(options: options)
        literalTokens = AddedTokenMatcher(
            addedTokens.filter { !$0.token.isNormalized }.map { ($0.token, $0.id, Array($0.token.content.utf8)) }
        )
        normalizedTokens = AddedTokenMatcher(
            addedTokens.filter(\.token.isNormalized).map { added in
                let content = Array(added.token.content.utf8)
                var text = NormalizedText(content.span, in: 0..<content.count)
                text.normalize(options)
                return (added.token, added.id, text.utf8().bytes)
            }
        )
    }

    /// Appends the tokens of a text to the workspace's.
    func appendTokens(of bytes: Span<UInt8>, to workspace: inout Workspace) {
        workspace.scalarIndex = 0
        guard let segments = literalTokens.segments(of: bytes) else {
            return appendTokens(of: bytes, in: 0..<bytes.count, to: &workspace)
        }
        var position = 0
        for segment in segments {
            // A token may reach back over white space that an earlier one took; its place in scalars must too.
            workspace.scalarIndex += scalarCount(of: bytes, from: position, to: segment.range.lowerBound)
            position = segment.range.upperBound
            guard let id = segment.tokenID else {
                appendTokens(of: bytes, in: segment.range, to: &workspace)
                continue
            }
            let length = scalarCount(of: bytes, from: segment.range.lowerBound, to: segment.range.upperBound)
            workspace.tokens.append(
                PendingToken(
                    id: id,
                    byteStart: Int32(segment.range.lowerBound),
                    byteEnd: Int32(segment.range.upperBound),
                    scalarStart: workspace.scalarIndex,
                    scalarEnd: workspace.scalarIndex + length,
                    word: workspace.wordIndex
                )
            )
            workspace.scalarIndex += length
            if !workspace.isOneWord { workspace.wordIndex += 1 }
        }
    }

    private func scalarCount(of bytes: Span<UInt8>, from start: Int, to end: Int) -> Int32 {
        var count: Int32 = 0
        for index in min(start, end)..<max(start, end) where bytes[index] & 0xC0 != 0x80 { count += 1 }
        return start <= end ? count : -count
    }

    /// Appends the tokens of a stretch that holds no literal added token.
    private func appendTokens(of bytes: Span<UInt8>, in range: Range<Int>, to workspace: inout Workspace) {
        if normalizedTokens.isEmpty {
            let tokenCount = workspace.tokens.count
            let (wordIndex, scalarIndex) = (workspace.wordIndex, workspace.scalarIndex)
            if appendTokensInOnePass(of: bytes, in: range, to: &workspace) { return }
            workspace.tokens.removeLast(workspace.tokens.count - tokenCount)
            workspace.wordIndex = wordIndex
            workspace.scalarIndex = scalarIndex
            workspace.word.clear()
        }
        appendTokensStepByStep(of: bytes, in: range, to: &workspace)
    }

    /// Ends a word: appends its tokens and makes room for the next one.
    @inline(__always)
    func endWord(in workspace: inout Workspace) {
        guard !workspace.word.isEmpty else { return }
        wordPiece.appendTokens(of: workspace.word, wordIndex: workspace.wordIndex, to: &workspace.tokens)
        workspace.word.clear()
        if !workspace.isOneWord { workspace.wordIndex += 1 }
    }

    /// Normalises and cuts a stretch in one pass over its bytes; `false` if a scalar depends on its neighbours.
    private func appendTokensInOnePass(
        of bytes: Span<UInt8>,
        in range: Range<Int>,
        to workspace: inout Workspace
    ) -> Bool {
        var position = range.lowerBound
        var scalarIndex = workspace.scalarIndex
        let ascii = actions.ascii.span
        while position < range.upperBound {
            let byte = bytes[position]
            guard byte < 0x80 else {
                let (scalar, length) = UTF8Scalar.decode(bytes, at: position)
                let origin = Word.Origin(
                    byteStart: Int32(position),
                    byteEnd: Int32(position + length),
                    scalar: scalarIndex
                )
                guard append(scalar, bytes: bytes, origin: origin, to: &workspace) else { return false }
                position += length
                scalarIndex += 1
                continue
            }
            let action = ascii[Int(byte)]
            let replaced = UInt8(truncatingIfNeeded: action >> 8)
            switch ScalarActions.Kind(rawValue: UInt32(action & 0xFF)) {
            case .word:
                workspace.word.append(ascii: replaced, byteIndex: Int32(position), scalarIndex: scalarIndex)
            case .space:
                endWord(in: &workspace)
            case .dropped:
                break
            default:
                endWord(in: &workspace)
                workspace.word.append(ascii: replaced, byteIndex: Int32(position), scalarIndex: scalarIndex)
                endWord(in: &workspace)
            }
            position += 1
            scalarIndex += 1
        }
        endWord(in: &workspace)
        workspace.scalarIndex = scalarIndex
        return true
    }

    /// Does with one scalar beyond ASCII what its action says; `false` if that depends on its neighbours.
    @inline(__always)
    private func append(
        _ scalar: UInt32,
        bytes: Span<UInt8>,
        origin: Word.Origin,
        to workspace: inout Workspace
    ) -> Bool {
        let action = actions.action(for: scalar)
        let unchanged = Int(origin.byteStart)..<Int(origin.byteEnd)
        switch action.kind {
        case .word:
            workspace.word.append(bytes.extracting(unchanged), origin: origin)
        case .dropped:
            break
        case .space:
            endWord(in: &workspace)
        case .isolated:
            endWord(in: &workspace)
            workspace.word.append(bytes.extracting(unchanged), origin: origin)
            endWord(in: &workspace)
        case .replacedWord:
            workspace.word.append(actions.replacements.span.extracting(action.replacement), origin: origin)
        case .replacedIsolated:
            endWord(in: &workspace)
            workspace.word.append(actions.replacements.span.extracting(action.replacement), origin: origin)
            endWord(in: &workspace)
        case .hangul:
            workspace.word.append(hangul: scalar, origin: origin)
        case .contextual:
            return false
        }
        return true
    }
}
