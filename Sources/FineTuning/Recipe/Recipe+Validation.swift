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
}
