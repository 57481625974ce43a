extension QuestionDataset: ExampleSet {
    /// Whether the question has an answer.
    public func stratum(of index: Int) -> String {
        examples[index].isImpossible ? "impossible" : "answerable"
    }

    /// The context: its questions stay together.
    public func group(of index: Int) -> String? {
        examples[index].context
    }
}
