/// One change to a text: a range of its Unicode scalars gives way to something else.
package struct TextEdit: Sendable, Equatable {
    /// What is taken out; empty where something is only put in.
    package var range: Range<Int>
    /// What is put in.
    package var replacement: [Unicode.Scalar]

    /// An edit.
    package init(range: Range<Int>, replacement: [Unicode.Scalar]) {
        self.range = range
        self.replacement = replacement
    }
}

/// Changes to a text that carry the offsets of its spans with them.
package struct EditScript: Sendable {
    /// The edits by their place; none overlaps another.
    package let edits: [TextEdit]

    /// A script of edits in any order.
    ///
    /// - Precondition: No two overlap.
    package init(_ edits: [TextEdit]) {
        // Of edits at one place the order given stays, which a sort alone does not promise.
        self.edits = edits.enumerated().sorted { left, right in
            let (first, second) = (left.element.range, right.element.range)
            return (first.lowerBound, first.upperBound, left.offset)
                < (second.lowerBound, second.upperBound, right.offset)
        }.map(\.element)
        for (left, right) in zip(self.edits, self.edits.dropFirst()) {
            precondition(
                left.range.upperBound <= right.range.lowerBound,
                "The edits at \(left.range) and \(right.range) overlap."
            )
        }
    }

    /// The text after all edits.
    ///
    /// - Precondition: The text reaches as far as the edits do.
    package func applied(to scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(scalars.count)
        var position = 0
        for edit in edits {
            result += scalars[position..<edit.range.lowerBound]
            result += edit.replacement
            position = edit.range.upperBound
        }
        return result + scalars[position...]
    }

    /// Where a span stands after all edits.
    ///
    /// What is put in just before or just behind a span is not part of it.
    ///
    /// - Parameter span: The span in the text before the edits, not empty.
    /// - Returns: The span in the text after them, or `nil` if an edit touches its inside.
    package func moved(_ span: Range<Int>) -> Range<Int>? {
        var shift = 0
        for edit in edits {
            if edit.range.upperBound <= span.lowerBound {
                shift += edit.replacement.count - edit.range.count
            } else if edit.range.lowerBound < span.upperBound {
                return nil
            }
        }
        return span.lowerBound + shift..<span.upperBound + shift
    }
}
