import StrictJSON

/// Reads `tokenizer.json`, the file of Hugging Face's `tokenizers`.
///
/// Accepted is what BERT models have: BertNormalizer, BertPreTokenizer, WordPiece, and BertProcessing or
/// TemplateProcessing. Anything else is refused by name rather than read as something it is not.
struct TokenizerJSONReader {
    private let document: JSONValue
    /// What was read of everything but the vocabulary.
    private(set) var configuration = TokenizerConfiguration()
    private var added: [(id: Int, token: AddedToken)] = []

    init(document: JSONValue) {
        self.document = document
    }

    /// Reads everything but the vocabulary.
    mutating func readPipeline() throws(TokenizationError) {
        try readModel()
        try readNormalizer()
        try readPreTokenizer()
        try readAddedTokens()
        configuration.template = try TemplateReader.template(from: document["post_processor"])
        if let ends = TemplateReader.ends(of: configuration.template) {
            configuration.classToken = ends.classToken
            configuration.separatorToken = ends.separatorToken
        }
    }

    // MARK: - Parts

    private mutating func readModel() throws(TokenizationError) {
        guard let model = document["model"], model.object != nil else {
            throw malformed("is missing; this is no tokenizer.json", "model")
        }
        // Old files do not name the type; merges give byte-pair encoding away.
        let type = model["type"]?.string ?? (model["merges"] == nil ? "WordPiece" : "BPE")
        guard type == "WordPiece" else {
            throw unsupported("\(type) is not BERT's kind of vocabulary, which is WordPiece", "model.type")
        }
        if let token = model["unk_token"]?.string { configuration.unknownToken = token }
        if let prefix = model["continuing_subword_prefix"]?.string { configuration.continuationPrefix = prefix }
        if let value = model["max_input_chars_per_word"] {
            guard let limit = value.int, limit >= 0 else {
                throw malformed("must be a whole number", "model.max_input_chars_per_word")
            }
            configuration.maximumWordLength = limit
        }
    }

    private mutating func readNormalizer() throws(TokenizationError) {
        guard let normalizer = try onlyPart(of: "normalizer", list: "normalizers") else {
            configuration.normalization = NormalizationOptions(
                cleansText: false,
                separatesChineseCharacters: false,
                stripsAccents: false,
                lowercases: false
            )
            return
        }
        guard normalizer["type"]?.string == "BertNormalizer" else {
            throw unsupported("only BertNormalizer is known, not \(name(of: normalizer))", "normalizer.type")
        }
        var options = NormalizationOptions()
        options.cleansText = try flag("clean_text", of: normalizer) ?? true
        options.separatesChineseCharacters = try flag("handle_chinese_chars", of: normalizer) ?? true
        options.stripsAccents = try flag("strip_accents", of: normalizer)
        options.lowercases = try flag("lowercase", of: normalizer) ?? true
        configuration.normalization = options
    }

    private func readPreTokenizer() throws(TokenizationError) {
        let preTokenizer = try onlyPart(of: "pre_tokenizer", list: "pretokenizers")
        guard preTokenizer?["type"]?.string == "BertPreTokenizer" else {
            throw unsupported(
                "only BertPreTokenizer is known, not \(name(of: preTokenizer ?? .null))",
                "pre_tokenizer.type"
            )
        }
    }

    private mutating func readAddedTokens() throws(TokenizationError) {
        guard let value = document["added_tokens"], !value.isNull else { return }
        guard let tokens = value.array else { throw malformed("must be an array", "added_tokens") }
        for (index, token) in tokens.enumerated() {
            let field = "added_tokens[\(index)]"
            guard let id = token["id"]?.int, id >= 0 else {
                throw malformed("needs its \"id\", a whole number", field)
            }
            added.append((id, try AddedToken(json: token, field: field)))
        }
        configuration.addedTokens = added.map(\.token)
    }

    // MARK: - The vocabulary

    /// Reads the vocabulary.
    ///
    /// `lines` gives the tokens of `vocab.txt`, if it is there; it is asked only if ids are missing.
    func vocabulary(
        lines: () throws(TokenizationError) -> [[UInt8]]?
    ) throws(TokenizationError) -> Vocabulary {
        guard let members = document["model"]?["vocab"]?.object?.members else {
            throw malformed("must be an object of tokens and their ids", "model.vocab")
        }
        var tokens: [[UInt8]?] = Array(repeating: nil, count: members.count)
        for member in members {
            guard let id = member.value.int, id >= 0, id <= Vocabulary.maximumCount else {
                throw malformed("the id of \"\(member.name)\" must be a whole number", "model.vocab")
            }
            while id >= tokens.count { tokens.append(nil) }
            guard tokens[id] == nil else {
                throw invalid("\"\(member.name)\" has id \(id), which another token has already")
            }
            tokens[id] = Array(member.name.utf8)
        }
        try fillGaps(in: &tokens, lines: lines)
        return try Vocabulary(tokens: tokens.compactMap { $0 }, addedTokens: appendedTokens(count: tokens.count))
    }

    private func fillGaps(
        in tokens: inout [[UInt8]?],
        lines: () throws(TokenizationError) -> [[UInt8]]?
    ) throws(TokenizationError) {
        guard let gap = tokens.firstIndex(of: nil) else { return }
        let lines = try lines() ?? []
        let isSameVocabulary = lines.count == tokens.count && zip(lines, tokens).allSatisfy { $1 == nil || $0 == $1 }
        guard isSameVocabulary else { throw invalid("no token has id \(gap); ids must run from 0 without gaps") }
        tokens = lines
    }

    /// The added tokens whose ids follow the model's; the others must be the model's own.
    private func appendedTokens(count: Int) throws(TokenizationError) -> [[UInt8]] {
        var appended: [[UInt8]] = []
        for (id, token) in added.sorted(by: { $0.id < $1.id }) where id >= count {
            guard id == count + appended.count else {
                throw invalid("the added token \"\(token.content)\" with id \(id) leaves a gap or shares its id")
            }
            appended.append(Array(token.content.utf8))
        }
        return appended
    }

    // MARK: - Members

    /// A part of the pipeline; a sequence of a single part counts as that part.
    private func onlyPart(of field: String, list: String) throws(TokenizationError) -> JSONValue? {
        guard let value = document[field], !value.isNull else { return nil }
        guard value["type"]?.string == "Sequence" else { return value }
        guard let parts = value[list]?.array, parts.count == 1 else {
            throw unsupported("a sequence of several steps is not known", field)
        }
        return parts[0]
    }

    private func flag(_ name: String, of value: JSONValue) throws(TokenizationError) -> Bool? {
        guard let member = value[name], !member.isNull else { return nil }
        guard let flag = member.bool else { throw malformed("must be true or false", "normalizer.\(name)") }
        return flag
    }

    private func name(of part: JSONValue) -> String {
        part["type"]?.string ?? "none"
    }

    private func malformed(_ message: String, _ field: String) -> TokenizationError {
        TokenizationError(.malformedFile, message, field: field)
    }

    private func unsupported(_ message: String, _ field: String) -> TokenizationError {
        TokenizationError(.unsupportedTokenizer, message + "; choose a BERT model", field: field)
    }

    private func invalid(_ message: String) -> TokenizationError {
        TokenizationError(.invalidVocabulary, message, field: "model.vocab")
    }
}
