/// Finds answers in their context, where a file gives a wrong place or none.
struct AnswerLocator {
    /// The context, scalar by scalar, as answers are counted.
    let context: [Unicode.Scalar]

    init(_ context: String) {
        self.context = Array(context.unicodeScalars)
    }

    /// Whether an answer stands at a place.
    func holds(_ answer: [Unicode.Scalar], at start: Int) -> Bool {
        guard start >= 0, start <= context.count - answer.count else { return false }
        return context[start..<(start + answer.count)].elementsEqual(answer)
    }

    /// Where an answer stands, of several places the nearest to a given one, of two as near the earlier.
    ///
    /// - Complexity: O(context × answer) at worst; it is asked for faulty answers only.
    func nearest(_ answer: [Unicode.Scalar], to wanted: Int) -> Int? {
        guard !answer.isEmpty, answer.count <= context.count else { return nil }
        let places = (0...(context.count - answer.count)).lazy.filter { holds(answer, at: $0) }
        return places.min { Self.distance($0, wanted) < Self.distance($1, wanted) }
    }

    /// The part of the context that reads like an answer but for letter case and the amount of white space.
    ///
    /// Official scorers take both forms for the same answer. Of several places the nearest to a given one counts.
    func nearestAlike(_ answer: [Unicode.Scalar], to wanted: Int) -> Range<Int>? {
        let needle = Self.folded(answer, trimmed: true)
        let hay = Self.folded(context, trimmed: false)
        guard !needle.isEmpty, needle.count <= hay.count else { return nil }
        let scalars = hay.map(\.scalar)
        let wantedScalars = needle.map(\.scalar)
        let places = (0...(hay.count - needle.count)).lazy.filter {
            // A letter that folds to several is taken whole or not at all.
            scalars[$0] == wantedScalars[0] && scalars[$0..<($0 + needle.count)].elementsEqual(wantedScalars)
                && ($0 == 0 || hay[$0 - 1].source != hay[$0].source)
                && ($0 + needle.count == hay.count
                    || hay[$0 + needle.count].source != hay[$0 + needle.count - 1].source)
        }
        let best = places.min { Self.distance(hay[$0].source, wanted) < Self.distance(hay[$1].source, wanted) }
        return best.map { hay[$0].source..<(hay[$0 + needle.count - 1].source + 1) }
    }

    /// A text in lower case with each run of white space as one blank, and where each scalar comes from.
    private static func folded(
        _ text: [Unicode.Scalar],
        trimmed: Bool
    ) -> [(scalar: Unicode.Scalar, source: Int)] {
        var folded: [(scalar: Unicode.Scalar, source: Int)] = []
        folded.reserveCapacity(text.count)
        for (source, scalar) in text.enumerated() {
            if scalar.properties.isWhitespace {
                if folded.last?.scalar != " " { folded.append((" ", source)) }
            } else {
                for lowered in scalar.properties.lowercaseMapping.unicodeScalars { folded.append((lowered, source)) }
            }
        }
        guard trimmed else { return folded }
        if folded.first?.scalar == " " { folded.removeFirst() }
        if folded.last?.scalar == " " { folded.removeLast() }
        return folded
    }

    /// The distance of two places, which a file may put anywhere.
    private static func distance(_ place: Int, _ wanted: Int) -> UInt {
        let (difference, overflow) = place.subtractingReportingOverflow(wanted)
        return overflow ? .max : difference.magnitude
    }
}
