/// Metrics of some examples that can be computed again for any sample of them.
///
/// What an example contributes is kept, so that a sample costs additions and no second reading of answers.
public protocol SampledMetrics: Sendable {
    /// The number of examples.
    var exampleCount: Int { get }

    /// The metrics of a sample.
    ///
    /// - Parameter sample: Indices of examples, each as often as the sample has the example.
    /// - Returns: The metrics, under the same names for every sample; one that is undefined for it may be left out.
    func values(of sample: [Int]) -> [MetricValue]
}
