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
