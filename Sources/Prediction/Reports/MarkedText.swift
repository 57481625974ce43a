/// A text cut into stretches by two readings of it, the true one and the model's.
package struct MarkedText {
    /// A stretch of one reading.
    package struct Span: Equatable {
        /// What it covers, in Unicode scalars.
        package let range: Range<Int>
        /// What it is, such as `PER`.
        package let label: String

        /// A stretch under a name.
        package init(range: Range<Int>, label: String) {
            self.range = range
            self.label = label
        }
    }

    /// The text with its marks.
    package let segments: [ReportExample.Segment]

    /// Marks what both readings agree on and what they don't.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - references: The true spans, which don't overlap.
    ///   - predictions: The predicted spans, which don't overlap.
    package init(_ text: String, references: [Span], predictions: [Span]) {
        let scalars = Array(text.unicodeScalars)
        let bounds = (references + predictions).flatMap { [$0.range.lowerBound, $0.range.upperBound] }
        let cuts = Set(bounds + [0, scalars.count]).filter { (0...scalars.count).contains($0) }.sorted()
        segments = zip(cuts, cuts.dropFirst()).map { start, end in
            let stretch = String(String.UnicodeScalarView(scalars[start..<end]))
            let reference = references.first { $0.range.lowerBound <= start && end <= $0.range.upperBound }
            let prediction = predictions.first { $0.range.lowerBound <= start && end <= $0.range.upperBound }
            return ReportExample.Segment(stretch, Self.mark(reference, prediction))
        }
    }

    private static func mark(_ reference: Span?, _ prediction: Span?) -> ReportExample.Mark? {
        switch (reference, prediction) {
        case (nil, nil): nil
        case (let reference?, nil): .init(.missed, reference.label)
        case (nil, let prediction?): .init(.spurious, prediction.label)
        case (let reference?, let prediction?):
            if reference == prediction {
                .init(.right, reference.label)
            } else if reference.label == prediction.label {
                // The stretch on which both agree, though one of them goes on beside it.
                .init(.right, reference.label)
            } else {
                .init(.wrong, "\(prediction.label) instead of \(reference.label)")
            }
        }
    }

    /// The marked stretches with some text around them, the rest left out.
    ///
    /// - Parameter context: How much of the plain text beside a mark is kept, in Unicode scalars.
    /// - Returns: The stretches.
    package func excerpt(context: Int) -> [ReportExample.Segment] {
        segments.enumerated().map { index, segment in
            let scalars = Array(segment.text.unicodeScalars)
            guard segment.mark == nil else { return segment }
            let isFirst = index == 0
            let isLast = index == segments.count - 1
            let kept = (isFirst ? 0 : context) + (isLast ? 0 : context)
            guard kept > 0, scalars.count > kept else { return segment }
            let head = isFirst ? "" : String(String.UnicodeScalarView(scalars.prefix(context)))
            let tail = isLast ? "" : String(String.UnicodeScalarView(scalars.suffix(context)))
            return ReportExample.Segment(head + " … " + tail)
        }
    }
}
