/// A figure and its name, as reports and `metrics.jsonl` show them.
public struct MetricValue: Sendable, Equatable {
    /// The name, such as `macroF1`.
    public let name: String
    /// The figure.
    public let value: Double

    /// Creates a named figure.
    public init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }
}
