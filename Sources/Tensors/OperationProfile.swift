/// Where the time of a device goes, operation by operation.
///
/// A ``ProfilingDevice`` fills it. The times are those of the thread that asks for an operation, the waiting for the
/// others included, so they add up to the wall time of the work.
public final class OperationProfile {
    /// What one kind of operation took.
    public struct Row: Sendable {
        /// The operation.
        public let name: String
        /// How often it ran.
        public var calls = 0
        /// The time of all calls together.
        public var seconds = 0.0
        /// The multiplications and additions of all calls; 0 for operations that are bound by memory.
        public var operations = 0.0

        /// Billions of multiplications and additions a second; 0 where they aren't counted.
        public var gigaflops: Double {
            seconds > 0 ? operations / seconds * 1e-9 : 0
        }
    }

    private var byName: [String: Row] = [:]
    /// How often each matrix product of a linear layer was computed.
    package private(set) var matrixProducts: [MatrixProduct: Int] = [:]

    /// A profile of nothing yet.
    public init() {}

    /// The kinds of operations that have run, the dearest first.
    public var rows: [Row] {
        byName.values.sorted { ($1.seconds, $0.name) < ($0.seconds, $1.name) }
    }

    /// Times an operation.
    func measure<Result>(_ name: String, operations: Double = 0, _ body: () throws -> Result) rethrows -> Result {
        let start = ContinuousClock.now
        defer {
            var row = byName[name] ?? Row(name: name)
            row.calls += 1
            row.seconds += start.duration(to: .now) / .seconds(1)
            row.operations += operations
            byName[name] = row
        }
        return try body()
    }

    /// Times a matrix product, and keeps its extents.
    func measure(_ name: String, _ product: MatrixProduct, _ body: () -> Void) {
        matrixProducts[product, default: 0] += 1
        measure(name, operations: product.operations, body)
    }
}
