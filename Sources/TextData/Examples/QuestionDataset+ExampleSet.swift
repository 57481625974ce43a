extension QuestionDataset: ExampleSet {
    /// Whether the question has an answer.
    public func stratum(of example: QuestionExample) -> String {
        example.isImpossible ? "impossible" : "answerable"
    }

    /// The context: its questions stay together.
    public func group(of example: QuestionExample) -> String? {
        example.context
    }
}
