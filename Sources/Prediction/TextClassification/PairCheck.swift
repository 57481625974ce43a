internal import TextData

/// Whether texts come singly or in pairs, as the task wants them.
enum PairCheck {
    /// Checks the examples of a text task.
    ///
    /// - Throws: ``/TextData/DataError`` with code `missingPair`, naming the line.
    static func check(_ dataset: TextDataset, hasPairs: Bool?) throws(DataError) {
        guard hasPairs == true, let example = dataset.examples.first(where: { $0.pair == nil }) else { return }
        throw DataError(
            .missingPair,
            "the task is about pairs of texts, and here is no second one; name its column with --pair-column, "
                + "or give it with --pair",
            path: dataset.path,
            line: example.line > 0 ? example.line : nil
        )
    }
}
