public import BERT
public import TextData

/// A task whose outputs are labels, one of which is given to each text or word.
public protocol LabelledTask: BERTTask {
    /// The labels, in the order of the model's outputs.
    var labels: LabelSet { get set }
}

extension LabelledTask {
    /// The labels, in the order of the model's outputs.
    public var labelNames: [String] { labels.names }

    /// Writes the labels.
    public func describe(in configuration: inout BERTConfiguration) {
        configuration.labels = labels.names
    }

    /// The task in the model's order of labels, if they are the same ones and mean the same.
    public func adopting(_ configuration: BERTConfiguration) -> (task: Self, keepsHead: Bool) {
        guard [nil, .singleLabelClassification].contains(configuration.problemType) else { return (self, false) }
        // A file that names no labels has a head for two, which may be these.
        guard !configuration.labels.isEmpty else { return (self, labels.count == 2) }
        guard let own = labels.inOrder(of: configuration.labels) else { return (self, false) }
        var task = self
        task.labels = own
        return (task, true)
    }
}
