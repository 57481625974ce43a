/// A vector of 32-bit indices, such as token identifiers, on its way to a device.
public final class Indices: Sendable {
    package let values: [Int32]

    /// Wraps the values.
    public init(_ values: [Int32]) {
        self.values = values
    }

    /// The number of indices.
    public var count: Int {
        values.count
    }
}
