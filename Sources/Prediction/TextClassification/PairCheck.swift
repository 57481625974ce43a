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

extension FeatureContext {
    /// One feature per text or pair, or per window of a long one.
    ///
    /// - Parameters:
    ///   - dataset: The examples.
    ///   - longTexts: What happens to texts that are longer than the model's length.
    ///   - target: What the model should say about an example.
    /// - Returns: The features, and what was cut off or split.
    /// - Throws: ``/TextData/DataError`` with code `tokenizationFailed`, or what `target` throws.
    func features<Target>(
        of dataset: TextDataset,
        longTexts: LongTexts,
        target: (TextExample) throws(DataError) -> Target?
    ) throws(DataError) -> FeatureSet<TextFeature<Target>> {
        let builder = FeatureBuilder(
            tokenizer: tokenizer,
            maximumLength: maximumLength,
            threads: threads,
            longTexts: longTexts
        )
        let set = try builder.features(for: dataset, target: target)
        for feature in set.features {
            guard let highest = feature.tokenTypeIDs.max(), Int(highest) >= segmentCount else { continue }
            let line = dataset.examples[feature.exampleIndex].line
            throw DataError(
                .tokenizationFailed,
                "the model has \(segmentCount) segments (type_vocab_size), too few for a pair of texts",
                path: dataset.path,
                line: line > 0 ? line : nil
            )
        }
        return set
    }
}
