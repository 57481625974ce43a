extension Recipe {
    /// Checks that every value is within its range and that no two contradict each other.
    ///
    /// - Throws: ``RecipeError`` with code `invalidValue` or `conflictingValues`; it names the key and what is allowed.
    public func validate() throws(RecipeError) {
        for field in RecipeField.all where !field.isValid(self) {
            throw RecipeError(
                .invalidValue,
                "\(field.name) must be \(field.allowed), but is \(field.write(self))",
                key: field.name
            )
        }
        if batchOrder == .reference, seed > UInt64(UInt32.max) {
            throw RecipeError(
                .conflictingValues,
                "batchOrder: reference needs a seed below 2^32, since the reference generator uses 32 bits; "
                    + "choose a smaller seed or batchOrder: bertune",
                key: "seed"
            )
        }
        for (first, second, isConflict) in conflicts where isConflict {
            throw RecipeError(
                .conflictingValues,
                "\(first) and \(second) exclude each other; keep one of them",
                key: first
            )
        }
    }

    /// The pairs of values of which one would have no effect, and whether both are set.
    private var conflicts: [(String, String, Bool)] {
        let rates = learningRates
        return [
            ("layerDecay", "learningRates.embeddings", layerDecay != nil && rates.embeddings != nil),
            ("layerDecay", "learningRates.lowerLayers", layerDecay != nil && rates.lowerLayers != nil),
            ("layerDecay", "learningRates.upperLayers", layerDecay != nil && rates.upperLayers != nil),
            ("headLearningRate", "learningRates.head", headLearningRate != nil && rates.head != nil),
            ("freezesEmbeddings", "learningRates.embeddings", freezesEmbeddings && rates.embeddings != nil),
            ("freezesEncoder", "layerDecay", freezesEncoder && layerDecay != nil),
            ("freezesEncoder", "learningRates.embeddings", freezesEncoder && rates.embeddings != nil),
            ("freezesEncoder", "learningRates.lowerLayers", freezesEncoder && rates.lowerLayers != nil),
            ("freezesEncoder", "learningRates.upperLayers", freezesEncoder && rates.upperLayers != nil),
            // What is frozen with new weights would stay noise.
            ("freezesEncoder", "reinitializedLayers", freezesEncoder && reinitializedLayers > 0),
        ]
    }

    /// Checks that the model has the parts that the recipe freezes or begins anew.
    ///
    /// - Parameters:
    ///   - layers: The model's encoder layers.
    ///   - hasPooler: Whether the model has a pooler.
    /// - Throws: ``RecipeError`` with code `invalidValue` or `conflictingValues`.
    public func validate(layers: Int, hasPooler: Bool) throws(RecipeError) {
        for (key, count) in [("frozenLayers", frozenLayers), ("reinitializedLayers", reinitializedLayers)] {
            guard count > layers else { continue }
            throw RecipeError(
                .invalidValue,
                "\(key) must be at most \(layers), the layers of this model, but is \(count)",
                key: key
            )
        }
        if frozenLayers > 0, reinitializedLayers > layers - frozenLayers {
            throw RecipeError(
                .conflictingValues,
                "frozenLayers and reinitializedLayers overlap: \(frozenLayers) from below and \(reinitializedLayers) "
                    + "from above are more than the \(layers) layers of this model; frozen new weights would stay noise",
                key: "frozenLayers"
            )
        }
        if reinitializesPooler, !hasPooler {
            throw RecipeError(
                .conflictingValues,
                "reinitializesPooler has nothing to begin anew: the head of this task has no pooler; leave it out",
                key: "reinitializesPooler"
            )
        }
    }

    /// Checks that the metric that decides the best model is one that the task has.
    ///
    /// - Parameter metrics: The names of the task's metrics.
    /// - Throws: ``RecipeError`` with code `invalidValue`.
    public func validate(metrics: [String]) throws(RecipeError) {
        guard let metricForBest, !metrics.contains(metricForBest) else { return }
        let suggestion = DidYouMean.suggestion(for: metricForBest, among: metrics.map { ($0, []) })
        throw RecipeError(
            .invalidValue,
            "metricForBest must be one of \(metrics.joined(separator: ", ")), but is \(metricForBest)"
                + (suggestion.map { "; did you mean \($0)?" } ?? ""),
            key: "metricForBest"
        )
    }
}
