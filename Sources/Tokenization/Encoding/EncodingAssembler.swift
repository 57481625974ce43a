/// Puts special tokens around the tokens of one or two texts.
struct EncodingAssembler: Sendable {
    /// A part of an encoding, its token known by id.
    private enum Piece: Sendable {
        case special(id: Int32, typeID: Int32)
        case sequence(index: Int, typeID: Int32)
    }

    private let single: [Piece]
    private let pair: [Piece]

    /// Looks up the template's tokens.
    init(template: SpecialTokenTemplate, vocabulary: Vocabulary) throws(TokenizationError) {
        guard template.isComplete else {
            throw TokenizationError(
                .malformedFile,
                "the template must hold the first text once, and for a pair the second text once as well",
                field: "post_processor"
            )
        }
        single = try Self.resolve(template.single, vocabulary)
        pair = try Self.resolve(template.pair, vocabulary)
    }

    private static func resolve(
        _ pieces: [SpecialTokenTemplate.Piece],
        _ vocabulary: Vocabulary
    ) throws(TokenizationError) -> [Piece] {
        var resolved: [Piece] = []
        for piece in pieces {
            switch piece {
            case .special(let token, let typeID):
                let id = try vocabulary.requiredID(of: token, role: "stands in the template of special tokens")
                resolved.append(.special(id: id, typeID: typeID))
            case .sequence(let index, let typeID):
                resolved.append(.sequence(index: index, typeID: typeID))
            }
        }
        return resolved
    }

    /// The number of special tokens around one text or two.
    func specialTokenCount(isPair: Bool) -> Int {
        (isPair ? pair : single).count { if case .special = $0 { true } else { false } }
    }

    /// The encodings of an input: the main one, then the overflow windows if they are wanted.
    func encodings(
        first: ArraySlice<PendingToken>,
        second: ArraySlice<PendingToken>?,
        options: EncodingOptions
    ) throws(TokenizationError) -> [Encoding] {
        let pieces = second == nil ? single : pair
        let specialCount = options.addsSpecialTokens ? specialTokenCount(isPair: second != nil) : 0
        guard options.stride >= 0, options.maximumLength ?? specialCount >= specialCount else {
            throw TokenizationError(
                .invalidOptions,
                "the maximum length must be at least \(specialCount), the number of special tokens, "
                    + "and the stride must not be negative"
            )
        }
        // Refused whatever the input, as in Hugging Face's library, so that a setting fails at once or never.
        if let length = options.maximumLength, length - specialTokenCount(isPair: false) < options.stride {
            throw TokenizationError(
                .invalidOptions,
                "windows of \(length) tokens, special tokens included, cannot share \(options.stride); "
                    + "lower the stride or raise the maximum length"
            )
        }
        let plan = try Truncation(
            firstCount: first.count,
            secondCount: second?.count,
            room: options.maximumLength.map { $0 - specialCount },
            options: options
        )
        let truncatedTokenCount = plan.truncatedTokenCount
        return plan.windowPairs(includingOverflow: options.returnsOverflow).map { windows in
            var encoding = Encoding()
            encoding.truncatedTokenCount = truncatedTokenCount
            let count = windows.first.count + (windows.second?.count ?? 0) + specialCount
            encoding.reserve(count, recordsPlaces: options.recordsPlaces)
            for piece in pieces {
                switch piece {
                case .special(let id, let typeID):
                    guard options.addsSpecialTokens else { continue }
                    encoding.append(special: id, typeID: typeID, recordsPlaces: options.recordsPlaces)
                case .sequence(let index, let typeID):
                    let tokens = index == 0 ? first : second ?? []
                    let window = index == 0 ? windows.first : windows.second ?? 0..<0
                    let start = tokens.startIndex
                    encoding.append(
                        tokens[start + window.lowerBound..<start + window.upperBound],
                        sequence: index,
                        typeID: typeID,
                        recordsPlaces: options.recordsPlaces
                    )
                }
            }
            return encoding
        }
    }
}

// MARK: - Building an encoding

extension Encoding {
    fileprivate mutating func reserve(_ count: Int, recordsPlaces: Bool) {
        ids.reserveCapacity(count)
        typeIDs.reserveCapacity(count)
        guard recordsPlaces else { return }
        offsets.reserveCapacity(count)
        byteOffsets.reserveCapacity(count)
        wordIDs.reserveCapacity(count)
        sequenceIDs.reserveCapacity(count)
        specialTokensMask.reserveCapacity(count)
    }

    fileprivate mutating func append(special id: Int32, typeID: Int32, recordsPlaces: Bool) {
        ids.append(id)
        typeIDs.append(typeID)
        guard recordsPlaces else { return }
        offsets.append(0..<0)
        byteOffsets.append(0..<0)
        wordIDs.append(nil)
        sequenceIDs.append(nil)
        specialTokensMask.append(true)
    }

    fileprivate mutating func append(
        _ tokens: ArraySlice<PendingToken>,
        sequence: Int,
        typeID: Int32,
        recordsPlaces: Bool
    ) {
        for token in tokens { ids.append(token.id) }
        typeIDs.append(contentsOf: repeatElement(typeID, count: tokens.count))
        guard recordsPlaces else { return }
        for token in tokens {
            offsets.append(Int(token.scalarStart)..<Int(token.scalarEnd))
            byteOffsets.append(Int(token.byteStart)..<Int(token.byteEnd))
            wordIDs.append(Int(token.word))
        }
        sequenceIDs.append(contentsOf: repeatElement(Optional(sequence), count: tokens.count))
        specialTokensMask.append(contentsOf: repeatElement(false, count: tokens.count))
    }
}
