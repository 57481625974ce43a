/// What happens to a text that is longer than the model's length.
public struct LongTexts: Sendable, Equatable {
    /// The ways to read a long text.
    public enum Rule: String, Sendable, CaseIterable {
        /// Its beginning is read and the rest is cut off, which is reported.
        case cut
        /// It is read in overlapping windows, and the model's answer is the mean of what it says of each.
        case mean
        /// It is read in overlapping windows, and the model's answer is the highest of what it says of each, output by
        /// output.
        case max
    }

    /// How it is read.
    public var rule: Rule
    /// The number of tokens that neighbouring windows share; `nil` for the usual number.
    public var overlap: Int?

    /// The most tokens that windows share where nobody says otherwise.
    public static let usualOverlap = 64

    /// A way to read long texts; they are cut unless said otherwise.
    public init(_ rule: Rule = .cut, overlap: Int? = nil) {
        self.rule = rule
        self.overlap = overlap
    }

    /// The number of tokens that neighbouring windows share.
    ///
    /// - Parameter room: The tokens of a window that are those of the text which is split: not special, nor of the
    ///   other text of a pair.
    /// - Returns: ``overlap``; else a quarter of the room, and no more than ``usualOverlap``.
    func overlap(ofRoom room: Int) -> Int {
        overlap ?? max(0, min(Self.usualOverlap, room / 4))
    }
}
