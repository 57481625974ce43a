/// A figure and its name, as reports and `metrics.jsonl` show them.
public struct MetricValue: Sendable, Equatable {
    /// The name, such as `macroF1`.
    public let name: String
    /// The figure.
    public let value: Double
    /// Whether it stands back where there is room for a few figures only, as in a line of progress.
    public let isMinor: Bool

    /// Creates a named figure.
    ///
    /// - Parameters:
    ///   - name: The name, such as `macroF1`.
    ///   - value: The figure.
    ///   - isMinor: Whether it stands back where there is room for a few figures only.
    public init(_ name: String, _ value: Double, isMinor: Bool = false) {
        self.name = name
        self.value = value
        self.isMinor = isMinor
    }

    /// The same figure, which stands back where there is room for a few only.
    package var asMinor: MetricValue {
        MetricValue(name, value, isMinor: true)
    }
}
