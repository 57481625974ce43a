import StrictJSON

extension Tokenizer {
    /// Reads a tokenizer from a model's folder.
    ///
    /// `tokenizer.json` is preferred and may stand alone; otherwise `vocab.txt` is read with
    /// `tokenizer_config.json` and `special_tokens_map.json`, either of which may be missing. As in transformers,
    /// what `tokenizer_config.json` says of lower-casing, accents and Chinese characters counts over
    /// `tokenizer.json`. Truncation and padding that stand in `tokenizer.json` are ignored: both are decided by
    /// the caller.
    ///
    /// Where no file says whether the model is lower-cased, it is taken to be so exactly if the vocabulary lacks
    /// the one-letter tokens `A` to `Z`.
    ///
    /// - Parameter folder: The path of the folder.
    /// - Throws: ``TokenizationError`` that names the file, the place in it and the remedy: `fileNotReadable`,
    ///   `malformedFile`, `unsupportedTokenizer` for other kinds than BERT's, `invalidVocabulary`,
    ///   `missingToken`.
    public init(folder: String) throws(TokenizationError) {
        let folder = folder.isEmpty ? "." : folder
        let settings = try TokenizerSettings(folder: folder)
        let vocabularyPath = folder + "/vocab.txt"
        let jsonPath = folder + "/tokenizer.json"
        if let json = try FileBytes.readObject(jsonPath) {
            do {
                var reader = TokenizerJSONReader(document: json)
                try reader.readPipeline()
                var configuration = reader.configuration
                try settings.apply(to: &configuration)
                // Tokens that stand twice in vocab.txt have one id in tokenizer.json, which leaves a gap there.
                let vocabulary = try reader.vocabulary { () throws(TokenizationError) in
                    try FileBytes.read(vocabularyPath).map { VocabularyFile.tokens(in: $0) }
                }
                try self.init(vocabulary: vocabulary, configuration: configuration)
            } catch {
                throw error.at(path: jsonPath)
            }
        } else if let bytes = try FileBytes.read(vocabularyPath) {
            do {
                try settings.requireBERT()
                let tokens = VocabularyFile.tokens(in: bytes)
                var configuration = TokenizerConfiguration(
                    normalization: NormalizationOptions(lowercases: VocabularyFile.isLowercased(tokens))
                )
                try settings.apply(to: &configuration)
                configuration.template = .bert(
                    classToken: configuration.classToken,
                    separatorToken: configuration.separatorToken
                )
                let added = try settings.addedTokens(beyond: tokens, special: configuration.specialTokens)
                configuration.addedTokens = added.tokens
                let vocabulary = try Vocabulary(tokens: tokens, addedTokens: added.appended)
                try self.init(vocabulary: vocabulary, configuration: configuration)
            } catch {
                throw error.at(path: vocabularyPath)
            }
        } else {
            throw TokenizationError(
                .fileNotReadable,
                "holds neither tokenizer.json nor vocab.txt; name a model's folder",
                path: folder
            )
        }
    }
}
