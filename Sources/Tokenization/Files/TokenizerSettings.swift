import StrictJSON

/// What `tokenizer_config.json` and `special_tokens_map.json` say.
struct TokenizerSettings {
    private let configuration: JSONValue?
    private let specialTokens: JSONValue?
    /// The tokens of `added_tokens.json` with their ids, in which old models keep what is added.
    private let oldAddedTokens: JSONValue?
    private let path: String

    /// Reads what is there of a folder's settings.
    init(folder: String) throws(TokenizationError) {
        path = folder + "/tokenizer_config.json"
        configuration = try FileBytes.readObject(path)
        specialTokens = try FileBytes.readObject(folder + "/special_tokens_map.json")
        oldAddedTokens = try FileBytes.readObject(folder + "/added_tokens.json")
    }

    /// Replaces what the files state expressly.
    func apply(to target: inout TokenizerConfiguration) throws(TokenizationError) {
        if let value = try bool("do_lower_case") { target.normalization.lowercases = value }
        if let value = try bool("tokenize_chinese_chars") { target.normalization.separatesChineseCharacters = value }
        // `null` says something here: that accents follow lower-casing.
        if configuration?["strip_accents"] != nil { target.normalization.stripsAccents = try bool("strip_accents") }
        if let token = try specialToken("unk_token") { target.unknownToken = token }
        if let token = try specialToken("cls_token") { target.classToken = token }
        if let token = try specialToken("sep_token") { target.separatorToken = token }
        if let token = try specialToken("pad_token") { target.paddingToken = token }
        if let token = try specialToken("mask_token") { target.maskToken = token }
        target.maximumLength = try maximumLength() ?? target.maximumLength
    }

    /// Refuses classes whose `vocab.txt` means something else.
    func requireBERT() throws(TokenizationError) {
        guard let name = configuration?["tokenizer_class"]?.string else { return }
        let known = [
            "BertTokenizer", "DistilBertTokenizer", "ElectraTokenizer", "MobileBertTokenizer", "ConvBertTokenizer",
            "SqueezeBertTokenizer", "RetriBertTokenizer", "PreTrainedTokenizer", "TokenizersBackend",
        ]
        let base = name.hasSuffix("Fast") ? String(name.dropLast(4)) : name
        guard known.contains(base) else {
            throw TokenizationError(
                .unsupportedTokenizer,
                "\"\(name)\" is no BERT tokenizer; choose a model with BERT's WordPiece vocabulary",
                path: path,
                field: "tokenizer_class"
            )
        }
    }

    /// The tokens that are added, and the bytes of those whose ids follow the vocabulary's.
    ///
    /// They stand in `added_tokens_decoder`, or in `added_tokens.json` of old models, which knows no flags.
    func addedTokens(
        beyond tokens: [[UInt8]],
        special: [String]
    ) throws(TokenizationError) -> (tokens: [AddedToken], appended: [[UInt8]]) {
        let listed = try listedTokens(special: special).sorted { $0.id < $1.id }
        var appended: [[UInt8]] = []
        for (id, token) in listed {
            let content = Array(token.content.utf8)
            if id < tokens.count {
                guard tokens[id] == content else {
                    throw fault(
                        "\"\(token.content)\" has id \(id), which is another token's in vocab.txt",
                        "added_tokens_decoder"
                    )
                }
            } else {
                guard id == tokens.count + appended.count else {
                    throw TokenizationError(
                        .invalidVocabulary,
                        "id \(id) leaves a gap behind id \(tokens.count + appended.count - 1); number tokens densely",
                        path: path,
                        field: "added_tokens_decoder"
                    )
                }
                appended.append(content)
            }
        }
        return (listed.map(\.token), appended)
    }

    private func listedTokens(special: [String]) throws(TokenizationError) -> [(id: Int, token: AddedToken)] {
        var listed: [(id: Int, token: AddedToken)] = []
        guard let decoder = configuration?["added_tokens_decoder"]?.object else {
            for member in oldAddedTokens?.object?.members ?? [] {
                guard let id = member.value.int, id >= 0, !member.name.isEmpty else {
                    throw fault("added_tokens.json must give each token a whole number", "added_tokens_decoder")
                }
                let isSpecial = special.contains { $0.utf8.elementsEqual(member.name.utf8) }
                listed.append((id, AddedToken(member.name, isNormalized: !isSpecial, isSpecial: isSpecial)))
            }
            return listed
        }
        for member in decoder.members {
            guard let id = Int(member.name), id >= 0 else {
                throw fault("ids must be whole numbers, not \"\(member.name)\"", "added_tokens_decoder")
            }
            do {
                listed.append((id, try AddedToken(json: member.value, field: "added_tokens_decoder.\(id)")))
            } catch {
                throw error.at(path: path)
            }
        }
        return listed
    }

    // MARK: - Members

    private func bool(_ name: String) throws(TokenizationError) -> Bool? {
        guard let value = configuration?[name], !value.isNull else { return nil }
        guard let bool = value.bool else { throw fault("must be true or false", name) }
        return bool
    }

    private func specialToken(_ name: String) throws(TokenizationError) -> String? {
        for source in [configuration, specialTokens] {
            guard let value = source?[name], !value.isNull else { continue }
            guard let token = value.string ?? value["content"]?.string, !token.isEmpty else {
                throw fault("must be a token, or an object with its \"content\"", name)
            }
            return token
        }
        return nil
    }

    /// `model_max_length`; transformers writes 1e30 where it is unknown.
    private func maximumLength() throws(TokenizationError) -> Int? {
        guard let value = configuration?["model_max_length"], !value.isNull else { return nil }
        guard let number = value.double, number >= 1 else {
            // Numbers beyond a double's range are 1e30's kin.
            if case .number(let number) = value, number.double == nil { return nil }
            throw fault("must be a number of tokens, at least 1", "model_max_length")
        }
        return number > 1e9 ? nil : Int(exactly: number.rounded(.down))
    }

    private func fault(_ message: String, _ field: String) -> TokenizationError {
        TokenizationError(.malformedFile, message, path: path, field: field)
    }
}
