internal import EvaluationMetrics

/// The figures of a tagger of entities for samples of the sentences.
struct SampledEntities: SampledMetrics {
    /// The entities as `conlleval` finds them.
    let tallies: EntityTallies
    /// The entities that keep to BIO.
    let strict: EntityTallies

    var exampleCount: Int { tallies.sentenceCount }

    func values(of sample: [Int]) -> [MetricValue] {
        TaggingEvaluation.entities(tallies.metrics(of: sample), strict: strict.metrics(of: sample)).values
    }
}
