/// Peak learning rates of parts of a model, each in place of ``Recipe/learningRate``.
///
/// The lower layers are the first ⌊L/2⌋ of L, the head is whatever stands on the encoder: the pooler and the task's
/// own layers. A part without a rate of its own has the recipe's.
///
/// ```swift
/// var recipe = Recipe()
/// recipe.learningRates = GroupLearningRates(embeddings: 1e-5, lowerLayers: 2e-5, upperLayers: 3e-5, head: 5e-5)
/// ```
public struct GroupLearningRates: Sendable, Equatable {
    /// The rate of word, position and segment embeddings and their layer normalisation.
    public var embeddings: Double?
    /// The rate of the first ⌊L/2⌋ encoder layers.
    public var lowerLayers: Double?
    /// The rate of the other encoder layers.
    public var upperLayers: Double?
    /// The rate of the pooler and the task's own layers.
    public var head: Double?

    /// Rates for the parts that are to have one.
    public init(
        embeddings: Double? = nil,
        lowerLayers: Double? = nil,
        upperLayers: Double? = nil,
        head: Double? = nil
    ) {
        self.embeddings = embeddings
        self.lowerLayers = lowerLayers
        self.upperLayers = upperLayers
        self.head = head
    }
}
