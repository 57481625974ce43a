/// How weights are named in checkpoints of different ages and origins.
///
/// The names of BERTune are those that transformers writes today for a model with a task head.
enum CheckpointNames {
    /// Today's name of a checkpoint's weight, or `nil` for one that no fine-tuned BERT has.
    ///
    /// - Parameters:
    ///   - name: The name in the file.
    ///   - headNames: The names of the head's own weights, which carry no prefix.
    /// - Returns: The name in a model's parameter store.
    static func canonical(_ name: String, headNames: Set<String>) -> String? {
        // A buffer that older versions saved.
        guard !name.hasSuffix("embeddings.position_ids") else { return nil }
        var canonical = name
        // TensorFlow's names of LayerNorm's parameters, in conversions from google-research/bert.
        if canonical.hasSuffix("LayerNorm.gamma") {
            canonical = canonical.dropLast("gamma".count) + "weight"
        } else if canonical.hasSuffix("LayerNorm.beta") {
            canonical = canonical.dropLast("beta".count) + "bias"
        }
        // The heads of pre-training.
        if canonical.hasPrefix("cls.") { return headNames.contains(canonical) ? canonical : nil }
        // A bare `BertModel` is saved without the name of the attribute that holds it in the task models.
        let bareParts = ["embeddings.", "encoder.", "pooler."]
        if !headNames.contains(canonical), bareParts.contains(where: { canonical.hasPrefix($0) }) {
            canonical = "bert." + canonical
        }
        return canonical
    }
}
