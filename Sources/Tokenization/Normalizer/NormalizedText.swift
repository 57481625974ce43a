/// A text as a row of scalars, each with the scalar of the original it came from, changed step by step.
///
/// This is the general form of BERT's normaliser. It is needed where ``ScalarActions`` does not reach: for marks
/// that canonical ordering moves, and for added tokens that are looked for in the normalised text.
///
/// Origins follow the rule of Hugging Face's `NormalizedString`: scalars that replace one another correspond in
/// order, and one that is inserted shares the origin of what stands before it.
struct NormalizedText {
    private(set) var scalars: [UInt32] = []
    /// For each scalar, the index of the original's scalar it came from.
    private(set) var origins: [Int32] = []

    /// Decodes valid UTF-8.
    init(_ bytes: Span<UInt8>, in range: Range<Int>) {
        var position = range.lowerBound
        var index: Int32 = 0
        while position < range.upperBound {
            let (scalar, length) = UTF8Scalar.decode(bytes, at: position)
            scalars.append(scalar)
            origins.append(index)
            index += 1
            position += length
        }
    }

    /// Applies BERT's normaliser.
    mutating func normalize(_ options: NormalizationOptions) {
        if options.cleansText {
            filter { !UnicodeProperties.dropped.contains($0) }
            for index in scalars.indices where UnicodeProperties.whitespace.contains(scalars[index]) {
                scalars[index] = 0x20
            }
        }
        if options.separatesChineseCharacters {
            expand { scalar, emit in
                let isChinese = UnicodeProperties.chinese.contains(scalar)
                if isChinese { emit(0x20) }
                emit(scalar)
                if isChinese { emit(0x20) }
            }
        }
        if options.doesStripAccents {
            decompose()
            filter { !UnicodeProperties.nonspacing.contains($0) }
        }
        if options.lowercases { expand { UnicodeProperties.lowercase($0, $1) } }
    }

    /// The text's UTF-8, and for each byte and for the end the index of its scalar.
    func utf8() -> (bytes: [UInt8], scalarOfByte: [Int]) {
        var bytes: [UInt8] = []
        var scalarOfByte: [Int] = []
        for (index, scalar) in scalars.enumerated() {
            UTF8Scalar.append(scalar, to: &bytes)
            while scalarOfByte.count < bytes.count { scalarOfByte.append(index) }
        }
        scalarOfByte.append(scalars.count)
        return (bytes, scalarOfByte)
    }

    private mutating func filter(_ isKept: (UInt32) -> Bool) {
        var kept = 0
        for index in scalars.indices where isKept(scalars[index]) {
            scalars[kept] = scalars[index]
            origins[kept] = origins[index]
            kept += 1
        }
        scalars.removeLast(scalars.count - kept)
        origins.removeLast(origins.count - kept)
    }

    /// Replaces each scalar by those that `body` emits for it.
    private mutating func expand(_ body: (UInt32, (UInt32) -> Void) -> Void) {
        var newScalars: [UInt32] = []
        var newOrigins: [Int32] = []
        for (scalar, origin) in zip(scalars, origins) {
            body(scalar) { emitted in
                newScalars.append(emitted)
                newOrigins.append(origin)
            }
        }
        scalars = newScalars
        origins = newOrigins
    }

    /// Canonical decomposition and ordering.
    private mutating func decompose() {
        var parts: [(scalar: UInt32, combiningClass: UInt32, isFirst: Bool)] = []
        for scalar in scalars {
            var isFirst = true
            UnicodeProperties.decompose(scalar) { part in
                parts.append((part, UnicodeProperties.combiningClass(of: part), isFirst))
                isFirst = false
            }
        }
        var start = 0
        while start < parts.count {
            var end = start
            while end < parts.count, parts[end].combiningClass != 0 { end += 1 }
            // Insertion sort: stable, and the runs are a mark or two long.
            for index in start..<end {
                var place = index
                while place > start, parts[place - 1].combiningClass > parts[place].combiningClass {
                    parts.swapAt(place - 1, place)
                    place -= 1
                }
            }
            start = end + 1
        }
        // The first part of each decomposition takes the place of the next original scalar, whichever it is by
        // now; the others are inserted behind it.
        var newOrigins: [Int32] = []
        var consumed = 0
        for part in parts {
            if part.isFirst { consumed += 1 }
            newOrigins.append(consumed == 0 ? 0 : origins[consumed - 1])
        }
        scalars = parts.map(\.scalar)
        origins = newOrigins
    }
}
