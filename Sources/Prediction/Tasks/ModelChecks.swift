internal import BERT
internal import Tokenization

/// What must hold of a tokenizer and a model that are to work together.
enum ModelChecks {
    /// Checks vocabulary, segments and length.
    ///
    /// - Throws: ``PredictionError`` with code `vocabularyMismatch` or `badLength`.
    static func check(
        _ tokenizer: Tokenizer,
        _ configuration: BERTConfiguration,
        maximumLength: Int?,
        folder: String
    ) throws(PredictionError) {
        guard tokenizer.vocabulary.count <= configuration.vocabularySize else {
            throw PredictionError(
                .vocabularyMismatch,
                "the tokenizer has \(tokenizer.vocabulary.count) words, the model "
                    + "\(configuration.vocabularySize) (vocab_size); they do not belong together",
                path: folder
            )
        }
        // Of pairs this is said when there is one: many a model of one segment comes with BERT's template.
        let highest = tokenizer.configuration.template.single.map(\.typeID).max() ?? 0
        guard Int(highest) < configuration.typeVocabularySize else {
            throw PredictionError(
                .vocabularyMismatch,
                "the tokenizer uses segment \(highest), the model has \(configuration.typeVocabularySize) "
                    + "(type_vocab_size); they do not belong together",
                path: folder
            )
        }
        if let maximumLength, maximumLength > configuration.maxPositionEmbeddings || maximumLength < 3 {
            throw PredictionError(
                .badLength,
                "a maximum length of \(maximumLength); this model takes 3 to \(configuration.maxPositionEmbeddings)",
                path: folder
            )
        }
    }
}

extension SpecialTokenTemplate.Piece {
    fileprivate var typeID: Int32 {
        switch self {
        case .special(_, let typeID), .sequence(_, let typeID): typeID
        }
    }
}
