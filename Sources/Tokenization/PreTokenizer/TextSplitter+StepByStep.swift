extension TextSplitter {
    /// Normalises a stretch step by step, looks for added tokens in the outcome, and cuts what remains.
    func appendTokensStepByStep(
        of bytes: Span<UInt8>,
        in range: Range<Int>,
        to workspace: inout Workspace
    ) {
        var text = NormalizedText(bytes, in: range)
        let places = SourcePlaces(bytes, in: range, firstScalar: workspace.scalarIndex)
        text.normalize(options)
        workspace.scalarIndex += Int32(places.count)
        guard !normalizedTokens.isEmpty else {
            return appendWords(of: text, in: text.scalars.indices, places: places, to: &workspace)
        }
        let (utf8, scalarOfByte) = text.utf8()
        guard let segments = normalizedTokens.segments(of: utf8.span) else {
            return appendWords(of: text, in: text.scalars.indices, places: places, to: &workspace)
        }
        for segment in segments {
            let scalars = scalarOfByte[segment.range.lowerBound]..<scalarOfByte[segment.range.upperBound]
            guard let id = segment.tokenID, let last = scalars.last else {
                appendWords(of: text, in: scalars, places: places, to: &workspace)
                continue
            }
            let start = places[text.origins[scalars.lowerBound]]
            let end = places[text.origins[last]]
            workspace.tokens.append(
                PendingToken(
                    id: id,
                    byteStart: start.byteStart,
                    byteEnd: end.byteEnd,
                    scalarStart: start.scalar,
                    scalarEnd: end.scalar + 1,
                    word: workspace.wordIndex
                )
            )
            if !workspace.isOneWord { workspace.wordIndex += 1 }
        }
    }

    private func appendWords(
        of text: NormalizedText,
        in range: Range<Int>,
        places: SourcePlaces,
        to workspace: inout Workspace
    ) {
        var encoded: [UInt8] = []
        for index in range {
            let scalar = text.scalars[index]
            if UnicodeProperties.whitespace.contains(scalar) {
                endWord(in: &workspace)
                continue
            }
            encoded.removeAll(keepingCapacity: true)
            UTF8Scalar.append(scalar, to: &encoded)
            let isPunctuation = UnicodeProperties.punctuation.contains(scalar)
            if isPunctuation { endWord(in: &workspace) }
            workspace.word.append(encoded.span, origin: places[text.origins[index]])
            if isPunctuation { endWord(in: &workspace) }
        }
        endWord(in: &workspace)
    }
}

/// Where each scalar of a stretch of text stands.
private struct SourcePlaces {
    private var starts: [Int32] = []
    private let end: Int32
    private let firstScalar: Int32

    init(_ bytes: Span<UInt8>, in range: Range<Int>, firstScalar: Int32) {
        for position in range where bytes[position] & 0xC0 != 0x80 { starts.append(Int32(position)) }
        end = Int32(range.upperBound)
        self.firstScalar = firstScalar
    }

    var count: Int { starts.count }

    subscript(index: Int32) -> Word.Origin {
        let next = Int(index) + 1
        return Word.Origin(
            byteStart: starts[Int(index)],
            byteEnd: next < starts.count ? starts[next] : end,
            scalar: firstScalar + index
        )
    }
}
