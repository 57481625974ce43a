import Prediction

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
        "changesContexts": "question-only",
    ]

    /// The option that sets a key.
    ///
    /// - Parameter key: A key of ``FineTuning/Recipe``, ``Prediction/TaskOptions`` or
    ///   ``FineTuning/AugmentationSettings``.
    /// - Returns: The option, with its dashes.
    static func option(for key: String) -> String {
        let kebab = key.reduce(into: "") { name, character in
            name += character.isUppercase ? "-" + character.lowercased() : String(character)
        }
        return "--" + (others[key] ?? kebab)
    }

    /// A message about a task's options in the words of the command line.
    ///
    /// - Parameter message: A message that names options as a recipe file does, such as `longTexts`.
    /// - Returns: The message with `--long-texts`.
    static func naming(optionsIn message: String) -> String {
        message.replacing(/[a-z]+[A-Z][A-Za-z]*/) { match in
            let word = String(match.output)
            return TaskOptionField.all.contains { $0.name == word } ? option(for: word) : word
        }
    }
}
