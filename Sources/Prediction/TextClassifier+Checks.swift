internal import BERT
internal import TextData
internal import Tokenization

extension TextClassifier {
    /// The labels of a fine-tuned model.
    ///
    /// - Parameters:
    ///   - configuration: The model's configuration.
    ///   - folder: Its folder, for errors.
    /// - Returns: The labels, in the order of the model's outputs.
    /// - Throws: ``PredictionError`` with code `noHead` if the model does not give each text exactly one label.
    static func labels(of configuration: BERTConfiguration, folder: String) throws(PredictionError) -> LabelSet {
        let path = folder + "/config.json"
        if let type = configuration.problemType, type != .singleLabelClassification {
            throw PredictionError(
                .noHead,
                "problem_type: the model is for \(type.rawValue), and BERTune so far decodes one label of several",
                path: path
            )
        }
        do {
            return try LabelSet(names: configuration.labels)
        } catch {
            throw PredictionError(.noHead, "id2label: \(error.message)", path: path)
        }
    }

    /// A model's own labels, in their order, if they are the very same as others; else `nil`.
    static func labels(of configuration: BERTConfiguration, ifTheyAre others: LabelSet) -> LabelSet? {
        guard let own = try? LabelSet(names: configuration.labels), own.count == others.count,
            own.names.allSatisfy({ others.index(of: $0) != nil })
        else { return nil }
        return own
    }

    /// Refuses a tokenizer that numbers the segments of a text beyond those that the model has.
    ///
    /// Of pairs this is said when there is one, see ``features(of:path:withLabels:)``: many a model of one segment
    /// comes with BERT's template.
    static func checkSegments(
        of tokenizer: Tokenizer,
        _ configuration: BERTConfiguration,
        folder: String
    ) throws(PredictionError) {
        let highest = tokenizer.configuration.template.single.map(\.typeID).max() ?? 0
        guard Int(highest) >= configuration.typeVocabularySize else { return }
        throw PredictionError(
            .vocabularyMismatch,
            "the tokenizer uses segment \(highest), the model has \(configuration.typeVocabularySize) "
                + "(type_vocab_size); they do not belong together",
            path: folder
        )
    }
}

extension SpecialTokenTemplate.Piece {
    fileprivate var typeID: Int32 {
        switch self {
        case .special(_, let typeID), .sequence(_, let typeID): typeID
        }
    }
}
