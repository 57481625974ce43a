/// How the loss weighs its targets.
public struct LossOptions: Sendable, Equatable {
    /// The part of a label's weight that is spread over all labels.
    public var labelSmoothing: Double
    /// A weight for each label, in the order of the model's outputs; `nil` for one each.
    public var classWeights: [Float]?

    /// The plain loss, unless said otherwise.
    public init(labelSmoothing: Double = 0, classWeights: [Float]? = nil) {
        self.labelSmoothing = labelSmoothing
        self.classWeights = classWeights
    }
}
