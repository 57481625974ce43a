/// The options of the command line that stand for keys of recipe files.
enum OptionName {
    /// The options whose names aren't the key's own.
    private static let others = [
        "maximumSteps": "max-steps", "maximumLength": "max-length", "hiddenDropout": "dropout",
        "evaluationInterval": "evaluate-every", "metricForBest": "metric",
        "learningRates.embeddings": "embeddings-learning-rate",
        "learningRates.lowerLayers": "lower-layers-learning-rate",
        "learningRates.upperLayers": "upper-layers-learning-rate", "learningRates.head": "head-learning-rate",
        "freezesEmbeddings": "freeze-embeddings", "freezesEncoder": "freeze-encoder",
        "reinitializedLayers": "reinitialize-layers", "reinitializesPooler": "reinitialize-pooler",
        "maximumAnswerLength": "max-answer-length", "nBestCount": "n-best", "documentStride": "doc-stride",
    ]

    /// The option that sets a key.
    ///
    /// - Parameter key: A key of ``FineTuning/Recipe`` or ``Prediction/TaskOptions``.
    /// - Returns: The option, with its dashes.
    static func option(for key: String) -> String {
        let kebab = key.reduce(into: "") { name, character in
            name += character.isUppercase ? "-" + character.lowercased() : String(character)
        }
        return "--" + (others[key] ?? kebab)
    }
}
